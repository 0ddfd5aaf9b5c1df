import { typeOf } from '../ports/failure.ts'
import type { Log } from '../ports/log.ts'
import type { Guard, RecordChange } from '../ports/records.ts'
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
}

/** The one way to change records: what was committed is also what is looked up and what the window sees. */
export class Store {
  readonly #ports: StorePorts

  constructor(ports: StorePorts) {
    this.#ports = ports
  }

  /** All changes or none; durable, and told to the window, when it resolves. Throws Failure. */
  async commit(changes: readonly RecordChange[], guard?: Guard): Promise<void> {
    const { vault } = this.#ports
    await vault.records.commit(changes, guard)
    await this.#tell(changes)
  }

  /** Takes over what another process has saved of these records. Throws Failure. */
  async reread(wanted: readonly (readonly [Rereadable, string | undefined])[]): Promise<void> {
    const { records } = this.#ports.vault
    await records.catchUp()
    await this.#tell(
      wanted.flatMap(([kind, id]) => {
        if (id === undefined) return []
        const value = records.get(kind, id)
        return [(value === undefined ? { remove: kind, id } : { put: kind, id, value }) as RecordChange]
      }),
    )
  }

  async #tell(changes: readonly RecordChange[]): Promise<void> {
    const { index, rows, facts, expiry, audits, log } = this.#ports
    const { tokenIds, accountIds } = index.apply(changes)
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
