import type { Capture, Facts } from '#shared/contract'
import type { Bulk } from '#shared/contract/bulk'
import type { AuditState } from '#shared/contract/findings'
import type { CalendarTrouble, ExpiryFacts } from '#shared/contract/expiry'
import type { Account, Progress } from '#shared/model/account'
import type { Ending } from '#shared/model/ending'
import type { AppError } from '#shared/model/error'
import type { Locking } from '#shared/model/locking'
import type { Instant } from '#shared/model/time'
import type { VaultState } from '#shared/model/vault'
import type { Inventory } from '../inventory/index.ts'
import { isOpen, isTold, type Entry } from '../operations/index.ts'
import type { Clock } from '../ports/clock.ts'
import type { PreferenceStore } from '../ports/preferences.ts'
import type { RecordOf } from '../ports/records.ts'
import type { Network } from './network.ts'
import type { Profiles } from './vault/profiles.ts'
import type { RecordIndex } from './record-index.ts'
import type { Events, Rows } from './list/rows.ts'
import type { Unstored } from './secrets/unstored.ts'

/** Facts that change quickly (progress) are sent at most this often. */
const throttleMs = 100

/** How the refresh of an account stands. */
export interface RefreshState {
  readonly progress: Progress | null
  readonly failure: AppError | null
  /** When the provider last said who the credential is, if that was since the app started. */
  readonly checkedAt: Instant | null
}

interface FactPorts {
  readonly clock: Clock
  readonly events: Events
  readonly preferences: PreferenceStore
  readonly inventory: Inventory
  readonly index: RecordIndex
  readonly rows: Rows
  readonly network: Network
  readonly unstored: Unstored
  readonly profiles: Profiles
  vaultState(): VaultState
  wantedOperation(): string | null
  expiry(): ExpiryFacts
  calendarTrouble(): CalendarTrouble | null
  audit(): AuditState
  captureState(): Capture
  bulkState(): Bulk | null
  locking(): Locking
  /** Facts were sent. */
  told(facts: Facts): void
  refreshState(accountId: string): RefreshState
}

/** Everything small that the window shows, put together from the rooms and sent whole. */
export class FactsSender {
  readonly #ports: FactPorts
  #stopTimer: (() => void) | null = null

  constructor(ports: FactPorts) {
    this.#ports = ports
  }

  facts(): Facts {
    const {
      clock,
      vaultState,
      captureState,
      bulkState,
      locking,
      index,
      inventory,
      preferences,
      network,
      unstored,
      profiles,
    } = this.#ports
    return {
      vault: vaultState(),
      accounts: [...index.accounts]
        .sort(([, a], [, b]) => a.addedAt - b.addedAt)
        .map(([id, record]) => this.#account(id, record)),
      parts: [...inventory.parts()],
      operations: [...index.operations.values()].map(({ operation }) => operation).filter(isOpen),
      wantedOperation: this.#ports.wantedOperation(),
      expiry: this.#ports.expiry(),
      // While it is locked nothing is written, and where the file is is nobody's business.
      calendarTrouble: vaultState().kind === 'open' ? this.#ports.calendarTrouble() : null,
      audit: this.#ports.audit(),
      endings: [...index.operations.values()].flatMap((entry) => this.#ending(entry, clock.now())),
      bulk: bulkState(),
      unstored: unstored.all(),
      profile: profiles.own(),
      preferences: preferences.get(),
      locking: locking(),
      online: network.online,
      capture: captureState(),
    }
  }

  /** Sends the facts now. */
  now(): void {
    this.#stopTimer?.()
    this.#stopTimer = null
    const facts = this.facts()
    this.#ports.events.emit('facts', facts)
    this.#ports.told(facts)
  }

  /** Sends the facts within a tenth of a second, once for all that happens until then. */
  soon(): void {
    this.#stopTimer ??= this.#ports.clock.after(throttleMs, () => this.now())
  }

  /** What the window is told of the secret that an operation has ended. */
  #ending({ operation, ending }: Entry, now: Instant): Ending[] {
    const { id: operationId, accountId, provider, tokenId, tokenName: planned } = operation
    if (ending === undefined || tokenId === undefined || !isTold(ending, now)) return []
    // The operation may be named after the successor.
    const token = this.#ports.rows.token(tokenId)
    const tokenName = token === undefined ? planned : token.name || token.description || token.issuerId
    const { how, endedAt, state, triedAt, error } = ending
    return [{ operationId, accountId, provider, tokenId, tokenName, how, endedAt, state, triedAt, error }]
  }

  #account(id: string, record: RecordOf<'account'>): Account {
    const { index, rows, refreshState } = this.#ports
    const { provider, name, origin, console, identity, addedAt, checkedAt, credentialError } = record
    const { progress, failure, checkedAt: checkedSince } = refreshState(id)
    return {
      id,
      provider,
      name,
      origin,
      console,
      identity,
      addedAt,
      checkedAt: Math.max(checkedAt, checkedSince ?? 0),
      credentialError,
      credentialExpiry: rows.credentialExpiry(id),
      heldSecrets: index.heldBy(id).length,
      refresh: progress,
      failure,
    }
  }
}
