import type { Bulk, BulkKind, BulkResult } from '#shared/contract/bulk'
import type { ErrorKind } from '#shared/model/error'
import type { Failure } from '../../ports/failure.ts'
import type { StepUp } from '../../ports/provider.ts'
import { BulkQueue, type BulkItem } from './bulk-queue.ts'

/** What a run does with one token. Never throws. */
export type Attempt = (
  item: BulkItem,
  stepUp: StepUp | undefined,
) => Promise<Exclude<BulkResult['outcome'], 'failed'> | Failure>

export interface RunPorts {
  readonly attempt: Attempt
  /** Runs `action` after so many ms; gives the function that prevents it. */
  after(ms: number, action: () => void): () => void
  /** Something is under way from now on; the result is called when nothing is any more. */
  begin(): () => void
  /** The numbers are others now. */
  changed(): void
  /** Nothing is under way any more, unless the person has it tried again. `accountIds`: of the tokens that were tried. */
  ended(accountIds: ReadonlySet<string>): void
}

/** Whatever is tried next of an account with such a failure ends the same way: it is not tried. */
const hopeless: ReadonlySet<ErrorKind> = new Set([
  'wrong-token',
  'expired-token',
  'origin-refused',
  'offline',
  'unknown-host',
  'tls',
  'proxy',
  'vault-locked',
  'vault-read-only',
  'vault-unreadable',
  'disk-full',
  'disk-refused',
])
/** A provider that is asked too much says for how long it wants to be left alone: at most this is waited for it. */
const longestRestMs = 120_000
const usualRestMs = 10_000
const mostTries = 4

/** One run over many tokens: what waits, what is under way, and what became of each. */
export class BulkRun {
  readonly id: string
  readonly what: BulkKind
  readonly #ports: RunPorts
  readonly #items: ReadonlyMap<string, BulkItem>
  readonly #stepUps = new Map<string, StepUp>()
  readonly #results = new Map<string, BulkResult>()
  readonly #tries = new Map<string, number>()
  readonly #rests = new Set<() => void>()
  readonly #tried = new Set<string>()
  readonly #counts = { revoked: 0, regenerated: 0, 'already-gone': 0, failed: 0 }
  #queue = new BulkQueue()
  #active = 0
  #end: (() => void) | null = null
  #stopped = false
  #round = 0

  constructor(id: string, what: BulkKind, items: readonly BulkItem[], ports: RunPorts) {
    this.id = id
    this.what = what
    this.#ports = ports
    this.#items = new Map(items.map((item) => [item.tokenId, item]))
    this.#queue.add(items)
  }

  /** Is anything under way, or about to be? */
  get isRunning(): boolean {
    return this.#active > 0 || this.#rests.size > 0
  }

  get state(): Bulk {
    const { revoked, regenerated, failed, 'already-gone': gone } = this.#counts
    const asks = this.#stopped ? [] : this.#queue.asks
    const { id, what } = this
    return {
      id,
      what,
      total: this.#items.size,
      done: revoked + regenerated,
      gone,
      failed,
      phase: this.#phase(asks),
      asks,
      round: this.#round,
      cutOff: false,
    }
  }

  /** What became of the tokens, in that order, from the `from`th on. */
  results(from: number): BulkResult[] {
    return [...this.#results.values()].slice(from)
  }

  /** Begins whatever may begin. */
  go(): void {
    while (!this.#stopped) {
      const item = this.#queue.take()
      if (item === undefined) break
      this.#active += 1
      this.#end ??= this.#ports.begin()
      void this.#try(item)
    }
    this.#ports.changed()
  }

  /** Begins nothing more; what is under way ends. */
  stop(): void {
    if (this.#stopped) return
    this.#stopped = true
    for (const end of this.#rests) end()
    this.#rests.clear()
    this.#forgetAnswers()
    this.#ports.changed()
    if (this.#active === 0) this.#rested()
  }

  /** Goes on with the tokens of an account; `stepUp` is this run's to wipe. */
  answer(accountId: string, stepUp: StepUp): void {
    wipe(this.#stepUps.get(accountId))
    this.#stepUps.set(accountId, stepUp)
    this.#queue.answered(accountId)
    this.go()
  }

  /** Puts everything in line again that is neither done nor gone. Only while nothing is under way. */
  again(): void {
    this.#stopped = false
    this.#round += 1
    this.#tries.clear()
    for (const [tokenId, { outcome }] of this.#results) {
      if (outcome === 'failed') this.#results.delete(tokenId)
    }
    this.#counts.failed = 0
    this.#queue = new BulkQueue()
    this.#queue.add([...this.#items.values()].filter(({ tokenId }) => !this.#results.has(tokenId)))
    this.go()
  }

  #phase(asks: Bulk['asks']): Bulk['phase'] {
    if (this.isRunning) return this.#stopped ? 'stopping' : 'running'
    return asks.length > 0 ? 'asking' : 'ended'
  }

  async #try(item: BulkItem): Promise<void> {
    const answers = this.#queue.answers(item.accountId)
    const queue = this.#queue
    this.#tried.add(item.accountId)
    const end = await this.#ports.attempt(item, this.#stepUps.get(item.accountId))
    const isAsked = typeof end !== 'string' && end.error.kind === 'step-up-needed'
    queue.done(item, !isAsked)
    if (typeof end === 'string') this.#note(item, { tokenId: item.tokenId, outcome: end, error: null })
    else this.#failed(item, end, answers)
    this.#active -= 1
    this.go()
    if (!this.isRunning) this.#rested()
  }

  #failed(item: BulkItem, { error }: Failure, answers: number): void {
    const { accountId, tokenId } = item
    if (error.kind === 'step-up-needed') {
      this.#queue.add([item], { front: true })
      // What the person has typed meanwhile was not tried yet.
      if (this.#queue.answers(accountId) === answers) this.#queue.ask(accountId, error)
      return
    }
    const tries = (this.#tries.get(tokenId) ?? 0) + 1
    this.#tries.set(tokenId, tries)
    if (error.kind === 'rate-limited' && tries < mostTries && !this.#stopped) {
      this.#queue.add([item], { front: true })
      this.#rest(accountId, error.waitSeconds)
      return
    }
    this.#note(item, { tokenId, outcome: 'failed', error })
    if (!hopeless.has(error.kind)) return
    for (const other of this.#queue.drain(accountId)) {
      this.#note(other, { tokenId: other.tokenId, outcome: 'failed', error })
    }
  }

  #rest(accountId: string, waitSeconds: number | undefined): void {
    this.#queue.rest(accountId, true)
    const ms = Math.min(longestRestMs, waitSeconds === undefined ? usualRestMs : waitSeconds * 1000)
    const end = (): void => {
      stopTimer()
      this.#rests.delete(end)
      this.#queue.rest(accountId, false)
    }
    const stopTimer = this.#ports.after(ms, () => {
      end()
      this.go()
    })
    this.#rests.add(end)
  }

  #note({ tokenId }: BulkItem, result: BulkResult): void {
    this.#results.set(tokenId, result)
    this.#counts[result.outcome] += 1
  }

  #rested(): void {
    this.#end?.()
    this.#end = null
    this.#ports.changed()
    if (this.state.phase !== 'ended') return
    this.#forgetAnswers()
    this.#ports.ended(new Set(this.#tried))
    this.#tried.clear()
  }

  #forgetAnswers(): void {
    for (const stepUp of this.#stepUps.values()) wipe(stepUp)
    this.#stepUps.clear()
  }
}

function wipe(stepUp: StepUp | undefined): void {
  stepUp?.password?.wipe()
  stepUp?.oneTimeCode?.wipe()
}
