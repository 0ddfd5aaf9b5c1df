import type { Identity } from '#shared/model/account'
import type { Member, Roster } from '#shared/model/member'
import type { Instant } from '#shared/model/time'
import type { Steps } from '../ports/steps.ts'

/** An account, as far as it tells of people. Accounts of one `realm` are of one provider at one address. */
export interface TeamAccount {
  readonly id: string
  readonly realm: string
  readonly identity: Identity
}

/** Where somebody is no member any more, and how that is known. */
export interface Departure {
  readonly accountId: string
  /** The organization: its id, and what it is called. */
  readonly id: string
  readonly of: string
  readonly asOf: Instant
  /** The last list that had them; null where none that Keyrack saw had them. */
  readonly seenAt: Instant | null
  /** The provider itself says so. */
  readonly isSaid: boolean
}

/** Somebody, over all services that name them by the same address. */
export interface Person {
  /** The same as long as the same names are known. */
  readonly key: string
  name: string
  login: string
  email: string
  /** The person at this computer: an account signs in as them. */
  isYou: boolean
  readonly memberOf: {
    readonly accountId: string
    readonly id: string
    readonly name: string
    readonly state: Member['state']
  }[]
  readonly departures: Departure[]
}

/**
 * People by the names that services give them. Within a service an id, a sign-in name and an address are one person's; from
 * one service to another only the same address is, as people share sign-in names.
 */
export class People {
  readonly #parents = new Map<string, string>()
  readonly #persons = new Map<string, Person>()
  readonly #realms: ReadonlyMap<string, string>
  /** Lists of the members of organizations, by account and organization. */
  readonly #organizations = new Map<string, Roster>()
  readonly #ids = new Set<string>()

  private constructor(accounts: readonly TeamAccount[]) {
    this.#realms = new Map(accounts.map(({ id, realm }) => [id, realm]))
  }

  /** `mentioned`: names that tokens give, each with the account whose provider means somebody by it; null between them. */
  static *steps(
    accounts: readonly TeamAccount[],
    rosters: readonly Roster[],
    mentioned: Iterable<readonly [accountId: string, name: string] | null>,
  ): Steps<People> {
    const people = new People(accounts)
    for (const roster of rosters) {
      const key = organizationKey(roster.accountId, roster.owner.id)
      const isFirst = roster.owner.kind === 'organization' && !people.#organizations.has(key)
      if (isFirst) people.#organizations.set(key, roster)
    }
    for (const { roster, member } of namedIn(rosters)) {
      people.#ids.add(people.#realmName(roster.accountId, member.id))
      yield
    }
    for (const { id, identity } of accounts) people.#ids.add(people.#realmName(id, identity.id))
    for (const { roster, member } of namedIn(rosters)) {
      if (member.isMachine !== true) people.#join(roster.accountId, people.#namesOf(roster.accountId, member))
      yield
    }
    for (const one of mentioned) {
      if (one !== null) people.#join(one[0], [one[1]])
      yield
    }
    const persons = accounts.filter(({ identity }) => identity.kind === 'person')
    for (const { id, identity } of persons) people.#join(id, people.#namesOf(id, identity))
    for (const { roster, member } of namedIn(rosters)) {
      if (member.isMachine !== true) people.#tell(roster.accountId, member)
      yield
    }
    for (const { id, identity } of persons) people.#tell(id, identity).isYou = true
    for (const roster of rosters) yield* people.#judgeSteps(roster)
    return people
  }

  /** Whom an account's provider means by one of the mentioned names. */
  named(accountId: string, name: string): Person {
    const [node = ''] = this.#nodes(accountId, [name])
    return this.#person(node, { name, login: name })
  }

  /**
   * Somebody who was never seen in a list has left as well, if the list of what the token belongs to is whole and newer
   * than the token: notes that.
   */
  noteAbsence(person: Person, accountId: string, organizationId: string, createdAt: Instant | null): void {
    const roster = this.#organizations.get(organizationKey(accountId, organizationId))
    if (roster?.asOf == null || (createdAt !== null && createdAt > roster.asOf)) return
    const isThere = person.memberOf.some(
      ({ accountId: id, id: of }) => this.#isSame(id, accountId) && of === organizationId,
    )
    const isNoted = person.departures.some(
      ({ accountId: id, id: of }) => this.#isSame(id, accountId) && of === organizationId,
    )
    if (isThere || isNoted) return
    const { id, name: of } = roster.owner
    person.departures.push({ accountId, id, of, asOf: roster.asOf, seenAt: null, isSaid: false })
  }

  #isSame(left: string, right: string): boolean {
    return this.#realms.get(left) === this.#realms.get(right)
  }

  /** Takes these names for one person's, and gives their nodes. */
  #join(accountId: string, names: readonly string[]): void {
    const [first, ...rest] = this.#nodes(accountId, names)
    if (first !== undefined) for (const node of rest) this.#union(first, node)
  }

  /** Without a sign-in name that is the number of somebody else: people choose theirs. */
  #namesOf(accountId: string, told: Pick<Member, 'id' | 'login' | 'email'>): string[] {
    const { id, login, email = '' } = told
    const isOthers = /^\d+$/.test(login) && login !== id && this.#ids.has(this.#realmName(accountId, login))
    return [id, ...(isOthers ? [] : [login]), email].filter((name) => name !== '')
  }

  #realmName(accountId: string, name: string): string {
    return `${this.#realms.get(accountId) ?? accountId} ${name.toLowerCase()}`
  }

  #nodes(accountId: string, names: readonly string[]): string[] {
    return names.flatMap((name) => {
      const own = this.#realmName(accountId, name)
      return name.includes('@') ? [own, `@${name.toLowerCase()}`] : [own]
    })
  }

  #tell(accountId: string, told: Pick<Member, 'id' | 'login' | 'name' | 'email'>): Person {
    const [node = ''] = this.#nodes(accountId, this.#namesOf(accountId, told))
    return this.#person(node, told)
  }

  #person(
    node: string,
    { name, login, email = '' }: { name: string; login: string; email?: string | undefined },
  ): Person {
    const key = this.#root(node)
    const known = this.#persons.get(key)
    if (known !== undefined) {
      if (known.email === '') known.email = email
      // A name that is more than the sign-in name again is what people call them.
      if (known.name === known.login && name !== login) Object.assign(known, { name })
      return known
    }
    const person = { key, name: name || login, login, email, isYou: false, memberOf: [], departures: [] }
    this.#persons.set(key, person)
    return person
  }

  *#judgeSteps({ accountId, owner, asOf, members, former }: Roster): Steps<void> {
    if (asOf === null) return
    const common = { accountId, id: owner.id, of: owner.name, asOf }
    const found = new Map<Person, Member>()
    for (const member of members) {
      yield
      if (member.isMachine === true) continue
      const person = this.#tell(accountId, member)
      // Listed twice, as a service may do with somebody who came back: what lets them in counts.
      if (found.get(person)?.state !== 'active') found.set(person, member)
    }
    for (const [person, { state }] of found) {
      yield
      if (state !== 'left') person.memberOf.push({ accountId, id: owner.id, name: owner.name, state })
      else if (owner.kind === 'organization') person.departures.push({ ...common, seenAt: null, isSaid: true })
    }
    // Who is out of a team or a project may well still be in the organization.
    for (const { member, seenAt } of owner.kind === 'organization' ? former : []) {
      yield
      const person = this.#tell(accountId, member)
      if (!found.has(person)) person.departures.push({ ...common, seenAt, isSaid: false })
    }
  }

  #root(node: string): string {
    let at = node
    for (let up = this.#parents.get(at); up !== undefined; up = this.#parents.get(at)) at = up
    return at
  }

  #union(left: string, right: string): void {
    const [a, b] = [this.#root(left), this.#root(right)]
    // The smaller one leads, so that a key does not depend on the order in which services are asked.
    if (a !== b) this.#parents.set(a < b ? b : a, a < b ? a : b)
  }
}

function organizationKey(accountId: string, organizationId: string): string {
  return JSON.stringify([accountId, organizationId])
}

/** Everybody in the lists, those who were in them before too. */
function* namedIn(rosters: readonly Roster[]): Generator<{ readonly roster: Roster; readonly member: Member }> {
  for (const roster of rosters) {
    for (const member of roster.members) yield { roster, member }
    for (const { member } of roster.former) yield { roster, member }
  }
}
