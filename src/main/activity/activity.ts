import { activityLengths, type ActivityCheck, type ActivityEntry } from '#shared/model/activity'
import type { Clock } from '../ports/clock.ts'
import { Failure, typeOf } from '../ports/failure.ts'
import type { Log } from '../ports/log.ts'
import type { SnapshotStore } from '../ports/records.ts'
import { Anchoring, type AnchorStore } from './anchoring.ts'
import { chain, entryOf, noEnd, type Chained, type Digest, type End } from './chain.ts'
import { endOf, perSegment, Segments, type Segment } from './segments.ts'
import { ChainWalk } from './verify.ts'

/** Older segments are dropped: 10,000 entries stay. */
const mostSegments = 20
/** Entries wait this long for others to be written with. */
const batchMs = 1_000
/** So long after an entry was written the vault remembers it as the end of the log. */
const anchorMs = 60_000

export interface ActivityPorts {
  readonly clock: Clock
  readonly log: Log
  readonly snapshots: SnapshotStore
  readonly digest: Digest
  readonly anchor: AnchorStore
}

/** An entry as it lies on the disk: with its place in the chain, where it has one. */
export type StoredEntry = ActivityEntry & { readonly seq: number | null; readonly hash: string | null }

/** Entries of one segment, oldest first, and the number of the segment before it; null where there is none. */
export interface ActivityPage {
  readonly entries: readonly StoredEntry[]
  readonly before: number | null
}

/**
 * What was done with tokens and secrets: sealed, bounded, each entry chained to the one before, and the end of the chain
 * remembered by the vault. Writing never holds up what is being noted. Another process may write to the same log: one writes at
 * a time, upon what is on the disk. An entry of ours that somebody has written over all the same, after a computer slept with the lock
 * in its hand, is written again.
 */
export class Activity {
  readonly #ports: ActivityPorts
  readonly #segments: Segments
  readonly #anchoring: Anchoring
  /** Not on the disk yet. */
  #waiting: ActivityEntry[] = []
  /** Written by us, and not seen on the disk since then. */
  #written: { readonly number: number; readonly entry: Chained }[] = []
  #loaded = false
  #stopBatch: (() => void) | null = null
  #stopAnchor: (() => void) | null = null
  #turn: Promise<unknown> = Promise.resolve()

  constructor(ports: ActivityPorts) {
    this.#ports = ports
    this.#segments = new Segments(ports.snapshots, ports.log)
    this.#anchoring = new Anchoring(ports, this.#segments)
  }

  /** The vault is open: what was noted before goes to the log. Throws Failure('vault-locked') only. */
  async load(): Promise<void> {
    await this.#ports.snapshots.names()
    this.#loaded = true
    if (this.#waiting.length > 0) this.#writeSoon()
  }

  /** Adds an entry, with the time of now. What is longer than the log has room for is cut off. */
  note(entry: Omit<ActivityEntry, 'at'>): void {
    this.#waiting.push(bounded({ at: this.#ports.clock.now(), ...entry }))
    this.#writeSoon()
  }

  /** A part of the log: the newest, or the one before. Throws Failure('vault-locked'). */
  async page(number: number | null): Promise<ActivityPage> {
    if (number === null) await this.flush()
    const numbers = (await this.#segments.numbers()).filter((one) => number === null || one <= number)
    const last = numbers.at(-1)
    const segment = last === undefined ? null : await this.#segments.read(last)
    const waiting = number === null ? this.#waiting.map(unplaced).slice(-perSegment) : []
    return { entries: [...(segment === null ? [] : stored(segment)), ...waiting], before: numbers.at(-2) ?? null }
  }

  /** Everything that can be read, oldest first. Throws Failure: `vault-locked`, `cancelled`. */
  async entries(signal?: AbortSignal): Promise<StoredEntry[]> {
    await this.flush()
    const all: StoredEntry[] = []
    for (const number of await this.#segments.numbers()) {
      if (signal?.aborted === true) throw new Failure('cancelled')
      const segment = await this.#segments.read(number)
      if (segment !== null) all.push(...stored(segment))
    }
    return [...all, ...this.#waiting.map(unplaced)]
  }

  /** Follows the whole chain on the disk. Throws Failure: `vault-locked`, `cancelled`. */
  async check(signal: AbortSignal): Promise<ActivityCheck> {
    const { digest, anchor, clock } = this.#ports
    await this.flush()
    return this.#alone(async () => {
      const walk = new ChainWalk(digest, await anchor.read())
      for (const number of await this.#segments.numbers()) {
        if (signal.aborted) throw new Failure('cancelled')
        walk.take(await this.#segments.read(number))
      }
      return walk.result(clock.now())
    })
  }

  /** Writes what waits. What cannot be written stays in memory and is tried again with the next entry. */
  async flush(): Promise<void> {
    this.#stopBatch?.()
    this.#stopBatch = null
    await this.#inTurn(() => this.#write())
  }

  /** Writes what waits, and has the vault remember the end of the log: it is about to be closed. */
  async settle(): Promise<void> {
    await this.flush()
    this.#stopAnchor?.()
    this.#stopAnchor = null
    await this.#inTurn(() => this.#anchor())
  }

  /** Forgets what is in memory: the vault is closed. */
  clear(): void {
    this.#stopBatch?.()
    this.#stopAnchor?.()
    this.#stopBatch = null
    this.#stopAnchor = null
    this.#waiting = []
    this.#written = []
    this.#loaded = false
  }

  /** One after the other; a failure is the caller's alone. */
  async #inTurn<T>(action: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(action)
    this.#turn = mine.catch(() => undefined)
    return mine
  }

  /** The same, with no other process at work on the log. Throws Failure where the disk refuses that. */
  #alone<T>(action: () => Promise<T>): Promise<T> {
    return this.#inTurn(() => this.#ports.snapshots.exclusively('activity', action))
  }

  #writeSoon(): void {
    if (!this.#loaded) return
    this.#stopBatch ??= this.#ports.clock.after(batchMs, () => {
      this.#stopBatch = null
      void this.#inTurn(() => this.#write())
    })
  }

  #anchorSoon(): void {
    this.#stopAnchor ??= this.#ports.clock.after(anchorMs, () => {
      this.#stopAnchor = null
      void this.#inTurn(() => this.#anchor())
    })
  }

  /** Never throws. */
  async #anchor(): Promise<void> {
    if (!this.#loaded) return
    try {
      await this.#ports.snapshots.exclusively('activity', () => this.#anchoring.set())
    } catch (error) {
      this.#ports.log.warn('activity: the end of the log could not be remembered', { type: typeOf(error) })
    }
  }

  /** Never throws. */
  async #write(): Promise<void> {
    if (!this.#loaded || this.#waiting.length + this.#written.length === 0) return
    try {
      await this.#ports.snapshots.exclusively('activity', () => this.#writeUpon())
    } catch (error) {
      this.#ports.log.warn('activity: entries wait, they could not be written', { type: typeOf(error) })
    }
  }

  /** Writes upon what is on the disk, whoever has written that. Throws Failure. */
  async #writeUpon(): Promise<void> {
    const numbers = await this.#segments.numbers()
    const newest = numbers.at(-1)
    const segment = newest === undefined ? null : await this.#segments.read(newest)
    await this.#bringBack(numbers, segment)
    if (this.#waiting.length === 0) return
    const end = await this.#lastEnd(numbers, segment)
    const anchor = await this.#ports.anchor.read()
    const goesOn = segment?.chained === true && segment.entries.length < perSegment
    await this.#append(
      goesOn ? segment : { chained: true, number: (newest ?? 0) + 1, previous: end.hash, entries: [] },
      // Never a number twice: not where the last entries were taken away, either.
      Math.max(end.seq, anchor?.seq ?? 0) + 1,
    )
    this.#anchorSoon()
    const there = [...new Set([...numbers, ...this.#written.map(({ number }) => number)])]
    const old = there.slice(0, -mostSegments)
    if (old.length > 0) await this.#drop(old)
  }

  /** The end of the chain, also where it is not in the newest segment: that may be unreadable, or of an older version. */
  async #lastEnd(numbers: readonly number[], newest: Segment | null): Promise<End> {
    if (newest?.chained === true) return endOf(newest)
    for (const number of numbers.slice(0, -1).reverse()) {
      const segment = await this.#segments.read(number)
      if (segment?.chained === true) return endOf(segment)
    }
    return noEnd
  }

  /** Entries that another process has written over, because both wrote at the same moment, wait once more. */
  async #bringBack(numbers: readonly number[], newest: Segment | null): Promise<void> {
    const wrote = this.#written
    this.#written = []
    const there = new Set<string>()
    for (const number of new Set(wrote.map((one) => one.number))) {
      const segment = number === newest?.number ? newest : await this.#segments.read(number)
      // One that cannot be read any more is not written again: its file may be read another time.
      if (segment === null && numbers.includes(number)) return
      if (segment?.chained === true) for (const { hash } of segment.entries) there.add(hash)
    }
    this.#waiting.unshift(...wrote.filter(({ entry }) => !there.has(entry.hash)).map(({ entry }) => entryOf(entry)))
  }

  /** Appends what waits to a segment, and to new ones where it is full. Throws Failure. */
  async #append(start: Segment & { readonly chained: true }, from: number): Promise<void> {
    const waiting = this.#waiting
    let segment = start
    let seq = from
    while (waiting.length > 0) {
      if (segment.entries.length >= perSegment) {
        segment = { chained: true, number: segment.number + 1, previous: endOf(segment).hash, entries: [] }
      }
      const part = waiting.slice(0, perSegment - segment.entries.length)
      const chained = chain(part, endOf(segment), seq, this.#ports.digest)
      segment = { ...segment, entries: [...segment.entries, ...chained] }
      await this.#segments.write(segment)
      const { number } = segment
      this.#written.push(...chained.map((entry) => ({ number, entry })))
      waiting.splice(0, part.length)
      seq += part.length
    }
  }

  /** The vault knows the new beginning before the old one goes. Throws Failure. */
  async #drop(old: readonly number[]): Promise<void> {
    if (!(await this.#anchoring.set(Math.max(...old)))) return
    for (const number of old) await this.#segments.remove(number)
  }
}

function stored(segment: Segment): StoredEntry[] {
  return segment.chained ? [...segment.entries] : segment.entries.map(unplaced)
}

function unplaced(entry: ActivityEntry): StoredEntry {
  return { ...entry, seq: null, hash: null }
}

/** One entry that is too long would make the whole segment unreadable. */
function bounded(entry: ActivityEntry): ActivityEntry {
  const clipped = { ...entry }
  for (const [field, most] of Object.entries(activityLengths) as [keyof typeof activityLengths, number][]) {
    const text = clipped[field]
    if (text !== undefined) clipped[field] = text.slice(0, most)
  }
  return clipped
}
