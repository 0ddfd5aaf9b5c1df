import { open, sealParts } from '#main/vault/aead'
import { Contents } from '#main/vault/contents'
import type { Change } from '#main/vault/draft'
import { readVaultFile, writeFront } from '#main/vault/format'
import type { Header } from '#main/vault/header'
import { SeenCounter } from '#main/vault/seen'
import type { Slot } from '#main/vault/slots'
import { snapshotSeal as sealOf, writeSnapshot } from '#main/vault/snapshot-format'
import { FakeClock } from '#test/support/fake-clock'
import { FakeFileSystem } from '#test/support/fake-file-system'
import { FakeLog } from '#test/support/fake-log'
import { deriveKeys } from '#main/vault/keys'
import { checksum } from '#main/vault/turns'
import { QuickRandom } from './quick-random.ts'

const random = new QuickRandom('samples')
const vaultId = random.bytes(16)
const keys = deriveKeys(random.bytes(32), vaultId)

/** What the parser of snapshots is given. */
export const snapshotSeal = sealOf(vaultId, keys, 1)
export const snapshotName = 'inventory'

const head = { id: Buffer.alloc(8, 7), createdAt: 1_772_366_400_000, wrapped: Buffer.alloc(60, 5) }
const sealedKey = { platform: 'linux', tag: 'v11', weakAccepted: false, sealed: Buffer.from('v11 EXAMPLE sealed') }
const derivation = { cost: { N: 2 ** 17, r: 8, p: 1 }, salt: Buffer.alloc(32, 3) }
const recovery: Slot = { kind: 'recovery', ...head }
const foreign: Slot = { kind: 'foreign', code: 200, id: head.id, createdAt: 1, body: Buffer.from('of a later version') }
/** Every kind of slot, as they may stand together. */
const apart: readonly Slot[] = [
  { kind: 'os', ...head, ...sealedKey },
  { kind: 'passphrase', ...head, ...derivation },
  recovery,
  foreign,
]
const together: readonly Slot[] = [
  { kind: 'os-passphrase', ...head, ...sealedKey, ...derivation, check: Buffer.alloc(16, 2) },
  recovery,
  foreign,
]

const header: Header = {
  vaultId,
  purpose: 'test',
  keyNumber: 1,
  keySince: 1,
  generation: 4,
  createdAt: 1_772_366_400_000,
  writtenAt: 1_772_366_400_000,
  history: [],
  slots: apart,
}

const put = (id: string, value: string): Change => ({
  kind: 'secret',
  id,
  plaintext: Buffer.from(JSON.stringify({ value })),
})
const note = (id: string, text: string): Change => ({
  kind: 'annotation',
  id,
  plaintext: Buffer.from(JSON.stringify({ tags: [], notes: text })),
})

/** Real vault files: one with hardly anything, one with some long records, one with many short ones. */
export async function vaultSamples(): Promise<Buffer[]> {
  const many = Array.from({ length: 60 }, (_, index) => (index % 2 ? note : put)(`record-${index}`, `EXAMPLE ${index}`))
  return Promise.all([
    fileWith({ ...header, slots: [recovery] }, [put('a', 'one'), put('b', 'two'), note('c', 'six')]),
    fileWith(header, [put('long', 'EXAMPLE '.repeat(1500)), note('n', 'kept '.repeat(500)), put('x', '')]),
    fileWith({ ...header, slots: together }, many),
  ])
}

/** The same file with a closing checksum that fits again. */
export async function resealed(bytes: Buffer): Promise<Buffer> {
  const body = bytes.subarray(0, Math.max(0, bytes.length - 32))
  return Buffer.concat([body, await checksum(body)])
}

/** Reads a vault file and opens all that is in it. Throws FormatError. */
export async function openAll(bytes: Buffer): Promise<void> {
  const contents = await Contents.open(await readVaultFile(bytes), keys)
  for (const id of contents.ids('secret')) contents.openSecret('secret', id)
}

async function fileWith(header: Header, changes: readonly Change[]): Promise<Buffer> {
  const draft = await Contents.empty(header, keys).draft(changes, header.slots, header.writtenAt, random)
  return Buffer.from(draft.file)
}

export async function snapshotSamples(): Promise<Buffer[]> {
  const bodies = [Buffer.alloc(0), Buffer.from('a list'), Buffer.alloc(9000, 'EXAMPLE ')]
  return Promise.all(bodies.map((body) => writeSnapshot(snapshotName, body, snapshotSeal, random)))
}

/** A counter as it stands beside the vault's folder, and a way to read any bytes as one. */
export async function counterSample() {
  const fs = new FakeFileSystem()
  const counter = new SeenCounter({ fs, clock: new FakeClock(), random, log: new FakeLog() }, '/profile/vault')
  const counted = { vaultId, keyNumber: 1, generation: 12 }
  await counter.note(counted, keys.seen)
  const path = '/profile/vault.seen'
  const read = async (bytes: Buffer): Promise<number> => {
    fs.read = async () => bytes
    return counter.read(counted, keys.seen)
  }
  return { bytes: fs.disk.bytes(path), read }
}

/**
 * A vault file whose parts were changed by somebody who has its keys: slots repeated and swapped, entries of the list
 * repeated, swapped and changed; sealed and summed up anew, so that every check before the one that must find it is passed.
 */
export async function rearranged(
  bytes: Buffer,
  chance: QuickRandom,
  mutate: (bytes: Buffer) => Buffer,
): Promise<Buffer> {
  const file = await readVaultFile(bytes)
  const pick = <T>(from: readonly T[]): T => from[chance.below(from.length)]!
  const slots = [...file.header.slots]
  // A kind that stands twice is refused before anything else is looked at, so mostly they only change places.
  const repeats = chance.chance() < 0.2 ? chance.below(18) : 0
  for (let times = repeats; times > 0; times -= 1) slots.splice(chance.below(slots.length), 0, pick(slots))
  slots.push(...slots.splice(0, chance.below(slots.length)))
  const list = open(keys.manifest, file.manifest, file.front)
  const changed = chance.chance() < 0.3 ? list : mutate(list)
  const bodies = chance.chance() < 0.7 ? file.bodies : mutate(file.bodies)
  const front = writeFront({ ...file.header, slots }, changed.length + 28, bodies.length)
  const { nonce, ciphertext, tag } = sealParts(keys.manifest, changed, front, random)
  return resealed(Buffer.concat([front, nonce, ciphertext, tag, bodies, Buffer.alloc(32)]))
}
