import type { AuditPoint, Counts, Severity } from '#shared/model/finding'
import type { FindingGrouping } from '#shared/model/preferences'
import { dayText } from '#shared/text/dates'
import { severityLabels } from '#shared/text/findings'
import { count, listed, numberText } from '#shared/text/words'

/** Words of the audit in the window; what rules and policies say is in `#shared/text/findings`. */
export const auditViewText = {
  title: 'Audit',
  pane: 'Finding details',
  list: 'Findings',
  vault: 'The vault',

  policy: (name: string) => `Policy: ${name}`,
  judged: (tokens: number, age: string) => `${count(tokens, 'token')} judged ${age}`,
  running: 'Judging the tokens…',
  again: 'Audit again',
  refresh: 'Refresh the lists',

  counts: (severity: Severity, number: number) => `${severityLabels[severity]}: ${count(number, 'finding')}`,
  change: (by: number) => (by > 0 ? `+${numberText(by)}` : `−${numberText(-by)}`),
  changeSince: (by: number, at: number) =>
    by === 0
      ? `as many as on ${dayText(at)}`
      : `${numberText(Math.abs(by))} ${by > 0 ? 'more' : 'fewer'} than on ${dayText(at)}`,
  trend: 'Findings over time',
  trendBegins: 'The trend begins with the next audit.',
  since: (at: number, came: number, went: number) =>
    came === 0 && went === 0
      ? `Nothing has changed since ${dayText(at)}`
      : `Since ${dayText(at)}: ${numberText(came)} came, ${numberText(went)} went`,

  search: 'Search findings',
  groupBy: 'Group by',
  groups: {
    severity: 'Severity',
    rule: 'Rule',
    owner: 'Owner',
    provider: 'Provider',
  } satisfies Record<FindingGrouping, string>,
  groupedBy: (by: FindingGrouping) => `By ${auditViewText.groups[by].toLowerCase()}`,
  severities: 'Findings by severity',
  rule: 'Rule',
  provider: 'Provider',
  state: 'State',
  onlyNew: 'New',
  onlyNewChoice: 'Not in the last audit',
  clearFilters: 'Clear filters',
  shown: (shown: number, all: number) =>
    shown === all ? count(all, 'finding') : `${numberText(shown)} of ${count(all, 'finding')}`,
  aside: (number: number) => `${numberText(number)} set aside`,
  showAside: 'Show',
  hideAside: 'Hide',
  selectAll: 'Select all',
  selected: (number: number, hidden: number) =>
    hidden === 0 ? `${numberText(number)} selected` : `${numberText(number)} selected, ${numberText(hidden)} not shown`,
  clearSelection: 'Clear selection',
  group: (label: string, number: number) => `${label}, ${count(number, 'finding')}`,
  new: 'New',

  reading: 'Reading the findings…',
  none: 'Nothing found',
  noneHelp: (tokens: number) =>
    `The policy has nothing to say against ${tokens === 1 ? 'the token' : `any of the ${count(tokens, 'token')}`}.`,
  allAside: 'Nothing left to do',
  allAsideHelp: (number: number) =>
    `${count(number, 'finding')} ${number === 1 ? 'is' : 'are'} accepted, snoozed or excepted.`,
  noMatch: 'No finding fits',
  noMatchHelp: 'Change the search or the filters.',
  noTokens: 'Nothing to judge yet',
  noTokensHelp: 'Add an account, or a service by hand, and its tokens are judged as soon as they are listed.',
  failed: 'The audit could not be made',
  badPolicy: 'The policy cannot be used',
  badPolicyHelp: (name: string) =>
    `No audit is made while ${name} has faults. Mend the file and read it again, or choose another policy.`,
  choosePolicy: 'Choose a policy…',

  unjudged: (lists: readonly string[]) =>
    `${listed(lists, 3)} could not be judged by a current list: tokens that came or changed since are missing here.`,
  unjudgedList: (account: string, owner: string, kind: string, age: string | null) =>
    `${[account, owner, kind].filter((part) => part !== '').join(' · ')} (${age === null ? 'never listed' : `as of ${age}`})`,
  ended: (number: number) =>
    `${count(number, 'exception')} of the policy ${number === 1 ? 'has' : 'have'} ended and ${number === 1 ? 'counts' : 'count'} no more.`,
  endedOne: (about: string, owner: string, until: number) =>
    `${about === '' ? 'Everything' : about}: until ${dayText(until)}, ${owner}`,

  pick: 'No finding selected',
  pickHelp: 'Select a finding to see what it stands on and what to do about it.',
  show: 'Show',
  faceFinding: 'Finding',
  faceToken: 'Token',
  why: 'Why it matters',
  evidence: 'What it stands on',
  todo: 'What to do',
  decision: 'Decision',
  undecided: 'Nobody has decided anything about it.',
  owasp: 'OWASP Non-Human Identities Top 10',
  tokenGone: 'The token is not in the list any more.',
  inList: 'Show it in the list',
} as const

/** The points of a trend in words, for those who cannot see it: the first, the worst, the last. */
export function trendInWords(trend: readonly AuditPoint[]): string {
  const words = ({ at, counts }: AuditPoint) => `${numberText(sumOf(counts))} on ${dayText(at)}`
  const first = trend[0]
  const last = trend.at(-1)
  if (first === undefined || last === undefined) return auditViewText.trend
  const worst = trend.reduce((most, point) => (sumOf(point.counts) > sumOf(most.counts) ? point : most), first)
  const told = [...new Set([first, worst, last])].map(words)
  return `${auditViewText.trend}: ${told.join(', ')}`
}

export const sumOf = ({ critical, high, medium, low }: Counts): number => critical + high + medium + low
