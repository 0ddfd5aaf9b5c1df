import { Turns } from '../../inventory/index.ts'
import { Failure } from '../../ports/failure.ts'
import type { RecordOf } from '../../ports/records.ts'
import type { RecordIndex } from '../record-index.ts'
import type { Store } from '../store.ts'

export type AccountRecord = RecordOf<'account'>

/** Changes of account records, one after another for each account, so that none works on what another replaces. */
export class AccountRecords {
  readonly #index: RecordIndex
  readonly #store: Store
  readonly #turns = new Turns()

  constructor(index: RecordIndex, store: Store) {
    this.#index = index
    this.#store = store
  }

  /** Throws Failure('not-found'). */
  get(accountId: string): AccountRecord {
    const record = this.#index.accounts.get(accountId)
    if (record === undefined) throw new Failure('not-found')
    return record
  }

  /** Runs a commit that reads the account's record first. Provider calls do not belong in here. */
  async exclusive<T>(accountId: string, action: () => Promise<T>): Promise<T> {
    return this.#turns.take(accountId, action)
  }

  /** The same for all accounts there are: no record is changed meanwhile, nor by what was read of it before. */
  async exclusiveAll<T>(action: () => Promise<T>): Promise<T> {
    const nested = [...this.#index.accounts.keys()].reduce<() => Promise<T>>(
      (inner, accountId) => () => this.exclusive(accountId, inner),
      action,
    )
    return nested()
  }

  /** Commits what `change` makes of the record; null leaves it as it is. Does nothing for an account that is gone. */
  async change(accountId: string, change: (record: AccountRecord) => AccountRecord | null): Promise<void> {
    await this.exclusive(accountId, async () => {
      const record = this.#index.accounts.get(accountId)
      const changed = record === undefined ? null : change(record)
      if (changed !== null) await this.#store.commit([{ put: 'account', id: accountId, value: changed }])
    })
  }
}
