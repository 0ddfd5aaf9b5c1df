import { z } from 'zod'
import type { Clock } from '../ports/clock.ts'
import { typeOf } from '../ports/failure.ts'
import type { Log } from '../ports/log.ts'
import type { SnapshotStore } from '../ports/records.ts'
import { entrySchema, type ActivityEntry } from './entry.ts'

/** Entries in one sealed file; only the newest file is ever written again. */
const perSegment = 500
/** Older segments are dropped: 10,000 entries stay. */
const mostSegments = 20
/** Entries wait this long for others to be written with. */
const batchMs = 1_000

const segmentSchema = z.strictObject({ format: z.literal(1), entries: z.array(entrySchema) })
const namePattern = /^activity\.(\d{1,9})$/

export interface ActivityPorts {
  readonly clock: Clock
  readonly log: Log
  readonly snapshots: SnapshotStore
}

/** What was done with tokens and secrets, sealed and bounded. Writing never holds up what is being noted. */
export class Activity {
  readonly #ports: ActivityPorts
  /** Segments on the disk, oldest first. Asked for once: looking at all names means reading all files. */
  #segments: number[] = []
  #segment = 0
  #entries: ActivityEntry[] = []
  #loaded = false
  #dirty = false
  #stopTimer: (() => void) | null = null
  #writing: Promise<void> = Promise.resolve()

  constructor(ports: ActivityPorts) {
    this.#ports = ports
  }

  /**
   * Continues where the log ended. A newest segment that cannot be read is left as it is, and a new one begun. Throws
   * Failure('vault-locked') only.
   */
  async load(): Promise<void> {
    this.#segments = await this.#numbers()
    const newest = this.#segments.at(-1)
    const read = newest === undefined ? [] : await this.#read(newest)
    const goesOn = newest !== undefined && read !== null && read.length < perSegment
    this.#segment = goesOn ? newest : (newest ?? 0) + 1
    // What was noted before the vault was open.
    const early = this.#loaded ? [] : this.#entries
    this.#entries = [...(goesOn ? read : []), ...early]
    this.#loaded = true
    if (early.length > 0) this.#writeSoon()
  }

  /** Adds an entry, with the time of now. */
  note(entry: Omit<ActivityEntry, 'at'>): void {
    this.#entries.push({ at: this.#ports.clock.now(), ...entry })
    this.#writeSoon()
  }

  /** Everything that can be read, oldest first. */
  async entries(): Promise<ActivityEntry[]> {
    const all: ActivityEntry[] = []
    for (const number of this.#segments) {
      if (number < this.#segment) all.push(...((await this.#read(number)) ?? []))
    }
    return [...all, ...this.#entries]
  }

  /** Writes what waits. What cannot be written stays in memory and is tried again with the next entry. */
  async flush(): Promise<void> {
    this.#stopTimer?.()
    this.#stopTimer = null
    this.#writing = this.#writing.then(() => this.#write())
    await this.#writing
  }

  /** Forgets what is in memory: the vault is closed. */
  clear(): void {
    this.#stopTimer?.()
    this.#stopTimer = null
    this.#entries = []
    this.#segments = []
    this.#loaded = false
    this.#dirty = false
  }

  #writeSoon(): void {
    this.#dirty = true
    if (!this.#loaded) return
    this.#stopTimer ??= this.#ports.clock.after(batchMs, () => {
      this.#stopTimer = null
      void this.flush()
    })
  }

  async #write(): Promise<void> {
    if (!this.#dirty || !this.#loaded) return
    this.#dirty = false
    try {
      while (this.#entries.length > perSegment) {
        await this.#writeSegment(this.#segment, this.#entries.slice(0, perSegment))
        this.#entries = this.#entries.slice(perSegment)
        this.#segment += 1
      }
      await this.#writeSegment(this.#segment, this.#entries)
      await this.#dropOld()
    } catch (error) {
      this.#dirty = this.#loaded
      this.#ports.log.warn('activity: entries wait, they could not be written', { type: typeOf(error) })
    }
  }

  async #writeSegment(number: number, entries: readonly ActivityEntry[]): Promise<void> {
    await this.#ports.snapshots.write(`activity.${number}`, Buffer.from(JSON.stringify({ format: 1, entries })))
    if (!this.#segments.includes(number)) this.#segments.push(number)
  }

  async #dropOld(): Promise<void> {
    const old = this.#segments.filter((number) => number <= this.#segment - mostSegments)
    for (const number of old) await this.#ports.snapshots.remove(`activity.${number}`)
    this.#segments = this.#segments.filter((number) => !old.includes(number))
  }

  async #numbers(): Promise<number[]> {
    const names = await this.#ports.snapshots.names()
    return names
      .flatMap((name) => namePattern.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b)
  }

  /** Null when the segment is there and cannot be read. */
  async #read(number: number): Promise<ActivityEntry[] | null> {
    try {
      const bytes = await this.#ports.snapshots.read(`activity.${number}`)
      return bytes === undefined ? [] : segmentSchema.parse(JSON.parse(bytes.toString('utf8'))).entries
    } catch (error) {
      if (typeOf(error) === 'vault-locked') throw error
      this.#ports.log.warn('activity: a segment cannot be read', { segment: number })
      return null
    }
  }
}
