import type { Instant } from '#shared/model/time'
import type { Token } from '#shared/model/token'
import { Failure } from '../ports/failure.ts'
import { giveWay } from './give-way.ts'
import { afterListed, afterMissing, isForgettable } from './merge.ts'
import { countActive, type PartState } from './part-state.ts'

/** Tokens merged between two breaths of the event loop; also the most that are reported as changed at once. */
const slice = 250

interface World {
  readonly now: Instant
  changed(tokenIds: readonly string[]): void
  isHeld(tokenId: string): boolean
}

/**
 * Takes a complete listing over into a part, slice by slice. Each token is judged by what is known of it at that very
 * moment, so a change that happens between two slices is neither lost nor undone. `startedAt` is the moment the listing
 * began, on the counter that `touched` uses. Throws Failure('cancelled') when the part is removed meanwhile.
 */
export async function applyListing(
  part: PartState,
  listed: ReadonlyMap<string, Token>,
  startedAt: number,
  { now, changed, isHeld }: World,
): Promise<void> {
  let ids: string[] = []
  const touchedSince = (id: string) => (part.touched.get(id) ?? 0) > startedAt
  const report = async (id: string) => {
    ids.push(id)
    if (ids.length < slice) return
    changed(ids)
    ids = []
    await giveWay()
    if (part.removed) throw new Failure('cancelled')
  }

  for (const [id, token] of listed) {
    part.tokens.set(id, afterListed(part.tokens.get(id), token, touchedSince(id)))
    await report(id)
  }
  for (const [id, known] of part.tokens) {
    if (listed.has(id)) continue
    const next = afterMissing(known, touchedSince(id), now)
    if (isForgettable(next, now) && !isHeld(id)) part.tokens.delete(id)
    else if (next === known) continue
    else part.tokens.set(id, next)
    await report(id)
  }
  if (ids.length > 0) changed(ids)
  for (const [id, moment] of part.touched) if (moment <= startedAt) part.touched.delete(id)
  part.facts = { ...part.facts, asOf: now, tokens: countActive(part.tokens.values()), failure: null, failedAt: null }
}
