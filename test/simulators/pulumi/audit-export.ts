import type { AuditEvent } from './audit-log.ts'

/**
 * As a file exported in 2024 has it. The older sample in Pulumi's documentation lacks the two columns of the token, so
 * columns are to be found by their names.
 */
const CSV_HEADER =
  'Timestamp,Name,Login,Event,Description,SourceIP,TokenID,TokenName,RequireOrgAdmin,RequireStackAdmin,AuthenticationFailure'

/** Events in the CSV of Pulumi's export. */
export function csv(events: readonly AuditEvent[]): string {
  return [CSV_HEADER, ...events.map(csvLine)].map((line) => `${line}\n`).join('')
}

function csvLine(event: AuditEvent): string {
  const { timestamp, user, description, sourceIP = '', token, reqOrgAdmin, reqStackAdmin, authFailure } = event
  const flags = [reqOrgAdmin, reqStackAdmin, authFailure].map((flag) => String(flag ?? false))
  const cells = [rfc3339(timestamp), user.name, user.login, event.event, description, sourceIP]
  return [...cells, token?.id ?? '', token?.name ?? '', ...flags]
    .map((value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value))
    .join(',')
}

/** Events in the Common Event Format, with the keys of Pulumi's page on audit log formats. */
export function cef(events: readonly AuditEvent[]): string {
  return events.map((event) => `${cefLine(event)}\n`).join('')
}

function cefLine(event: AuditEvent): string {
  const { timestamp, user, description, sourceIP = '', organization, reqOrgAdmin, reqStackAdmin, authFailure } = event
  const extension = {
    dvchost: 'api.pulumi.com',
    rt: String(timestamp * 1000),
    src: sourceIP,
    suser: user.login,
    orgID: organization.id,
    userID: user.login,
    requireOrgAdmin: String(reqOrgAdmin ?? false),
    requireStackAdmin: String(reqStackAdmin ?? false),
    authenticationFailure: String(authFailure ?? false),
  }
  const pairs = Object.entries(extension).map(([key, value]) => `${key}=${value.replaceAll(/([\\=])/g, '\\$1')}`)
  const headers = [event.event, description].map((value) => value.replaceAll(/([\\|])/g, '\\$1'))
  return `CEF:0|Pulumi|Pulumi Service|1.0|${headers.join('|')}|0|${pairs.join(' ')}`
}

function rfc3339(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
}
