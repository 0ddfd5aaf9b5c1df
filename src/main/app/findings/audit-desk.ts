import type { AuditHead, AuditState } from '#shared/contract/findings'
import type { Audit, AuditPoint, Decision, Finding } from '#shared/model/finding'
import type { Instant } from '#shared/model/time'
import { countsOf, restated } from '#shared/rules/finding-state'
import type { AuditFacts, Judged, Rulebook } from '../../audit/index.ts'
import type { Clock } from '../../ports/clock.ts'
import { Failure, typeOf } from '../../ports/failure.ts'
import type { Log } from '../../ports/log.ts'
import type { Random } from '../../ports/random.ts'
import type { PolicyDesk } from './policy-desk.ts'
import { inSlices } from '../slices.ts'
import { extendedSteps, hasPointOf, pointsSteps, wasThereSteps, type TrendKeep } from './trend.ts'

/** How long changes are collected before what they mean is judged anew. */
const collectMs = 5_000
/** Time alone changes findings too: what expires, and what was snoozed. */
const freshMs = 3_600_000

interface DeskPorts {
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly keep: TrendKeep
  readonly policy: PolicyDesk
  /** This run is for one command: no audit makes itself, and none is kept that nobody has asked for. */
  readonly oneCommand?: boolean
  isOpen(): boolean
  /** An audit has begun: a short one need not be told of. */
  changedSoon(): void
  changedNow(): void
  /** Makes an audit, and gives way meanwhile. */
  judge(book: Rulebook, wasThere: AuditFacts['wasThere']): Promise<Judged>
}

/** The last audit: made when it is asked for, and anew by itself when what it stands on has changed. */
export class AuditDesk {
  readonly #ports: DeskPorts
  #last: { readonly id: string; readonly audit: Audit } | null = null
  #turn: Promise<unknown> = Promise.resolve()
  #running = 0
  #changes = 0
  /** Counts the openings of the vault: what was judged before a lock is not kept after it. */
  #life = 0
  #timer: { readonly due: Instant; readonly stop: () => void } | null = null

  constructor(ports: DeskPorts) {
    this.#ports = ports
  }

  state(): AuditState {
    const last = this.#last
    return {
      last: last === null ? null : { auditId: last.id, at: last.audit.at, counts: last.audit.counts },
      isRunning: this.#running > 0,
      policy: this.#ports.policy.state(),
    }
  }

  /** The findings of the last audit; null where none was made since the vault was opened. */
  get findings(): readonly Finding[] | null {
    return this.#last?.audit.findings ?? null
  }

  /** Another number after each change of what an audit stands on, and after each audit. */
  get version(): string {
    return `${String(this.#changes)} ${this.#last?.id ?? ''}`
  }

  /** What an audit stands on has changed: it is made anew in a while. */
  soon(): void {
    this.#changes += 1
    if (this.#ports.isOpen()) this.#in(collectMs)
  }

  /** The last audit, or one that is made now. Throws Failure. */
  async current(): Promise<{ readonly id: string; readonly audit: Audit }> {
    return this.#last ?? (await this.#inTurn(() => this.#last ?? this.#make('daily', null)))
  }

  /** Makes an audit that somebody has asked for, and remembers it for the trend. Throws Failure. */
  run(signal: AbortSignal): Promise<{ readonly id: string; readonly audit: Audit }> {
    return this.#inTurn(() => this.#make('always', signal))
  }

  /** The policy is another one: judges by it at once. One that cannot be used is told by the state. */
  async anew(): Promise<void> {
    this.#last = null
    await this.#inTurn(() => this.#make('daily', null)).catch((error: unknown) => {
      this.#ports.log.info('there is no audit by this policy', { type: typeOf(error) })
    })
  }

  /** Findings look different by what was decided about them. */
  decided(decisions: ReadonlyMap<string, Decision | null>): void {
    if (this.#last === null) return
    const { audit } = this.#last
    const now = this.#ports.clock.now()
    const findings = audit.findings.map((finding) => {
      const decision = decisions.get(finding.id)
      return decision === undefined ? finding : restated(finding, decision, now)
    })
    this.#take({ ...audit, findings, counts: countsOf(findings) })
  }

  /** The vault was closed. */
  clear(): void {
    this.#life += 1
    this.#stop()
    this.#last = null
  }

  async #make(keeping: 'daily' | 'always', signal: AbortSignal | null) {
    const { policy, keep, judge, clock } = this.#ports
    const life = this.#life
    // What changes from now on is for the next one.
    this.#stop()
    const book = await policy.book()
    const before = await keep.read()
    const judged = await judge(book, await inSlices(wasThereSteps(before)))
    if (signal?.aborted === true) throw new Failure('cancelled')
    if (life !== this.#life || !this.#ports.isOpen()) throw new Failure('vault-locked')
    let points: AuditPoint[] = []
    await keep.change(async (trend) => {
      const now = clock.now()
      points = await inSlices(pointsSteps(trend, judged, before))
      const isKept = keeping === 'always' || !hasPointOf(trend, now)
      return isKept ? inSlices(extendedSteps(trend, judged, points, now)) : trend
    })
    if (life !== this.#life) throw new Failure('vault-locked')
    const last = this.#take({ ...judged, trend: points })
    this.#in(freshMs)
    return last
  }

  #take(audit: Audit) {
    const last = { id: this.#ports.random.uuid(), audit }
    this.#last = last
    return last
  }

  /** Makes one anew after a while, unless that is about to happen anyway. */
  #in(ms: number): void {
    if (this.#ports.oneCommand === true) return
    const due = this.#ports.clock.now() + ms
    if (this.#timer !== null && this.#timer.due <= due) return
    this.#stop()
    const stop = this.#ports.clock.after(ms, () => {
      this.#timer = null
      if (!this.#ports.isOpen()) return
      this.#inTurn(() => this.#make('daily', null)).catch((error: unknown) => {
        this.#ports.log.warn('an audit could not be made', { type: typeOf(error) })
      })
    })
    this.#timer = { due, stop }
  }

  #stop(): void {
    this.#timer?.stop()
    this.#timer = null
  }

  /** One at a time: they would only take each other's processor. */
  async #inTurn<T>(make: () => Promise<T> | T): Promise<T> {
    this.#running += 1
    this.#ports.changedSoon()
    const turn = this.#turn.then(make)
    this.#turn = turn.catch(() => undefined)
    try {
      return await turn
    } finally {
      this.#running -= 1
      this.#ports.changedNow()
    }
  }
}

/** An audit without its findings. */
export function headOf({ id, audit }: { readonly id: string; readonly audit: Audit }): AuditHead {
  const { findings, ...rest } = audit
  return { ...rest, auditId: id, findings: findings.length }
}
