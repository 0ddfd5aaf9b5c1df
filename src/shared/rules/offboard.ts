import type { Operation } from '../model/operation.ts'
import type { ProviderRecord, Support, TokenKind } from '../model/provider.ts'
import type { Token, TokenRow } from '../model/token.ts'
import { regenerateWay } from './bulk-regenerate.ts'
import { revokeWay } from './bulk-revoke.ts'
import { dayLength } from './expiry.ts'
import { placesInUse } from './places.ts'

/**
 * What is to be done with a token when somebody leaves. `revoke`, `rotate`: Keyrack does it; `revoke-page`, `rotate-page`: it
 * is done on the provider's page, one at a time; `own`: Keyrack signs in with it, or may do so, and it comes last; `waiting`:
 * a new secret is on its way already; `elsewhere`: it cannot be done from here; `ended`: nothing is left to do.
 */
export const offboardSteps = [
  'revoke',
  'rotate',
  'own',
  'revoke-page',
  'rotate-page',
  'waiting',
  'elsewhere',
  'ended',
] as const
export type OffboardStep = (typeof offboardSteps)[number]

/** `owns`: it is the person's own. `made`: they made it for something else, and may still know its secret. */
export type OffboardRelation = 'owns' | 'made'

/** One line of a plan. */
export interface OffboardLine {
  readonly row: TokenRow
  readonly relation: OffboardRelation
  readonly step: OffboardStep
  /** Why it cannot be done here, in the provider's terms; null where it can, or where no adapter is there to say. */
  readonly reason: string | null
}

/** What a plan is made with. */
export interface OffboardFacts {
  readonly catalogue: readonly ProviderRecord[]
  readonly operations: readonly Pick<Operation, 'kind' | 'tokenId' | 'newTokenId'>[]
}

/**
 * The step of one token: a person's own ends with them; one that they made for others gets a new secret, so that it goes on
 * working where it is used. It is revoked where that cannot be, and where its provider tells that nobody has used it in the
 * month or more that it was there.
 */
export function offboardLine(row: TokenRow, relation: OffboardRelation, facts: OffboardFacts): OffboardLine {
  const record = facts.catalogue.find(({ id }) => id === row.token.provider)
  const kind = record?.tokenKinds.find((one) => one.kind === row.token.kind)
  const support = kind?.support
  const line = (step: OffboardStep, why?: Support) => ({
    row,
    relation,
    step,
    reason: step === 'elsewhere' && why !== undefined && why.how !== 'native' ? why.reason : null,
  })
  if (row.token.state !== 'active') return line('ended')
  const isUseless = isNeverUsed(row, kind) && placesInUse(row).length === 0
  if (relation === 'made' && !isUseless) {
    const step = rotateStep(row, support?.regenerate, facts.operations)
    if (step !== null) return line(step)
  }
  return line(revokeStep(row, support?.revoke), support?.revoke)
}

/** What is younger may have its first use before it, or one that its provider has not told of yet. */
const youngMs = 30 * dayLength

function isNeverUsed({ token }: TokenRow, kind: TokenKind | undefined): boolean {
  const { lastUsed, created, asOf } = token
  if (lastUsed.kind !== 'never' || kind?.tells.lastUsed !== true || created.kind !== 'at') return false
  return asOf - (kind.tells.lastUsedLag ?? 0) * 60_000 - created.at >= youngMs
}

function rotateStep(
  row: TokenRow,
  support: Support | undefined,
  operations: OffboardFacts['operations'],
): OffboardStep | null {
  switch (regenerateWay(row, support, operations)) {
    case 'native':
    case 'emulated':
      return 'rotate'
    case 'own':
      return 'own'
    case 'guided':
      return 'rotate-page'
    case 'waiting':
      return 'waiting'
    case 'none':
    case 'ended':
      return null
  }
}

function revokeStep(row: TokenRow, support: Support | undefined): OffboardStep {
  switch (revokeWay(row, support)) {
    case 'call':
      return 'revoke'
    case 'own':
      return 'own'
    case 'guided':
      return 'revoke-page'
    case 'none':
      return 'elsewhere'
    case 'ended':
      return 'ended'
  }
}

/** May there be a page for it? Of another service there is what was typed; addresses without a lock are not opened. */
export function mayHavePage({ service, manageUrl = '', serviceUrl = '' }: Token): boolean {
  return service === undefined || (manageUrl === '' ? serviceUrl : manageUrl).startsWith('https:')
}

/** The lines in the order in which they are done. */
export function offboardOrder(lines: readonly OffboardLine[]): OffboardLine[] {
  return lines.toSorted((a, b) => offboardSteps.indexOf(a.step) - offboardSteps.indexOf(b.step))
}
