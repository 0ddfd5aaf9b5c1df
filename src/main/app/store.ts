import { typeOf } from '../ports/failure.ts'
import type { Log } from '../ports/log.ts'
import type { Guard, RecordChange, RecordKind, RecordName } from '../ports/records.ts'
import type { Vault } from '../vault/index.ts'
import type { ExpiryDesk } from './expiry/expiry-desk.ts'
import type { AuditDesk } from './findings/audit-desk.ts'
import type { FactsSender } from './facts.ts'
import type { RecordIndex } from './record-index.ts'
import type { Rows } from './list/rows.ts'

/** What an operation of another process may have changed. */
type Rereadable = 'operation' | 'held' | 'account'

interface StorePorts {
  readonly vault: Vault
  readonly index: RecordIndex
  readonly rows: Rows
  readonly facts: FactsSender
  readonly expiry: ExpiryDesk
  readonly audits: AuditDesk
  readonly log: Log
  /** Told of what other processes have saved, before the window is. */
  taken(changes: readonly RecordChange[]): void
}

/** The one way to change records: what was committed is also what is looked up and what the window sees. */
export class Store {
  readonly #ports: StorePorts

  constructor(ports: StorePorts) {
    this.#ports = ports
    ports.vault.records.onTaken((names) => void this.#take(names))
  }

  /** All changes or none; durable, and told to the window, when it resolves. Throws Failure. */
  async commit(changes: readonly RecordChange[], guard?: Guard): Promise<void> {
    const { vault } = this.#ports
    await vault.records.commit(changes, guard)
    await this.#tell(this.#asCommitted(changes))
  }

  /** Takes over what other processes have saved, and tells the window. Throws Failure. */
  async catchUp(): Promise<void> {
    await this.#ports.vault.records.catchUp()
  }

  /** As the vault has them now: another process may have changed the same records. */
  #asCommitted(changes: readonly RecordChange[]): readonly RecordChange[] {
    if (this.#ports.vault.state().kind !== 'open') return changes
    return changes.map((change) => this.#now('put' in change ? change.put : change.remove, change.id) ?? change)
  }

  /** Null for what holds a secret. */
  #now(kind: RecordKind, id: string): RecordChange | null {
    if (kind === 'credential' || kind === 'secret' || kind === 'ended') return null
    const value = this.#ports.vault.records.get(kind, id)
    return (value === undefined ? { remove: kind, id } : { put: kind, id, value }) as RecordChange
  }

  async #take(names: readonly RecordName[]): Promise<void> {
    const changes = names.flatMap(({ kind, id }) => this.#now(kind, id) ?? [])
    await this.#tell(changes, true)
  }

  /** Takes over what another process has saved of these records. Throws Failure. */
  async reread(wanted: readonly (readonly [Rereadable, string | undefined])[]): Promise<void> {
    const { records } = this.#ports.vault
    await records.catchUp()
    await this.#tell(
      wanted.flatMap(([kind, id]) => {
        if (id === undefined) return []
        return [this.#now(kind, id)].filter((change) => change !== null)
      }),
    )
  }

  async #tell(changes: readonly RecordChange[], isTaken = false): Promise<void> {
    const { index, rows, facts, expiry, audits, log } = this.#ports
    const { tokenIds, accountIds } = index.apply(changes)
    if (isTaken) this.#ports.taken(changes)
    expiry.changed(tokenIds)
    audits.soon()
    try {
      for (const accountId of accountIds) await rows.reconsider(accountId)
      rows.changed(tokenIds)
      facts.now()
    } catch (error) {
      // It is durable, whatever happens to the window: the caller must not take it for lost.
      log.error('the window could not be told of a change', { type: typeOf(error) })
    }
  }
}
