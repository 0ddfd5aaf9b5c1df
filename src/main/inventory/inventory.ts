import type { AppError } from '#shared/model/error'
import type { Part } from '#shared/model/account'
import type { Token } from '#shared/model/token'
import type { Clock } from '../ports/clock.ts'
import { Failure, typeOf } from '../ports/failure.ts'
import type { Log } from '../ports/log.ts'
import type { IssuedToken, PartScope, ProviderSession } from '../ports/provider.ts'
import type { SnapshotStore } from '../ports/records.ts'
import { applyListing } from './apply-listing.ts'
import { catchUpPart, type Joint } from './catch-up.ts'
import { followParts } from './follow.ts'
import { longestPartId, longestTokenId, partIdOf, tokenIdOf } from './ids.ts'
import { collectListing } from './listing.ts'
import { loadParts, type Known } from './load.ts'
import { countActive, newPart, type PartState } from './part-state.ts'
import { Saver } from './saver.ts'
import { Turns } from '../ports/turns.ts'

export interface InventoryPorts {
  readonly clock: Clock
  readonly log: Log
  readonly snapshots: SnapshotStore
  /** What the snapshots of a part are called after: 36 characters of 0-9, a-f and -, the same in every process. */
  keyOf(partId: string): string
  /** Told after tokens changed or went; at most 250 ids a time while a listing is taken over. */
  changed(tokenIds: readonly string[]): void
  /** Is there a stored secret of this token? Such a token is never forgotten. */
  isHeld(tokenId: string): boolean
}

/** Which account of which provider a part belongs to. */
export interface AccountName {
  readonly accountId: string
  readonly provider: string
}

/** What the providers last said about tokens, in parts. Lives in memory, and in sealed snapshots beside the vault. */
export class Inventory {
  readonly #ports: InventoryPorts
  readonly #saver: Saver
  readonly #listings = new Turns()
  readonly #joint: Joint
  #parts = new Map<string, PartState>()
  /** Keys of parts that were dropped here: nothing of them is to be kept. */
  readonly #dropped = new Set<string>()
  /** False while the vault is closed: what a call brings then has no place to be kept. */
  #isOpen = false
  /** Counts Keyrack's own changes and the beginnings of listings, so that "which was first" has one answer. */
  #moment = 0

  constructor(ports: InventoryPorts) {
    this.#ports = ports
    const { snapshots, changed, isHeld } = ports
    this.#joint = { snapshots, changed, isHeld, moment: () => ++this.#moment }
    this.#saver = new Saver(snapshots, (part) => catchUpPart(part, this.#joint))
  }

  /**
   * Reads the snapshots of these accounts in place of what is in memory. Before anything of another one is deleted,
   * `accountsNow` gives those that there are by then; null where that cannot be told. Throws Failure('vault-locked') only.
   */
  async load(
    accounts: ReadonlySet<string>,
    accountsNow: Known['now'] = () => Promise.resolve(accounts),
  ): Promise<void> {
    this.clear()
    const { snapshots, clock, log } = this.#ports
    const { parts, dropped } = await loadParts(snapshots, { accounts, now: accountsNow }, clock.now(), log)
    this.#parts = new Map(parts.map((part) => [part.facts.id, part]))
    for (const key of dropped) this.#dropped.add(key)
    this.#isOpen = true
  }

  /**
   * Takes over what other processes have written: listings, tokens, parts that are new or gone. Gives whether there was
   * anything. Throws Failure.
   */
  async follow(accounts: ReadonlySet<string>): Promise<boolean> {
    if (!this.#isOpen) return false
    const { snapshots, clock, log, changed } = this.#ports
    return followParts(this.#parts, this.#saver, {
      snapshots,
      log,
      accounts,
      changed,
      now: clock.now(),
      isOpen: () => this.#isOpen,
    })
  }

  /** Forgets what is in memory; the snapshots stay. */
  clear(): void {
    for (const part of this.#parts.values()) part.removed = true
    this.#parts = new Map()
    this.#isOpen = false
  }

  parts(): readonly Part[] {
    return [...this.#parts.values()].map(({ facts }) => facts)
  }

  part(accountId: string, scope: PartScope): Part | undefined {
    return this.#parts.get(partIdOf(accountId, scope))?.facts
  }

  token(tokenId: string): Token | undefined {
    return this.#parts.get(tokenId.slice(0, tokenId.lastIndexOf('/')))?.tokens.get(tokenId)
  }

  *tokens(accountId?: string): Generator<Token> {
    for (const part of this.#parts.values()) {
      if (accountId === undefined || part.facts.accountId === accountId) yield* part.tokens.values()
    }
  }

  /** Tokens of one part, also those that are gone. */
  tokensOfPart(accountId: string, scope: PartScope): Token[] {
    return [...(this.#parts.get(partIdOf(accountId, scope))?.tokens.values() ?? [])]
  }

  /** A provider's token with Keyrack's own facts, as learned now. */
  tokenFrom(account: AccountName, scope: PartScope, issued: IssuedToken): Token {
    return this.#tokenIn(this.#ensure(account, scope).facts, account.provider, issued)
  }

  /** Takes in tokens that are known from elsewhere (a stored secret) and that no snapshot has. */
  adopt(tokens: Iterable<Token>): void {
    const grown = new Set<PartState>()
    for (const token of tokens) {
      const part = this.#ensure(token, token)
      if (part.tokens.has(token.id)) continue
      part.tokens.set(token.id, token)
      grown.add(part)
    }
    for (const part of grown) this.#recount(part)
  }

  /**
   * Puts a token as Keyrack itself made, changed or revoked it. A listing that began before says nothing against it.
   * Resolves when the snapshot is written; a snapshot that cannot be written is the part's failure, not the caller's.
   * Does nothing while the vault is closed.
   */
  async upsert(token: Token): Promise<void> {
    if (!this.#isOpen) return
    const part = this.#ensure(token, token)
    part.tokens.set(token.id, token)
    part.touched.set(token.id, ++this.#moment)
    part.unsaved.set(token.id, this.#moment)
    this.#recount(part)
    this.#ports.changed([token.id])
    await this.#saved(part, () => this.#saver.saveToken(part, token.id))
  }

  /**
   * Notes what the account's identity offers to list, and gives what of it can be listed. A part that is not offered any
   * more keeps its facts and says so; an empty one is dropped.
   */
  offer(account: AccountName, offers: readonly PartScope[]): PartScope[] {
    const scopes = offers.filter((scope) => partIdOf(account.accountId, scope).length <= longestPartId)
    if (scopes.length < offers.length) {
      this.#ports.log.warn('inventory: parts with impossible names are left out', {
        count: offers.length - scopes.length,
      })
    }
    for (const scope of scopes) this.#ensure(account, scope)
    const offered = new Set(scopes.map((scope) => partIdOf(account.accountId, scope)))
    for (const [id, part] of this.#parts) {
      if (part.facts.accountId !== account.accountId || offered.has(id)) continue
      if (part.tokens.size === 0) this.#drop(part)
      else this.#fail(part, { kind: 'not-found' })
    }
    return scopes
  }

  /**
   * Lists one part to its end and takes the result over. Listings of one part wait for each other. On a failure the
   * part keeps its facts and its age and carries the failure; a cancelled one leaves no trace. Throws Failure.
   */
  async list(
    session: Pick<ProviderSession, 'list'>,
    account: AccountName,
    scope: PartScope,
    signal: AbortSignal,
    onTokens: (count: number) => void = () => undefined,
  ): Promise<void> {
    if (!this.#isOpen) throw new Failure('vault-locked')
    const part = this.#ensure(account, scope)
    await this.#listings.take(
      part.facts.id,
      async () => {
        const startedAt = ++this.#moment
        const { clock, changed, isHeld, log } = this.#ports
        part.listedFrom = clock.now()
        try {
          const convert = (issued: IssuedToken) => {
            const token = this.#tokenIn(part.facts, part.provider, issued)
            if (token.id.length > longestTokenId) throw new Failure('broken-body')
            return token
          }
          const listed = await collectListing(session.list(scope, signal), convert, signal, onTokens)
          const apply = () => applyListing(part, listed, startedAt, { now: clock.now(), changed, isHeld })
          await this.#applied(part, apply)
        } catch (error) {
          const failure = error instanceof Failure ? error : new Failure('internal')
          if (failure !== error) log.error('inventory: a listing failed unexpectedly', { type: typeOf(error) })
          if (failure.error.kind !== 'cancelled') this.#fail(part, failure.error)
          throw failure
        } finally {
          part.listedFrom = null
        }
      },
      signal,
    )
  }

  /** Writes what is known of the parts themselves: their age and their failures. */
  async saveParts(): Promise<void> {
    try {
      await this.#saver.saveIndex(() => this.#parts.values(), this.#dropped)
    } catch (error) {
      // The index repeats what the chunks tell, but for failures; the next refresh writes it again.
      this.#ports.log.warn('inventory: the index could not be written', { type: typeOf(error) })
    }
  }

  /** Drops everything of an account, in memory and on the disk. */
  async removeAccount(accountId: string): Promise<void> {
    const gone = [...this.#parts.values()].filter((part) => part.facts.accountId === accountId)
    for (const part of gone) this.#drop(part)
    await this.saveParts()
  }

  #ensure({ accountId, provider }: AccountName, scope: PartScope): PartState {
    const id = partIdOf(accountId, scope)
    const known = this.#parts.get(id)
    if (known !== undefined) {
      // Names of owners change; ids do not.
      if (known.facts.owner.name !== scope.owner.name) known.facts = { ...known.facts, owner: ownerOf(scope) }
      return known
    }
    const key = this.#ports.keyOf(id)
    this.#dropped.delete(key)
    const part = newPart(key, provider, {
      id,
      accountId,
      owner: ownerOf(scope),
      kind: scope.kind,
    })
    this.#parts.set(id, part)
    return part
  }

  #tokenIn({ id: partId, accountId, owner, kind }: Part, provider: string, issued: IssuedToken): Token {
    const id = tokenIdOf(partId, issued.issuerId)
    return { ...issued, id, accountId, partId, provider, owner, kind, state: 'active', asOf: this.#ports.clock.now() }
  }

  #recount(part: PartState): void {
    part.facts = { ...part.facts, tokens: countActive(part.tokens.values()) }
  }

  #fail(part: PartState, failure: AppError): void {
    part.facts = { ...part.facts, failure, failedAt: this.#ports.clock.now() }
  }

  #drop(part: PartState): void {
    part.removed = true
    this.#parts.delete(part.facts.id)
    this.#dropped.add(part.key)
    this.#ports.changed([...part.tokens.keys()])
    this.#saver.remove(part).catch((error: unknown) => {
      this.#ports.log.warn('inventory: snapshots could not be removed', { type: typeOf(error) })
    })
  }

  /** Applies a listing to what all processes know, and saves it; where the disk refuses, to what this one knows. */
  async #applied(part: PartState, apply: () => Promise<void>): Promise<void> {
    let outcome: { readonly error: unknown } | 'done' | null = null
    const applying = async () => {
      try {
        await apply()
        outcome = 'done'
      } catch (error) {
        outcome = { error }
        throw error
      }
    }
    await this.#saved(part, async () => {
      try {
        await this.#saver.saveAll(part, applying)
      } finally {
        // In memory it counts all the same.
        if (outcome === null) await applying()
      }
    })
    const ended = outcome as { readonly error: unknown } | 'done' | null
    if (ended !== null && ended !== 'done') throw ended.error
  }

  async #saved(part: PartState, save: () => Promise<void>): Promise<void> {
    try {
      await save()
    } catch (error) {
      this.#ports.log.warn('inventory: a snapshot could not be written', { type: typeOf(error) })
      if (error instanceof Failure && error.error.kind !== 'vault-locked') this.#fail(part, error.error)
    }
  }
}

function ownerOf({ owner }: PartScope): Part['owner'] {
  return { ...owner }
}
