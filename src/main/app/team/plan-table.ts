import type { OffboardLine } from '#shared/rules/offboard'
import { endSaidBy } from '#shared/rules/expiry'
import { nameOfPlace, placesInUse } from '#shared/rules/places'
import {
  doneBy,
  offboardLimits,
  offboardReasons,
  offboardTitles,
  relationWords,
  whyElsewhere,
} from '#shared/text/offboard'
import { markdownText as text } from '#shared/text/plain'
import { calledBy } from '#shared/text/words'
import type { Expiry, Instant } from '#shared/model/time'
import { csvRow } from '#shared/text/csv'

/** A line of a plan, with what people know its token by. */
export interface PlannedLine {
  readonly line: OffboardLine
  readonly provider: string
  readonly account: string
  /** How Keyrack signs in to the account. */
  readonly signIn: string
}

const columns = [
  'step',
  'done by',
  'token',
  'whose',
  'provider',
  'account',
  'owner',
  'last used',
  'expires',
  'expires by',
  'used in',
  'why not here',
  'id',
] as const

/** The plan as CSV (RFC 4180), one line a token. */
export function csvOfPlan(lines: readonly PlannedLine[]): string {
  return [csvRow(columns), ...lines.map((line) => csvRow(cellsOf(line)))].join('')
}

/** The plan as Markdown for a ticket: a list to be ticked off under each step. Names are text in it, and no markup. */
export function markdownOfPlan(name: string, now: Instant, lines: readonly PlannedLine[]): string {
  const steps = [...new Set(lines.map(({ line }) => line.step))]
  const parts = steps.map((step) => {
    const own = lines.filter(({ line }) => line.step === step)
    return `## ${offboardTitles[step]} (${own.length})\n\n${offboardReasons[step]}\n\n${own.map(item).join('')}`
  })
  const head = `# Tokens of ${text(name)}\n\nAs Keyrack knew them on ${new Date(now).toISOString().slice(0, 10)}. ${offboardLimits}\n`
  return [head, ...parts].join('\n')
}

function item(planned: PlannedLine): string {
  const { line, provider, account, signIn } = planned
  const { token } = line.row
  const why = whyElsewhere(line)
  const used = placesInUse(line.row).map(({ where }) => text(nameOfPlace(where)))
  const facts = [
    relationWords[line.relation],
    [provider, account, token.owner.name]
      .filter((part) => part !== '')
      .map(text)
      .join(' · '),
    `last used: ${when(token.lastUsed)}`,
    `expires: ${when(token.expiry)}`,
    ...(used.length === 0 ? [] : [`used in: ${used.join(', ')}`]),
    doneBy(line, text(signIn)),
    ...(why === null ? [] : [text(why)]),
  ]
  return `- [ ] **${text(calledBy(token))}**: ${facts.join('; ')}\n`
}

function cellsOf({ line, provider, account, signIn }: PlannedLine): string[] {
  const { token } = line.row
  return [
    offboardTitles[line.step],
    doneBy(line, signIn),
    calledBy(token),
    relationWords[line.relation],
    provider,
    account,
    token.owner.name,
    when(token.lastUsed),
    when(token.expiry),
    endSaidBy(token),
    placesInUse(line.row)
      .map(({ where }) => nameOfPlace(where))
      .join('\n'),
    whyElsewhere(line) ?? '',
    token.issuerId,
  ]
}

function when(instant: Expiry): string {
  return instant.kind === 'at' ? new Date(instant.at).toISOString() : instant.kind
}
