import type { RecordOf } from '../../ports/records.ts'
import { isOpen } from '../../operations/index.ts'
import { mergeDecisions } from './restore-decisions.ts'
import { mergeNotes } from './restore-notes.ts'
import { placeName, secondSecret, secondTokenId, type Leftover } from './restore-second.ts'
import { mergePlaces } from './restore-places.ts'
import { atRest, isSame, underWay, type PlannedChange, type ValueAt } from './restore-plan.ts'
import type { Shelf } from './restore-shelf.ts'
import { joinTwins, type Joined } from './restore-twins.ts'
import type { Steps } from '../slices.ts'

export interface MergePlan {
  readonly changes: readonly PlannedChange[]
  /** Secrets that are stored as entries of their own, because the token has another one. */
  readonly secondSecrets: number
  /** Operations under way in the backup that are not brought back. */
  readonly leftOperations: number
  /** Notes of the backup that have no room beside those here. */
  readonly leftNotes: number
}

/** When the credential of an account was entered. */
function credentialDate({ addedAt, credentialAt }: RecordOf<'account'>): number {
  return credentialAt ?? addedAt
}

function heldDate({ storedAt, checkedAt }: RecordOf<'held'>): number {
  return Math.max(storedAt, checkedAt ?? 0)
}

/**
 * Brings in what a backup has: of two records of one thing the newer by its own dates, ours where that cannot be told.
 * Nothing is removed, and no secret value is lost: one that has no place beside ours gets an entry of its own. An account
 * that is here under another id is joined with ours. Doing it twice changes nothing the second time.
 */
export function* planMerge(mine: Shelf, theirs: Shelf): Steps<MergePlan> {
  const joined = yield* joinTwins(mine, theirs)
  const merge = new Merge(mine, joined)
  yield* merge.accounts()
  yield* merge.held()
  yield* merge.orphans()
  yield* merge.others()
  yield* merge.warnings()
  const leftNotes = yield* merge.notes()
  merge.changes.push(...(yield* mergePlaces(mine.place, joined.shelf.place)))
  merge.changes.push(...(yield* mergeDecisions(mine.decision, joined.shelf.decision)))
  const leftOperations = yield* merge.operations()
  const secondSecrets = yield* merge.leftovers()
  return { changes: merge.changes, secondSecrets, leftOperations, leftNotes }
}

class Merge {
  readonly changes: PlannedChange[] = []
  readonly #mine: Shelf
  readonly #theirs: Shelf
  readonly #idThere: ReadonlyMap<string, string>
  /** What the vault will hold. */
  readonly #credential: Map<string, string>
  readonly #secret: Map<string, string>
  readonly #held: Map<string, RecordOf<'held'>>
  readonly #heldOf: Map<string, string>
  readonly #other: Set<string>
  /** Values that have no place yet. */
  readonly #leftovers: Leftover[] = []

  constructor(mine: Shelf, { shelf: theirs, idThere }: Joined) {
    this.#mine = mine
    this.#theirs = theirs
    this.#idThere = idThere
    this.#credential = new Map([...mine.credential].map(([id, { fingerprint }]) => [id, fingerprint]))
    this.#secret = new Map(mine.secret)
    this.#held = new Map(mine.held)
    this.#heldOf = new Map([...mine.held].map(([id, { tokenId }]) => [tokenId, id]))
    this.#other = new Set([...mine.other.keys(), ...theirs.other.keys()])
  }

  /** An account and its credential stay together, so that no credential gets another origin. */
  *accounts(): Steps<undefined> {
    const busy = new Set(underWay(this.#mine).map(({ operation }) => operation.accountId))
    for (const [id, account] of this.#theirs.account) {
      yield
      const theirs = this.#theirs.credential.get(id)
      const here = this.#mine.account.get(id)
      const mine = this.#mine.credential.get(id)
      const isTheirs = here === undefined || (!busy.has(id) && this.#isNewer(id, account, here))
      const loser = isTheirs ? mine : theirs
      const winner = isTheirs ? theirs : mine
      if (loser !== undefined && loser.fingerprint !== winner?.fingerprint) {
        const from: ValueAt = isTheirs ? { side: 'mine', kind: 'credential', id } : this.#credentialThere(id)
        this.#leave(from, loser.fingerprint, isTheirs ? (here ?? account) : account)
      }
      if (!isTheirs) continue
      this.changes.push({ put: 'account', id, value: account })
      if (theirs === undefined) continue
      this.changes.push({ put: 'credential', id, from: this.#credentialThere(id) })
      this.#credential.set(id, theirs.fingerprint)
    }
    return undefined
  }

  /** Where the credential of one of our accounts lies in the backup. */
  #credentialThere(id: string): ValueAt {
    return { side: 'theirs', kind: 'credential', id: this.#idThere.get(id) ?? id }
  }

  /** Only an account that comes with its credential takes the place of one that has one. */
  #isNewer(id: string, theirs: RecordOf<'account'>, mine: RecordOf<'account'>): boolean {
    const there = this.#theirs.credential.get(id)
    const here = this.#mine.credential.get(id)
    if (there === undefined) return false
    if (here === undefined) return true
    if (there.fingerprint !== here.fingerprint) return credentialDate(theirs) > credentialDate(mine)
    return theirs.checkedAt > mine.checkedAt
  }

  *held(): Steps<undefined> {
    for (const [id, held] of this.#theirs.held) {
      yield
      const fingerprint = this.#theirs.secret.get(id)
      if (fingerprint === undefined) continue
      const known = this.#heldOf.get(held.tokenId)
      if (known === undefined) this.#take(id, held, fingerprint)
      else this.#holdAgainst(known, id, held, fingerprint)
    }
    return undefined
  }

  #take(id: string, held: RecordOf<'held'>, fingerprint: string): void {
    const place = this.#placeFor(id, fingerprint)
    this.changes.push({ put: 'held', id: place, value: held })
    this.#held.set(place, held)
    this.#heldOf.set(held.tokenId, place)
    if (this.#secret.has(place)) return
    this.changes.push({ put: 'secret', id: place, from: { side: 'theirs', kind: 'secret', id } })
    this.#secret.set(place, fingerprint)
  }

  /** The first id that is free, or has this very value and no record that says what it is. Names are made of the value. */
  #placeFor(id: string, fingerprint: string): string {
    const isUsable = (place: string) =>
      !this.#held.has(place) && (this.#secret.get(place) ?? fingerprint) === fingerprint
    let place = id
    for (let turn = 1; !isUsable(place); turn += 1) place = placeName(fingerprint, turn)
    return place
  }

  #holdAgainst(known: string, id: string, held: RecordOf<'held'>, fingerprint: string): void {
    const here = this.#held.get(known)
    if (!this.#secret.has(known)) {
      this.changes.push({ put: 'secret', id: known, from: { side: 'theirs', kind: 'secret', id } })
      this.#secret.set(known, fingerprint)
      this.changes.push({ put: 'held', id: known, value: held })
      this.#held.set(known, held)
    } else if (this.#secret.get(known) !== fingerprint) {
      this.#leave({ side: 'theirs', kind: 'secret', id }, fingerprint, held)
    } else if (here !== undefined && heldDate(held) > heldDate(here)) {
      this.changes.push({ put: 'held', id: known, value: held })
      this.#held.set(known, held)
    }
  }

  /** Values without a record that says what they are. */
  *orphans(): Steps<undefined> {
    for (const [id, fingerprint] of this.#theirs.secret) {
      yield
      if (!this.#theirs.held.has(id)) this.#leave({ side: 'theirs', kind: 'secret', id }, fingerprint, null)
    }
    for (const [id, { fingerprint }] of this.#theirs.credential) {
      if (!this.#theirs.account.has(id)) this.#leave({ side: 'theirs', kind: 'credential', id }, fingerprint, null)
    }
    return undefined
  }

  *others(): Steps<undefined> {
    for (const [id, other] of this.#theirs.other) {
      yield
      const here = this.#mine.other.get(id)
      if (here !== undefined && other.changedAt <= here.changedAt) continue
      this.changes.push({ put: 'other', id, value: other })
    }
    return undefined
  }

  /** What was said to warnings here stays. */
  *warnings(): Steps<undefined> {
    for (const [id, value] of this.#theirs.warning) {
      yield
      if (!this.#mine.warning.has(id)) this.changes.push({ put: 'warning', id, value })
    }
    return undefined
  }

  /** Gives how many have no room. */
  *notes(): Steps<number> {
    let left = 0
    for (const [id, annotation] of this.#theirs.annotation) {
      yield
      const here = this.#mine.annotation.get(id)
      const { merged, isWhole } =
        here === undefined ? { merged: annotation, isWhole: true } : mergeNotes(here, annotation)
      if (!isWhole) left += 1
      if (!isSame(here, merged)) this.changes.push({ put: 'annotation', id, value: merged })
    }
    return left
  }

  /** Ours under way are not touched, and theirs are brought in with their account only: here they have ended since. */
  *operations(): Steps<number> {
    let left = 0
    for (const [id, entry] of this.#theirs.operation) {
      yield
      const here = this.#mine.operation.get(id)
      const isOver = !isOpen(entry.operation)
      if (here !== undefined) {
        const isNewer = entry.operation.changedAt > here.operation.changedAt
        if (isOver && isNewer && !isOpen(here.operation)) this.changes.push({ put: 'operation', id, value: entry })
      } else if (isOver || !this.#mine.account.has(entry.operation.accountId)) {
        this.changes.push({ put: 'operation', id, value: atRest(entry) })
      } else left += 1
    }
    return left
  }

  #leave(from: Leftover['from'], fingerprint: string, about: Leftover['about']): void {
    this.#leftovers.push({ from, fingerprint, about })
  }

  /** Gives an entry of its own to each value that is nowhere else. */
  *leftovers(): Steps<number> {
    const placed = new Set([...this.#credential.values(), ...this.#secret.values()])
    let count = 0
    for (const leftover of this.#leftovers) {
      yield
      if (placed.has(leftover.fingerprint)) continue
      placed.add(leftover.fingerprint)
      this.changes.push(...secondSecret(leftover, this.#freeName(leftover.fingerprint)))
      count += 1
    }
    return count
  }

  /** The person may have given an entry of before another secret: what it is now is not written over. */
  #freeName(fingerprint: string): string {
    const isTaken = (name: string) => {
      const tokenId = secondTokenId(name)
      return this.#secret.has(name) || this.#held.has(name) || this.#heldOf.has(tokenId) || this.#other.has(tokenId)
    }
    let name = placeName(fingerprint, 1)
    for (let turn = 2; isTaken(name); turn += 1) name = placeName(fingerprint, turn)
    return name
  }
}
