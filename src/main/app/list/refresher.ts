import pLimit, { type LimitFunction } from 'p-limit'
import { identitySchema, type Identity, type Progress } from '#shared/model/account'
import type { AppError, ErrorKind } from '#shared/model/error'
import type { Instant } from '#shared/model/time'
import { isListed } from '#shared/rules/guide'
import type { Inventory } from '../../inventory/index.ts'
import type { Clock } from '../../ports/clock.ts'
import { Failure, typeOf } from '../../ports/failure.ts'
import { mostAtOnce } from '../../ports/http.ts'
import type { Log } from '../../ports/log.ts'
import type { PartScope } from '../../ports/provider.ts'
import type { AccountRecords } from '../accounts/account-records.ts'
import { asFailure } from '../failures.ts'
import type { RefreshState } from '../facts.ts'
import { serverOf, type Network } from '../network.ts'
import type { Rosters } from '../team/rosters.ts'
import type { Rows } from './rows.ts'
import type { Connected, Sessions } from '../accounts/sessions.ts'

/** An unchanged identity is written to the vault this often, so that a refresh alone makes no new vault. */
const writeCheckedMs = 86_400_000

interface Running {
  readonly controller: AbortController
  readonly done: Promise<void>
  progress: Progress
}

interface RefresherPorts {
  readonly clock: Clock
  readonly log: Log
  readonly accounts: AccountRecords
  readonly inventory: Inventory
  readonly sessions: Sessions
  readonly network: Network
  readonly rows: Rows
  readonly rosters: Rosters
  /** The window should see this within a tenth of a second. */
  changedSoon(): void
  changedNow(): void
  /** The provider was reached, or refused the credential: what waited for that can go on. Never throws. */
  afterwards(accountId: string): Promise<void>
}

/** Refreshes accounts: each part on its own, at most one refresh of an account at a time. */
export class Refresher {
  readonly #ports: RefresherPorts
  readonly #running = new Map<string, Running>()
  readonly #failures = new Map<string, AppError>()
  readonly #checkedAt = new Map<string, Instant>()
  readonly #triedAt = new Map<string, Instant>()
  readonly #limits = new Map<string, LimitFunction>()

  constructor(ports: RefresherPorts) {
    this.#ports = ports
  }

  state(accountId: string): RefreshState {
    return {
      progress: this.#running.get(accountId)?.progress ?? null,
      failure: this.#failures.get(accountId) ?? null,
      checkedAt: this.#checkedAt.get(accountId) ?? null,
    }
  }

  /** When a refresh of the account last began; null when none did since the app started. */
  triedAt(accountId: string): Instant | null {
    return this.#triedAt.get(accountId) ?? null
  }

  get isAnyRunning(): boolean {
    return this.#running.size > 0
  }

  isRunning(accountId: string): boolean {
    return this.#running.has(accountId)
  }

  /**
   * Refreshes one account, or joins the refresh that is running; aborting any of the signals cancels it for all. Resolves
   * when every part was listed or has failed for itself. Throws Failure when it ended before any part was reached.
   */
  async refresh(accountId: string, jobId: string, signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw new Failure('cancelled')
    const running = this.#running.get(accountId) ?? this.#begin(accountId, jobId)
    const cancel = () => running.controller.abort()
    signal.addEventListener('abort', cancel)
    try {
      await running.done
    } finally {
      signal.removeEventListener('abort', cancel)
    }
  }

  /** Cancels the refresh of an account, and resolves when it has ended. */
  async stop(accountId: string): Promise<void> {
    const running = this.#running.get(accountId)
    running?.controller.abort()
    await running?.done.catch(() => undefined)
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((accountId) => this.stop(accountId)))
  }

  /** A new credential: what was said of the old one counts no more. */
  forget(accountId: string): void {
    this.#failures.delete(accountId)
    this.#checkedAt.delete(accountId)
    this.#triedAt.delete(accountId)
  }

  /** The vault is closed: forgets all accounts. */
  clear(): void {
    this.#failures.clear()
    this.#checkedAt.clear()
    this.#triedAt.clear()
    this.#limits.clear()
  }

  #begin(accountId: string, jobId: string): Running {
    this.#ports.accounts.get(accountId)
    const controller = new AbortController()
    const end = Promise.withResolvers<undefined>()
    const progress = { jobId, partsDone: 0, partsTotal: 0, tokens: 0 }
    const running: Running = { controller, done: end.promise, progress }
    this.#running.set(accountId, running)
    this.#triedAt.set(accountId, this.#ports.clock.now())
    this.#ports.changedSoon()
    this.#run(accountId, running).then(() => end.resolve(undefined), end.reject)
    return running
  }

  async #run(accountId: string, running: Running): Promise<void> {
    let refusal: Failure | null = null
    try {
      await this.#ports.sessions.use(accountId, (connected) => this.#listAll(connected, running))
      this.#failures.delete(accountId)
    } catch (error) {
      const failure = asFailure(error, this.#ports.log, 'refresh')
      if (failure.error.kind !== 'cancelled') this.#failures.set(accountId, failure.error)
      if (!isRefusal(failure)) throw failure
      refusal = failure
    } finally {
      await this.#ports.inventory.saveParts()
      await this.#ports.rows.reconsider(accountId)
      this.#running.delete(accountId)
      this.#ports.changedNow()
    }
    await this.#ports.afterwards(accountId)
    if (refusal !== null) throw refusal
  }

  async #listAll(connected: Connected, running: Running): Promise<void> {
    const { accountId, account, session } = connected
    const { signal } = running.controller
    const limit = this.#limitOf(serverOf(account.origin))
    const identity = stillSame(await limit(() => session.identify(signal)), account.identity)
    this.#ports.network.reached(account.origin)
    if (identity === null) throw new Failure('other-identity')
    await this.#noteIdentity(accountId, identity)
    const name = { accountId, provider: account.provider }
    const offered = this.#ports.inventory.offer(name, [...session.parts(identity), ...this.#unlisted(connected)])
    const scopes = offered.filter(({ kind }) => isListedAt(connected, kind))
    this.#report(running, { partsTotal: scopes.length })
    const failures = await Promise.all(scopes.map((scope) => limit(() => this.#listOne(connected, scope, running))))
    if (signal.aborted) throw new Failure('cancelled')
    await this.#ports.rosters.ask({
      accountId,
      session,
      identity,
      tokens: this.#ports.inventory.tokens(accountId),
      limited: limit,
      signal,
    })
    const refused = failures.some((kind) => kind !== null && refusals.has(kind))
    // One part may refuse what is good elsewhere. Asking again who it is tells whether the credential died meanwhile.
    if (refused) await session.identify(signal)
  }

  /** Parts of tokens that no call lists: they are known by their stored secrets, and there until those are forgotten. */
  #unlisted(connected: Connected): PartScope[] {
    const parts = this.#ports.inventory.parts().filter(({ accountId }) => accountId === connected.accountId)
    return parts.filter(({ kind }) => !isListedAt(connected, kind))
  }

  /** Gives the kind of its failure, or null. The failure itself is on the part. */
  async #listOne(connected: Connected, scope: PartScope, running: Running): Promise<AppError['kind'] | null> {
    const { accountId, account, session } = connected
    const { signal } = running.controller
    if (signal.aborted) return 'cancelled'
    try {
      await this.#ports.inventory.list(session, { accountId, provider: account.provider }, scope, signal, (count) => {
        this.#report(running, { tokens: running.progress.tokens + count })
      })
      this.#ports.network.reached(account.origin)
      return null
    } catch (error) {
      const { error: failure } = asFailure(error, this.#ports.log, 'listing')
      this.#ports.network.failed(account.origin, failure)
      if (failure.kind === 'vault-locked') running.controller.abort()
      return failure.kind
    } finally {
      this.#report(running, { partsDone: running.progress.partsDone + 1 })
    }
  }

  #report(running: Running, change: Partial<Progress>): void {
    running.progress = { ...running.progress, ...change }
    this.#ports.changedSoon()
  }

  async #noteIdentity(accountId: string, identity: Identity): Promise<void> {
    const now = this.#ports.clock.now()
    this.#checkedAt.set(accountId, now)
    try {
      await this.#ports.accounts.change(accountId, (record) => {
        // In the order in which the vault has its fields.
        const told = JSON.stringify(identitySchema.parse(identity))
        const isSame = JSON.stringify(record.identity) === told && record.credentialError === null
        if (isSame && now - record.checkedAt < writeCheckedMs) return null
        return { ...record, identity, checkedAt: now, credentialError: null }
      })
    } catch (error) {
      if (error instanceof Failure && error.error.kind === 'vault-locked') throw error
      this.#ports.log.warn('an identity could not be written', { type: typeOf(error) })
    }
  }

  #limitOf(origin: string): LimitFunction {
    const known = this.#limits.get(origin)
    if (known !== undefined) return known
    const limit = pLimit(mostAtOnce)
    this.#limits.set(origin, limit)
    return limit
  }
}

/** A kind that the record does not have is asked for, as its provider offers it. */
function isListedAt({ provider }: Connected, kind: string): boolean {
  const known = provider.record.tokenKinds.find((one) => one.kind === kind)
  return known === undefined || isListed(known)
}

const refusals: ReadonlySet<ErrorKind> = new Set(['wrong-token', 'expired-token'])

/** Did the provider refuse the credential itself? */
export function isRefusal({ error }: Failure): boolean {
  return refusals.has(error.kind)
}

/** The same person, organization or team; its name may have changed. */
export function isSameIdentity(left: Identity, right: Identity): boolean {
  return left.id === right.id && left.kind === right.kind
}

/**
 * Who an account is once it was asked again, null for somebody else. An id that only stood for one that was not told gives
 * way to that one, and never takes its place again.
 */
export function stillSame(told: Identity, known: Identity): Identity | null {
  if (isSameIdentity(told, known)) return told
  if (told.kind !== known.kind) return null
  if (told.provisional === true) return known
  return known.provisional === true ? told : null
}
