import type { Instant } from '#shared/model/time'
import type { Log } from '../ports/log.ts'
import type { SnapshotStore } from '../ports/records.ts'
import { findChunks, isSameFiles } from './chunks.ts'
import { loadIndex, loadParts } from './load.ts'
import type { PartState } from './part-state.ts'
import type { Saver } from './saver.ts'

interface World {
  readonly snapshots: SnapshotStore
  readonly log: Log
  readonly accounts: ReadonlySet<string>
  readonly now: Instant
  changed(tokenIds: readonly string[]): void
  isOpen(): boolean
}

/** Takes over into `parts` what other processes have written. Gives whether there was anything. Throws Failure. */
export async function followParts(parts: Map<string, PartState>, saver: Saver, world: World): Promise<boolean> {
  const { snapshots, log, accounts, now, changed } = world
  const found = await findChunks(snapshots)
  let different = false
  for (const part of [...parts.values()]) {
    const files = found.get(part.key)?.files ?? []
    if (part.removed || isSameFiles(files, part.files)) continue
    const wasThere = part.files.length > 0
    if ((await saver.catchUp(part)) !== 'same') different = true
    if (!world.isOpen()) return different
    if (!wasThere || part.files.length > 0) continue
    // Somebody else has dropped it; where this process has too, meanwhile, that changes nothing.
    part.removed = true
    parts.delete(part.facts.id)
    changed([...part.tokens.keys()])
  }
  const known = new Set([...parts.values()].map(({ key }) => key))
  const unknown = new Set([...found.keys()].filter((key) => !known.has(key)))
  if (unknown.size > 0) {
    const { parts: loaded } = await loadParts(
      snapshots,
      { accounts, now: () => Promise.resolve(null) },
      now,
      log,
      unknown,
    )
    for (const part of loaded) {
      if (!world.isOpen()) return different
      if (parts.has(part.facts.id)) continue
      different = true
      parts.set(part.facts.id, part)
      changed([...part.tokens.keys()])
    }
  }
  return (await followFailures(parts, world)) || different
}

/** Failures of listings, and what is offered no more, stand in the index only. */
async function followFailures(parts: ReadonlyMap<string, PartState>, { snapshots, log }: World): Promise<boolean> {
  let different = false
  const entries = await loadIndex(snapshots, log)
  for (const part of parts.values()) {
    const told = entries.get(part.key)?.facts
    const { facts } = part
    if (told?.failedAt == null || told.failedAt <= Math.max(facts.failedAt ?? 0, facts.asOf ?? 0)) continue
    part.facts = { ...facts, failure: told.failure, failedAt: told.failedAt }
    different = true
  }
  return different
}
