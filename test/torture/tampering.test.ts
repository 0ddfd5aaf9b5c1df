import { describe, expect, it } from 'vitest'
import { Failure } from '#main/ports/failure'
import { FakeDisk } from '#test/support/fake-disk'
import { mutated } from './mutate.ts'
import { resealed } from './parser-samples.ts'
import { QuickRandom } from './quick-random.ts'
import { finished, folder, setStage } from './stage.ts'
import { deedOf, heldAfter, heldBy, play, stepOf } from './story.ts'

/** Twice through the story, to where there are several snapshots and several generations under the last key. */
const last = 19

/** A disk with a vault that has been through all that, closed. */
async function lived(seed: string): Promise<FakeDisk> {
  const disk = new FakeDisk()
  const { vault, clock } = setStage(disk, { seed })
  await finished(vault.open(), clock)
  for (let step = 0; step <= last; step += 1) await finished(play(vault, step), clock)
  await finished(vault.close(), clock)
  return disk
}

/** What somebody finds who opens it: `as it was`, a word for how it was refused, or `something else`, which must not be. */
async function opened(disk: FakeDisk): Promise<string> {
  const { vault, clock } = setStage(disk, { seed: 'later' })
  await finished(vault.open(), clock)
  const { kind } = vault.state()
  if (kind !== 'open') return kind === 'none' ? 'something else' : kind
  try {
    return stepOf(await heldBy(vault), last) === last ? 'as it was' : 'something else'
  } catch (error) {
    return error instanceof Failure ? error.error.kind : 'something else'
  }
}

function generations(disk: FakeDisk): string[] {
  return disk.files().filter((path) => /\/vault\.[0-9]+$/.test(path))
}

function count(outcomes: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    [...new Set(outcomes)].map((one) => [one, outcomes.filter((other) => other === one).length]),
  )
}

describe('a vault that somebody has changed on the disk', () => {
  it('is what was saved or is refused, whatever was done to its newest file', async () => {
    const disk = await lived('mine')
    const other = await lived('theirs')
    const random = new QuickRandom('tampering')
    const path = generations(disk).at(-1)!
    const sources = [...generations(disk), ...generations(other)].map((one) =>
      (disk.files().includes(one) ? disk : other).bytes(one),
    )
    const outcomes: string[] = []
    for (let round = 0; round < 800; round += 1) {
      const changed = mutated(disk.bytes(path), sources, random)
      const copy = disk.copy()
      copy.put(path, round % 4 === 0 ? changed : await resealed(changed))
      outcomes.push(await opened(copy))
    }
    const counts = count(outcomes)
    expect(counts['something else']).toBeUndefined()
    // Not all of it stops at the first look: some only shows when the key is there, some when a record is opened.
    expect(counts['damaged']).toBeGreaterThan(300)
    expect(counts['vault-unreadable'] ?? 0).toBeGreaterThan(10)
  })

  it('is refused where a snapshot was changed, swapped with another, or comes from another vault', async () => {
    const disk = await lived('mine')
    const other = await lived('theirs')
    const random = new QuickRandom('snapshots')
    const inside = (one: FakeDisk) => one.files().filter((path) => path.startsWith(`${folder}/snapshots/`))
    const own = inside(disk)
    expect(own.length).toBeGreaterThan(1)
    const sources = [...own.map((path) => disk.bytes(path)), ...inside(other).map((path) => other.bytes(path))]
    for (let round = 0; round < 200; round += 1) {
      const path = own[round % own.length]!
      const copy = disk.copy()
      const bytes = round < sources.length ? sources[round]! : mutated(disk.bytes(path), sources, random)
      if (bytes.equals(disk.bytes(path))) continue
      copy.put(path, bytes)
      expect(await opened(copy)).not.toBe('as it was')
    }
  })

  it('is noticed when it is as old as any earlier generation, whole and authentic', async () => {
    const disk = await lived('mine')
    const [newest, ...older] = generations(disk).reverse()
    expect(older.length).toBeGreaterThan(1)
    for (let count = 1; count <= older.length; count += 1) {
      const copy = disk.copy()
      for (const path of [newest!, ...older].slice(0, count)) copy.drop(path)
      expect(await opened(copy)).toBe('older-than-seen')
    }
    expect(await opened(disk)).toBe('as it was')
  })

  it('does not open with a tag that was shortened, although every length was made to fit', async () => {
    const disk = await lived('mine')
    const path = generations(disk).at(-1)!
    const bytes = disk.bytes(path)
    const headerLength = bytes.readUInt32BE(12)
    const manifestLength = bytes.readUInt32BE(16)
    const end = 24 + headerLength + manifestLength
    for (const missing of [1, 4, 8, 12]) {
      const shorter = Buffer.concat([bytes.subarray(0, end - missing), bytes.subarray(end)])
      shorter.writeUInt32BE(manifestLength - missing, 16)
      const copy = disk.copy()
      copy.put(path, await resealed(shorter))
      expect(await opened(copy)).toBe('damaged')
    }
  })

  it('does not open with the file of another vault in the place of the newest one while it is in use', async () => {
    const disk = await lived('mine')
    const other = await lived('theirs')
    const { vault, clock } = setStage(disk, { seed: 'in use' })
    await finished(vault.open(), clock)
    const path = generations(other).at(-1)!
    const next = path.replace(/[0-9]+$/, (number) => String(Number(number) + 1))
    disk.put(next, other.bytes(path))
    expect(deedOf(last + 2)).toBe('save')
    await expect(finished(play(vault, last + 2), clock)).rejects.toMatchObject({ error: { kind: 'vault-unreadable' } })
    expect(await heldBy(vault)).toEqual(heldAfter(last))
    expect(disk.bytes(next)).toEqual(other.bytes(path))
  })
})
