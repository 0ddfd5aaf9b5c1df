import type { AuditLine } from '#shared/contract/audit'
import type { AuditEvent } from '#shared/model/audit-event'
import type { ProviderRecord } from '#shared/model/provider'
import { sampleCatalogue, sampleNow } from '#test/support/sample'

/** The sample catalogue, with a Pulumi Cloud that has a log. */
export function auditedCatalogue(auditLog: Partial<ProviderRecord['auditLog']> = {}): ProviderRecord[] {
  return sampleCatalogue.map((record) => {
    if (record.id !== 'pulumi') return record
    return {
      ...record,
      auditLog: { support: { how: 'native' }, exports: ['csv', 'cef'], namesTokens: true, ...auditLog },
    }
  })
}

/** One line of a log, whose id is its action too. */
export function auditLine(id: string, event: Partial<AuditEvent> = {}, tokens: Partial<AuditLine> = {}): AuditLine {
  const empty = { actor: '', target: '', description: '', from: '' }
  const whole = { ...empty, id, at: sampleNow, action: id, tokenIssuerId: null, succeeded: null, ...event }
  return { event: whole, aboutTokenId: null, byTokenId: null, ...tokens }
}
