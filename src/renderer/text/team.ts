import type { TeamDeparture, TeamList, TeamOwner } from '#shared/contract/team'
import type { OffboardStep } from '#shared/rules/offboard'
import { explain } from '#shared/text/errors'
import { ageText } from '#shared/text/ages'
import { count, listed, numberText } from '#shared/text/words'

/** So many names are written out before the rest is a number. */
const mostNames = 3

/** Words of the team view: who has which tokens, and what is to be done when somebody leaves. */
export const teamText = {
  title: 'Team',
  lead: (owners: number, left: number) =>
    left === 0 ? count(owners, 'owner') : `${count(owners, 'owner')}, ${numberText(left)} who left`,
  show: 'Show',
  filters: { all: 'All', people: 'People', shared: 'Shared', look: 'Left or nobody’s' },
  search: 'Search owners',
  table: 'Owners of tokens',
  columns: {
    name: 'Owner',
    tokens: 'Tokens',
    made: 'Made',
    expired: 'Expired',
    dueSoon: 'Due soon',
    findings: 'Findings',
    lastUsed: 'Last used',
    places: 'Places',
  },
  columnsInFull: {
    tokens: 'Tokens that are theirs',
    made: 'Tokens that they made for something else',
    expired: 'Expired, and still listed',
    dueSoon: 'Within the days of your warnings',
    findings: 'What the last audit found of these tokens',
    lastUsed: 'The latest use that a provider tells',
    places: 'Where the secrets are used, as far as Keyrack knows',
  },
  nobody: 'No owner named',
  you: 'You',
  left: 'Left',
  suspended: 'Cannot sign in',
  orphaned: 'Nobody’s',
  more: (number: number) => `Show ${numberText(number)} more`,
  empty: 'No tokens yet',
  emptyHelp: 'Once an account is added, this shows who has which tokens, and who has left.',
  nothing: 'Nobody here',
  nothingHelp: {
    all: 'No owner is called so.',
    people: 'No person is known to have tokens.',
    shared: 'No tokens of organizations, teams or service accounts are known.',
    look: 'Nobody is known to have left, and every token has somebody.',
  },
  tooMany: 'There are more owners than are shown here.',
  kinds: {
    person: 'Person',
    organization: 'Organization',
    team: 'Team',
    group: 'Group',
    project: 'Project',
    'service-account': 'Service account',
    nobody: 'Typed without an owner',
  } satisfies Record<TeamOwner['kind'], string>,
  lists: 'Members',
  listsHelp: 'Who is a member decides who has left. Where a list cannot be read, nobody is judged.',
  noLists:
    'None of your providers told who is a member of what these tokens belong to. Nobody can be said to have left.',
  tokensOf: 'Tokens',
  plan: 'Plan for leaving',
  loading: 'Reading…',
  owns: 'theirs',
  made: 'made by them',
  moreTokens: (number: number) => `and ${numberText(number)} more`,
  breaks: (owner: TeamOwner, now: number) => breaks(owner, now),
} as const

/** How it is known that somebody left. */
export function departureText({ of, asOf, seenAt, isSaid }: TeamDeparture, now: number): string {
  const age = ageText(asOf, now)
  if (isSaid) return `Left ${of}, says the provider (${age}).`
  const before = seenAt === null ? 'Keyrack has never seen them in it' : `last seen in it ${ageText(seenAt, now)}`
  return `Not among the members of ${of} (listed ${age}; ${before}).`
}

/** Where somebody is a member, or who looks after what is no person; null where neither is known. */
export function standingText({ memberOf, stewards, kind }: TeamOwner, now: number): string | null {
  const active = memberOf.filter(({ state }) => state === 'active').map(({ of }) => of)
  const suspended = memberOf.filter(({ state }) => state === 'suspended').map(({ of }) => of)
  const parts = [
    ...(active.length > 0 ? [`Member of ${listed(active, mostNames)}.`] : []),
    ...(suspended.length > 0 ? [`Cannot sign in at ${listed(suspended, mostNames)}.`] : []),
  ]
  if (stewards !== null) {
    const { names, people, asOf } = stewards
    const more = people - names.length
    const who = more > 0 ? `${names.join(', ')} and ${numberText(more)} more` : listed(names)
    const age = ageText(asOf, now)
    parts.push(
      people === 0
        ? `Nobody is in it who could look after its tokens (listed ${age}).`
        : `${who} can look after it (listed ${age}).`,
    )
  }
  if (kind === 'nobody') parts.push('Name an owner in each token, so that somebody takes care of it.')
  return parts.length === 0 ? null : parts.join(' ')
}

/** What would stop working without these tokens. */
function breaks({ places, ownCredentials, lastUsed, neverUsed, useUnknown }: TeamOwner, now: number): string {
  const parts = [
    `${places > 0 ? count(places, 'known place') : 'no known place'} would stop working`,
    ...(ownCredentials > 0
      ? [`${count(ownCredentials, 'token')} signs Keyrack in, or may do so`.replace(/^(\d+ tokens) signs/, '$1 sign')]
      : []),
    lastUsed === null ? 'no use is known' : `last used ${ageText(lastUsed, now)}`,
    ...(neverUsed > 0 ? [`${count(neverUsed, 'token')} never used`] : []),
    ...(useUnknown > 0 ? [`${numberText(useUnknown)} of which nobody tells whether`] : []),
  ]
  const text = parts.join('; ')
  return `If all of them ended: ${text}.`
}

/** A list of members in one line. */
export function listText({ owner, members, asOf, failure, failedAt }: TeamList, now: number): string {
  const known = asOf === null ? 'never read' : `${count(members, 'member')}, ${ageText(asOf, now)}`
  if (failure === null) return `${owner.name}: ${known}`
  const when = failedAt === null ? '' : ` ${ageText(failedAt, now)}`
  return `${owner.name}: ${known}. It could not be read${when}: ${explain(failure).sentence}`
}

/** Words of the plan for somebody who leaves. */
export const offboardText = {
  title: (name: string) => `When ${name} leaves`,
  lead: (tokens: number) =>
    `${count(tokens, 'token is theirs or was', 'tokens are theirs or were')} made by them. Nothing happens before you have seen each step and said yes.`,
  isYou:
    'Keyrack signs in as this person. New secrets that it asks for as them are theirs again, and may end with their access. Let somebody who stays add an account of their own first, and begin the steps from there.',
  running: 'A run over many tokens is under way. What is left can be begun once it has ended.',
  revoke: (number: number) => `Revoke ${count(number, 'token')}…`,
  rotate: (number: number) => `Give ${count(number, 'token')} new secrets…`,
  open: 'Begin…',
  page: 'Open the provider’s page',
  addPage: 'Add its page…',
  exportCsv: 'Export CSV',
  exportMarkdown: 'Export Markdown',
  exported: (name: string) => `The plan is in ${name}.`,
  gone: 'Nobody of that name has tokens any more.',
  done: 'Every step is done: none of these tokens is alive.',
  more: (number: number) => `and ${numberText(number)} more, which the exported plan names`,
  lastUsed: 'last used',
  places: (number: number) => `used in ${count(number, 'place')}`,
  tooMany: (most: number) => `At most ${numberText(most)} at once: the first ones are taken.`,
  sectionLabel: (title: string, number: number) => `${title} (${numberText(number)})`,
} as const

/** Steps that are begun one token at a time. */
export const singleSteps: ReadonlySet<OffboardStep> = new Set(['revoke-page', 'rotate-page', 'waiting', 'elsewhere'])
