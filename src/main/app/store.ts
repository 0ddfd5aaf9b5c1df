import { typeOf } from '../ports/failure.ts'
import type { Log } from '../ports/log.ts'
import type { RecordChange } from '../ports/records.ts'
import type { Vault } from '../vault/index.ts'
import type { FactsSender } from './facts.ts'
import type { RecordIndex } from './record-index.ts'
import type { Rows } from './rows.ts'

interface StorePorts {
  readonly vault: Vault
  readonly index: RecordIndex
  readonly rows: Rows
  readonly facts: FactsSender
  readonly log: Log
}

/** The one way to change records: what was committed is also what is looked up and what the window sees. */
export class Store {
  readonly #ports: StorePorts

  constructor(ports: StorePorts) {
    this.#ports = ports
  }

  /** All changes or none; durable, and told to the window, when it resolves. Throws Failure. */
  async commit(changes: readonly RecordChange[]): Promise<void> {
    const { vault, index, rows, facts, log } = this.#ports
    await vault.records.commit(changes)
    const { tokenIds, accountIds } = index.apply(changes)
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
