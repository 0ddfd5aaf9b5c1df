import { Failure } from '#main/ports/failure'
import type { IssuedToken, PartScope } from '#main/ports/provider'
import type { Identity } from '#shared/model/account'
import type { AuditEvent } from '#shared/model/audit-event'
import type { ErrorKind } from '#shared/model/error'
import type { Member } from '#shared/model/member'

export type ServiceCall =
  | 'identify'
  | 'list'
  | 'formOptions'
  | 'create'
  | 'update'
  | 'regenerate'
  | 'revoke'
  | 'revokeAll'
  | 'probe'
  | 'events'
  | 'exportEvents'
  | 'inspect'
  | 'members'

/** What goes wrong with calls. */
export interface Fault {
  readonly on: ServiceCall
  readonly kind: ErrorKind
  readonly code?: string
  readonly waitSeconds?: number
  /** Was a change made all the same? */
  readonly done?: boolean
  /** Only the part of this owner. */
  readonly owner?: string
  /** How many calls; one unless told. */
  readonly times?: number
  /** How many calls go well before. */
  readonly after?: number
}

/** What a call of the API did to a token. */
export interface Effect {
  readonly call: ServiceCall
  readonly what: 'made' | 'renewed' | 'changed' | 'ended'
  readonly issuerId: string
  /** The token's secret afterwards; its last one when it ended. */
  readonly secret: string
}

export interface FakeIssued extends IssuedToken {
  readonly secret: string
}

interface Held {
  readonly on: ServiceCall
  readonly whenAborted: ErrorKind
  readonly waiting: (() => void)[]
  open: boolean
}

/**
 * One service with people, organizations and tokens. Every credential is a token of its own, as in life: who revokes it
 * is signed out.
 */
export class FakeService {
  readonly origin: string
  readonly people = new Map<string, Identity>()
  readonly calls: { readonly call: ServiceCall; readonly owner: string }[] = []
  /** What the calls did, in order; what was done to tokens elsewhere is not in it. */
  readonly effects: Effect[] = []
  /** Every token that was ever there, as it was called first. */
  readonly everAdded: { readonly issuerId: string; readonly name: string }[] = []
  #serving: ServiceCall | null = null
  /** Does the service say which token calls? */
  tellsOwn = false
  /** Does it take a secret for a while after that was ended? Until `forget`. */
  forgetsSlowly = false
  readonly #lingering: string[] = []
  /** Does a token that is regenerated get another id with its secret? */
  givesNewIds = false
  /** What stood beside the secret of the last call that showed who calls. */
  beside: Readonly<Record<string, string>> = {}
  /** The secret that the last token was revoked with; null where none was stored, undefined before. */
  revokedWith: string | null | undefined
  pageSize = 2
  /** Who is a member of which organization. Of others the service says nothing. */
  readonly members = new Map<string, Member[]>()
  /** The audit logs of organizations, newest first. */
  readonly logs = new Map<string, AuditEvent[]>()
  /** What the service's clock says. */
  now: () => number = () => 0
  readonly #parts = new Map<string, FakeIssued[]>()
  readonly #credentials = new Map<string, string>()
  #faults: (Fault & { left: number; before: number })[] = []
  readonly #held: Held[] = []
  #count = 0

  constructor(origin = 'https://api.fake.example') {
    this.origin = origin
  }

  /** A person of these organizations; gives the secret of a token that can sign in. */
  person(login: string, organizations: readonly string[] = []): string {
    this.people.set(login, {
      id: `id-${login}`,
      login,
      name: login,
      kind: 'person',
      organizations: organizations.map((id) => ({ id, name: id, role: 'admin' })),
      teams: [],
    })
    return this.add(login, 'classic', { name: `${login}-signs-in` }).secret
  }

  /** Puts a token there, not through the API. */
  add(owner: string, kind: string, facts: Partial<IssuedToken> = {}, signsInAs: string = owner): FakeIssued {
    this.#count += 1
    const id = String(this.#count).padStart(4, '0')
    const token: FakeIssued = {
      issuerId: `t-${id}`,
      name: `token-${id}`,
      description: '',
      created: { kind: 'at', at: this.now() },
      lastUsed: { kind: 'never' },
      expiry: { kind: 'never' },
      scopes: { kind: 'full' },
      secret: `fake-EXAMPLE-${new URL(this.origin).hostname}-${owner}-${id}`,
      ...facts,
    }
    this.tokens(owner, kind).push(token)
    this.everAdded.push({ issuerId: token.issuerId, name: token.name })
    this.#note('made', token)
    if (this.people.has(signsInAs)) this.#credentials.set(token.secret, signsInAs)
    return token
  }

  /** The live list of a part's tokens. */
  tokens(owner: string, kind: string): FakeIssued[] {
    const key = `${kind} ${owner}`
    const known = this.#parts.get(key) ?? []
    this.#parts.set(key, known)
    return known
  }

  /** Deletes a token, not through the API. */
  drop(issuerId: string): void {
    for (const tokens of this.#parts.values()) {
      const at = tokens.findIndex((token) => token.issuerId === issuerId)
      const [gone] = at < 0 ? [] : tokens.splice(at, 1)
      if (gone === undefined) continue
      this.#end(gone.secret)
      this.#note('ended', gone)
    }
  }

  /** Deletes every token of a person, by the one call of the API. */
  dropAll(login: string): void {
    for (const kind of ['classic', 'seen', 'unlisted']) {
      for (const { issuerId } of [...this.tokens(login, kind)]) this.drop(issuerId)
    }
  }

  replace(owner: string, kind: string, token: FakeIssued): void {
    const tokens = this.tokens(owner, kind)
    const at = tokens.findIndex(({ issuerId }) => issuerId === token.issuerId)
    const before = tokens[at]
    if (before === undefined) throw new Failure('not-found')
    tokens[at] = token
    this.#note(before.secret === token.secret ? 'changed' : 'renewed', token)
    const login = this.#credentials.get(before.secret)
    if (login === undefined || before.secret === token.secret) return
    this.#end(before.secret)
    this.#credentials.set(token.secret, login)
  }

  /** What was ended is refused from now on. */
  forget(): void {
    for (const secret of this.#lingering.splice(0)) this.#credentials.delete(secret)
  }

  #end(secret: string): void {
    if (this.forgetsSlowly) this.#lingering.push(secret)
    else this.#credentials.delete(secret)
  }

  /** Who signs in with this secret. Throws Failure('wrong-token'). */
  signIn(secret: string): Identity {
    const person = this.people.get(this.#credentials.get(secret) ?? '')
    if (person === undefined) throw new Failure('wrong-token', { provider: 'Fake' })
    const own = [...this.#parts.values()].flat().find((token) => token.secret === secret)
    return this.tellsOwn && own !== undefined ? { ...person, tokenName: own.name } : person
  }

  fail(fault: Fault): void {
    this.#faults.push({ ...fault, left: fault.times ?? 1, before: fault.after ?? 0 })
  }

  /** Ends all faults. */
  mend(): void {
    this.#faults = []
  }

  /** Keeps calls waiting until the result is called. One that is aborted fails as never sent, unless told. */
  hold(on: ServiceCall, whenAborted: ErrorKind = 'cancelled'): () => void {
    const held: Held = { on, whenAborted, waiting: [], open: false }
    this.#held.push(held)
    return () => {
      held.open = true
      for (const go of held.waiting) go()
    }
  }

  /** How often a call was made. */
  count(call: ServiceCall): number {
    return this.calls.filter((made) => made.call === call).length
  }

  /** Runs one call with its faults: `act` makes the change. */
  async serve<T>(call: ServiceCall, scope: PartScope | null, signal: AbortSignal, act: () => T): Promise<T> {
    const owner = scope?.owner.id ?? ''
    if (signal.aborted) throw new Failure('cancelled')
    this.calls.push({ call, owner })
    for (const held of this.#held) if (held.on === call && !held.open) await waitFor(held, signal)
    const fault = this.#faults.find((one) => one.on === call && one.left > 0 && [undefined, owner].includes(one.owner))
    const done = () => this.#do(call, act)
    if (fault === undefined) return done()
    if (fault.before > 0) {
      fault.before -= 1
      return done()
    }
    fault.left -= 1
    if (fault.done === true) done()
    const { kind, code, waitSeconds } = fault
    throw new Failure(kind, {
      provider: 'Fake',
      ...(code === undefined ? {} : { code }),
      ...(waitSeconds === undefined ? {} : { waitSeconds }),
    })
  }

  #do<T>(call: ServiceCall, act: () => T): T {
    this.#serving = call
    try {
      return act()
    } finally {
      this.#serving = null
    }
  }

  #note(what: Effect['what'], { issuerId, secret }: FakeIssued): void {
    if (this.#serving !== null) this.effects.push({ call: this.#serving, what, issuerId, secret })
  }
}

async function waitFor(held: Held, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    held.waiting.push(resolve)
    signal.addEventListener('abort', () => reject(new Failure(held.whenAborted)), { once: true })
  })
}
