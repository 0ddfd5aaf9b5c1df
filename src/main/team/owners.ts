import type { Roster } from '#shared/model/member'
import type { Owner } from '#shared/model/owner'
import type { Instant } from '#shared/model/time'
import type { Token } from '#shared/model/token'
import type { Steps } from '../ports/steps.ts'
import { People, type Person, type TeamAccount } from './people.ts'

export interface TeamToken {
  readonly token: Token
  /** Does its provider name who made it (`createdBy`) as it names members? */
  readonly namesCreator: boolean
}

/** Whose tokens these are: a person's, with those that they made for others; something else's; or nobody's. */
export interface OwnerTokens {
  readonly key: string
  /** `nobody`: of other services, whose owner was not typed. */
  readonly kind: 'person' | Exclude<Owner['kind'], 'me' | 'person'> | 'nobody'
  readonly name: string
  readonly person: Person | null
  /** Those who can look after it, of what is no person; null where that is not known. */
  readonly stewards: { readonly people: readonly string[]; readonly asOf: Instant } | null
  readonly tokens: { readonly token: Token; readonly relation: 'owns' | 'made' }[]
}

/** Accounts, members and the tokens that are alive. */
export interface TeamInput {
  readonly accounts: readonly TeamAccount[]
  readonly rosters: readonly Roster[]
  readonly tokens: readonly TeamToken[]
}

/**
 * Everybody and everything that has tokens, or has made some, in a step for each token. A token of an organization stands twice: with the
 * organization, and with the person who made it.
 */
export function* ownersSteps({ accounts, rosters, tokens }: TeamInput): Steps<OwnerTokens[]> {
  const people = yield* People.steps(accounts, rosters, mentionedIn(tokens))
  const accountOf = new Map(accounts.map((account) => [account.id, account]))
  const rosterOf = new Map(
    rosters.map((roster) => [`${roster.accountId} ${roster.owner.kind}:${roster.owner.id}`, roster]),
  )
  const owners = new Map<string, OwnerTokens>()
  type About = Omit<OwnerTokens, 'key' | 'tokens'>
  const give = (key: string, about: () => About, token: Token, relation: 'owns' | 'made') => {
    const known = owners.get(key) ?? { key, ...about(), tokens: [] }
    owners.set(key, known)
    known.tokens.push({ token, relation })
  }
  const giveTo = (person: Person, token: Token, relation: 'owns' | 'made') => {
    const { key, name } = person
    give(key, () => ({ kind: 'person', name, person, stewards: null }), token, relation)
  }
  for (const { token, namesCreator } of tokens) {
    yield
    const { accountId, owner, createdBy = '' } = token
    const account = accountOf.get(accountId)
    if (owner.kind === 'me' && owner.name === '' && account === undefined) {
      give('nobody', () => ({ kind: 'nobody', name: '', person: null, stewards: null }), token, 'owns')
      continue
    }
    const person = ownerPerson(people, account, token)
    if (person !== null) {
      giveTo(person, token, 'owns')
      continue
    }
    const kind = owner.kind === 'me' || owner.kind === 'person' ? 'service-account' : owner.kind
    const key = `${account?.realm ?? accountId} ${kind}:${owner.organization ?? ''}:${owner.id}`
    const roster = rosterOf.get(`${accountId} ${owner.kind}:${owner.id}`)
    give(key, () => ({ kind, name: owner.name, person: null, stewards: stewardsOf(roster) }), token, 'owns')
    if (!namesCreator || createdBy === '') continue
    const maker = people.named(accountId, createdBy)
    const organization = owner.kind === 'organization' ? owner.id : owner.organization
    const createdAt = token.created.kind === 'at' ? token.created.at : null
    if (organization !== undefined) people.noteAbsence(maker, accountId, organization, createdAt)
    giveTo(maker, token, 'made')
  }
  return [...owners.values()]
}

/** Whose a token is, if it is a person's. */
function ownerPerson(people: People, account: TeamAccount | undefined, { accountId, owner }: Token): Person | null {
  if (owner.kind === 'person') return people.named(accountId, owner.id)
  if (owner.kind !== 'me') return null
  if (account === undefined) return people.named(accountId, owner.name)
  return account.identity.kind === 'person' ? people.named(accountId, account.identity.id) : null
}

function* mentionedIn(tokens: readonly TeamToken[]): Generator<readonly [string, string] | null> {
  for (const { token, namesCreator } of tokens) {
    const { accountId, owner, createdBy = '' } = token
    if (owner.kind === 'person') yield [accountId, owner.id]
    // Of other services it is what was typed; of accounts it is the identity, which is told apart.
    else if (owner.kind === 'me' && owner.name !== '') yield [accountId, owner.id]
    if (namesCreator && createdBy !== '') yield [accountId, createdBy]
    yield null
  }
}

/** Members who are people, can sign in, and may look after tokens as far as the provider says. */
export function stewardsOf(roster: Roster | undefined): OwnerTokens['stewards'] {
  if (roster?.asOf == null) return null
  const people = roster.members
    .filter(({ state, isMachine, manages }) => state === 'active' && isMachine !== true && manages !== false)
    .map(({ name }) => name)
  return { people, asOf: roster.asOf }
}
