import type { ActivityCheck, ActivityFault } from '#shared/model/activity'
import { mostFaults } from '#shared/model/activity'
import type { RecordOf } from '../ports/records.ts'
import { isIntact, type Chained, type Digest, type End } from './chain.ts'
import type { Segment } from './segments.ts'

/** What the vault remembers of the log: where it begins and ends, and what was found wrong before. */
export type Anchor = RecordOf<'activity'>

/** Follows a log from its oldest entry on, a segment at a time. */
export class ChainWalk {
  readonly #digest: Digest
  readonly #anchor: Anchor | undefined
  readonly #faults: ActivityFault[] = []
  /** Where it has come to; null before the first entry. */
  #end: End | null = null
  #first = 0
  #entries = 0
  #unchained = 0
  /** A segment since then could not be read. */
  #hole = false
  #anchorSeen: 'yes' | 'no' | 'another' = 'no'

  constructor(digest: Digest, anchor: Anchor | undefined) {
    this.#digest = digest
    this.#anchor = anchor
  }

  /** The next segment; null for one that cannot be read. */
  take(segment: Segment | null): void {
    if (segment === null) this.#hole = true
    else if (!segment.chained) this.#unchained += segment.entries.length
    else this.#follow(segment)
  }

  /** What came of it, once every segment was taken. */
  result(now: number): ActivityCheck {
    const last = this.#end?.seq ?? 0
    const anchor = this.#anchor
    if (this.#hole) this.#add('unreadable', last + 1, Math.max(anchor?.seq ?? 0, last + 1))
    else if (anchor !== undefined && last < anchor.seq) this.#add('missing', last + 1, anchor.seq)
    if (anchor !== undefined && this.#anchorSeen === 'another') this.#add('other-end', anchor.seq, anchor.seq)
    return {
      checkedAt: now,
      entries: this.#entries,
      first: this.#first,
      last,
      unchained: this.#unchained,
      anchored: this.#anchorSeen === 'yes' ? (anchor?.seq ?? 0) : 0,
      faults: this.#faults,
      earlier: anchor?.faults ?? [],
    }
  }

  #follow({ previous, entries }: Segment & { readonly chained: true }): void {
    const [head] = entries
    if (head === undefined) return
    // Of the oldest one, what it followed is gone by rule: its own word has to do.
    if (this.#end !== null && !this.#hole && head.seq === this.#end.seq + 1 && previous !== this.#end.hash) {
      this.#add('changed', head.seq, head.seq)
    }
    let before = previous
    for (const entry of entries) {
      this.#step(entry, before)
      before = entry.hash
    }
  }

  #step(entry: Chained, before: string): void {
    const { seq } = entry
    const expected = this.#end === null ? (this.#anchor?.first ?? 1) : this.#end.seq + 1
    const isGap = seq > expected
    const isBack = this.#end !== null && seq < expected
    if (this.#hole) this.#add('unreadable', expected, Math.max(expected, seq - 1))
    else if (isGap) this.#add('missing', expected, seq - 1)
    this.#hole = false
    const isFit = isIntact(entry, before, this.#digest)
    if (isFit && !isBack) this.#entries += 1
    else this.#add('changed', seq, seq)
    if (seq === this.#anchor?.seq) this.#anchorSeen = entry.hash === this.#anchor.hash && isFit ? 'yes' : 'another'
    this.#first ||= seq
    this.#end = { seq: Math.max(seq, this.#end?.seq ?? 0), hash: entry.hash }
  }

  #add(kind: ActivityFault['kind'], from: number, to: number): void {
    const last = this.#faults.at(-1)
    // Entries beside one another, with the same trouble, are one.
    if (last?.kind === kind && last.to + 1 === from) this.#faults.splice(-1, 1, { ...last, to })
    else if (this.#faults.length < mostFaults) this.#faults.push({ kind, from, to })
  }
}
