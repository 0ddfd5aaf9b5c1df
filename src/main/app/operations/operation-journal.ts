import type { Step } from '#shared/model/operation'
import { giveWay } from '../../inventory/index.ts'
import {
  advance,
  intend,
  isElsewhere,
  isOpen,
  mayWrite,
  standsInTheWay,
  send,
  written,
  type Arrival,
  type Before,
  type EndingFacts,
  type Entry,
  type Intention,
} from '../../operations/index.ts'
import type { Clock } from '../../ports/clock.ts'
import { Failure, typeOf } from '../../ports/failure.ts'
import type { Log } from '../../ports/log.ts'
import type { OwnProcess } from '../../ports/own-process.ts'
import type { RecordChange } from '../../ports/records.ts'
import { asFailure } from '../failures.ts'
import type { RecordIndex } from '../record-index.ts'
import type { Store } from '../store.ts'

/** Everything at once, as something that is worked on; no token, operation or account has this id. */
const everything = ''

/** The journal in the vault, and who is at work on what. */
export class OperationJournal {
  readonly #clock: Clock
  readonly #index: RecordIndex
  readonly #store: Store
  readonly #log: Log
  readonly #process: OwnProcess
  /** This run of the app: what it writes is its own. */
  readonly #run: string
  readonly #worked: () => void
  readonly #working = new Map<string, { readonly end: Promise<unknown>; readonly accountId: string | null }>()

  /** `worked` is called whenever somebody's work has ended. */
  constructor(ports: {
    clock: Clock
    index: RecordIndex
    store: Store
    log: Log
    process: OwnProcess
    run: string
    worked: () => void
  }) {
    this.#worked = ports.worked
    this.#process = ports.process
    this.#run = ports.run
    this.#clock = ports.clock
    this.#index = ports.index
    this.#store = ports.store
    this.#log = ports.log
  }

  /** Operations as the journal has them. Throws Failure('not-found'). */
  get(operationId: string): Entry {
    const entry = this.#index.operations.get(operationId)
    if (entry === undefined) throw new Failure('not-found')
    return entry
  }

  /** Is another process, which is alive, in the middle of this operation? */
  isElsewhere(entry: Entry): boolean {
    return isElsewhere(entry, this.#run, this.#process, this.#clock.now())
  }

  /**
   * The operation as it is now, for whoever takes it further: what another process has written of it meanwhile is taken over
   * first. Throws Failure('busy', code `elsewhere`) while another process, which is alive, is in the middle of it.
   */
  async look(operationId: string): Promise<Entry> {
    const { accountId } = this.get(operationId).operation
    await this.#store.reread([
      ['operation', operationId],
      ['account', accountId],
    ])
    const entry = this.get(operationId)
    await this.#store.reread([['held', entry.operation.newSecretId]])
    if (this.isElsewhere(entry)) throw new Failure('busy', { code: 'elsewhere' })
    return entry
  }

  /** The same, and from now on nobody else takes it further. For what goes on with a call, and without a person's word. */
  async claim(operationId: string): Promise<Entry> {
    const entry = await this.look(operationId)
    if (entry.claim?.run === this.#run) return entry
    const claimed = this.#claimed(entry)
    await this.#commit(entry, [written(claimed)])
    return claimed
  }

  all(): Entry[] {
    return [...this.#index.operations.values()]
  }

  /** Is this token, operation or account being worked on? */
  isWorking(id: string): boolean {
    return this.#working.has(id)
  }

  /** Is a token of this account being changed? */
  isChanging(accountId: string): boolean {
    return [...this.#working.values()].some((work) => work.accountId === accountId)
  }

  /**
   * Works on a token or an operation of an account, or on an account as a whole (`accountId` null), alone. Throws
   * Failure('busy') when somebody does already, or when the whole account is being worked on.
   */
  async work<T>(id: string, accountId: string | null, action: () => Promise<T>): Promise<T> {
    if (this.#working.has(id) || (accountId !== null && this.#working.has(accountId))) throw new Failure('busy')
    if (this.#working.has(everything)) throw new Failure('busy')
    const end = action()
    this.#working.set(id, { end, accountId })
    try {
      return await end
    } finally {
      this.#working.delete(id)
      this.#worked()
    }
  }

  /** Works on everything at once. Throws Failure('busy') when somebody works on anything. */
  async workAlone<T>(action: () => Promise<T>): Promise<T> {
    if (this.#working.size > 0) throw new Failure('busy')
    return this.work(everything, null, action)
  }

  /** Resolves when all work that is under way now has ended, and what begins as soon as it has. */
  async idle(): Promise<void> {
    while (this.#working.size > 0) {
      await Promise.allSettled([...this.#working.values()].map(({ end }) => end))
      await giveWay()
    }
  }

  /**
   * Notes what is to be done, where something that takes time comes before its call. Throws Failure, `busy` as `#begin` says.
   */
  async intend(intention: Intention): Promise<Entry> {
    const entry = this.#claimed(intend(intention, this.#clock.now()))
    await this.#begin(entry)
    return entry
  }

  /**
   * Notes that the call leaves now: of what was intended, or in one commit with that where nothing comes between. Throws
   * Failure, `busy` as `#begin` says; then nothing may be sent.
   */
  async send(what: Intention | Entry, before?: Before): Promise<Entry> {
    const now = this.#clock.now()
    if ('operation' in what) {
      const entry = this.#claimed(send(what, now, before))
      await this.#store.commit([written(entry)])
      return entry
    }
    const entry = this.#claimed(send(intend(what, now), now, before))
    await this.#begin(entry)
    return entry
  }

  /**
   * The same for a call before which something has to be found out, which takes time: the intention is noted first, and is
   * over where that fails. Throws Failure; then nothing may be sent.
   */
  async sendAfter<T extends { readonly before: Before }>(
    intention: Intention,
    prepare: () => Promise<T>,
  ): Promise<T & { readonly entry: Entry }> {
    const entry = await this.intend(intention)
    try {
      const prepared = await prepare()
      return { ...prepared, entry: await this.send(entry, prepared.before) }
    } catch (error) {
      const failure = asFailure(error, this.#log, 'before a call')
      await this.note(entry, 'abandoned', { error: failure.error })
      throw failure
    }
  }

  /**
   * Notes an operation that the person did elsewhere and that is known to have come to `step`, together with the changes
   * that belong to it: both or neither. Throws Failure, `busy` as `#begin` says.
   */
  async record(
    intention: Intention,
    arrival: Arrival,
    changes: readonly RecordChange[],
    step: 'stored' | 'done' = 'done',
  ): Promise<Entry> {
    const now = this.#clock.now()
    const entry = this.#claimed(advance(intend(intention, now), step, now, arrival))
    await this.#begin(entry, changes)
    return entry
  }

  /** Takes an arrow, together with the changes that belong to it: both or neither. Throws Failure. */
  async advance(
    entry: Entry,
    step: Step,
    arrival: Arrival = {},
    changes: readonly RecordChange[] = [],
  ): Promise<Entry> {
    const next = this.#claimed(advance(entry, step, this.#clock.now(), arrival))
    // A secret that a call has brought is stored, whoever has written of the operation meanwhile.
    const isSecret = step === 'stored' && arrival.newSecretId !== undefined
    if (isSecret) await this.#store.commit([...changes, written(next)])
    else await this.#commit(entry, [...changes, written(next)])
    return next
  }

  /**
   * Keeps what is known of the secret that an operation has ended (null: nothing more), together with the changes that
   * belong to it. Throws Failure('busy', code `elsewhere`) when another process has written of the operation since.
   */
  async amend(entry: Entry, ending: EndingFacts | null, changes: readonly RecordChange[] = []): Promise<void> {
    const { ending: _before, ...rest } = entry
    const next = { ...rest, ...(ending === null ? {} : { ending }) }
    await this.#commit(entry, [...changes, written(next)])
  }

  #claimed({ claim: _before, ...entry }: Entry): Entry {
    if (!isOpen(entry.operation)) return entry
    const { pid, machine } = this.#process
    return { ...entry, claim: { run: this.#run, machine, pid, at: this.#clock.now() } }
  }

  /**
   * Writes an operation that begins, with the changes that belong to it. Throws Failure: `busy` with the code `elsewhere` while
   * another process, which is alive, is in the middle of something with its token, and without one while a successor of it waits
   * already. What a process left that has ended stands in nobody's way.
   */
  async #begin(entry: Entry, changes: readonly RecordChange[] = []): Promise<void> {
    await this.#store.commit([...changes, written(entry)], (all) => {
      for (const before of all('operation').values()) {
        const why = standsInTheWay(before, entry, () => this.isElsewhere(before))
        if (why !== null) throw new Failure('busy', why === 'elsewhere' ? { code: why } : {})
      }
    })
  }

  /** Throws Failure('busy', code `elsewhere`) when another process has written of the operation since. */
  async #commit(entry: Entry, changes: readonly RecordChange[]): Promise<void> {
    await this.#store.commit(changes, (all) => {
      if (!mayWrite(entry, all('operation').get(entry.operation.id), this.#run))
        throw new Failure('busy', { code: 'elsewhere' })
    })
  }

  /**
   * Takes an arrow that says no more than what can be found out again. When it cannot be written the operation stays
   * where it was and goes on from there after the next start; gives the entry that is written.
   */
  async note(entry: Entry, step: Step, arrival: Arrival = {}): Promise<Entry> {
    try {
      return await this.advance(entry, step, arrival)
    } catch (error) {
      this.#log.warn('the journal could not be written', { step, type: typeOf(error) })
      return entry
    }
  }
}
