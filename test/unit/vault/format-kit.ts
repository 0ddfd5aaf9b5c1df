import fc from 'fast-check'
import { Contents } from '#main/vault/contents'
import type { Change } from '#main/vault/draft'
import { readVaultFile } from '#main/vault/format'
import type { Header } from '#main/vault/header'
import { deriveKeys, type Keys } from '#main/vault/keys'
import type { Slot } from '#main/vault/slots'
import { checksum } from '#main/vault/turns'
import { FakeRandom } from '#test/support/fake-random'

export const random = new FakeRandom('format')
const vaultId = random.bytes(16)
export const keys = deriveKeys(random.bytes(32), vaultId)

const blob = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => Buffer.from(bytes))
const instant = fc.integer({ min: 0, max: 2 ** 45 })
const word = (max: number) => fc.string({ unit: fc.constantFrom(...'abcXYZ019._-'), maxLength: max })
const anySlot: fc.Arbitrary<Slot> = fc.oneof(
  fc.record({
    kind: fc.constant('os' as const),
    id: blob(8),
    createdAt: instant,
    platform: word(20),
    tag: word(10),
    weakAccepted: fc.boolean(),
    sealed: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    wrapped: blob(60),
  }),
  fc.record({
    kind: fc.constant('passphrase' as const),
    id: blob(8),
    createdAt: instant,
    cost: fc.record({
      N: fc.integer({ min: 1, max: 18 }).map((log) => 2 ** log),
      r: fc.integer({ min: 1, max: 8 }),
      p: fc.integer({ min: 1, max: 16 }),
    }),
    salt: blob(32),
    wrapped: blob(60),
  }),
  fc.record({
    kind: fc.constant('os-passphrase' as const),
    id: blob(8),
    createdAt: instant,
    platform: word(20),
    tag: word(10),
    weakAccepted: fc.boolean(),
    sealed: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    check: blob(16),
    cost: fc.constant({ N: 2 ** 17, r: 8, p: 1 }),
    salt: blob(32),
    wrapped: blob(60),
  }),
  fc.record({ kind: fc.constant('recovery' as const), id: blob(8), createdAt: instant, wrapped: blob(60) }),
  fc.record({
    kind: fc.constant('foreign' as const),
    code: fc.integer({ min: 5, max: 255 }),
    id: blob(8),
    createdAt: instant,
    body: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  }),
)
/** The first of each kind, and none of its halves beside one that needs both. */
function together(slots: readonly Slot[]): Slot[] {
  const both = slots.some(({ kind }) => kind === 'os-passphrase')
  return slots.filter(({ kind }, index) => {
    if (both && (kind === 'os' || kind === 'passphrase')) return false
    return kind === 'foreign' || slots.findIndex((other) => other.kind === kind) === index
  })
}

export const anyHeader: fc.Arbitrary<Header> = fc.record({
  vaultId: fc.constant(vaultId),
  purpose: fc.constantFrom('real', 'demo', 'test'),
  keyNumber: fc.integer({ min: 1, max: 65_535 }),
  keySince: fc.constant(1),
  generation: fc.integer({ min: 0, max: 2 ** 40 }),
  createdAt: instant,
  writtenAt: instant,
  history: fc.array(blob(8), { maxLength: 16 }),
  slots: fc.array(anySlot, { minLength: 1, maxLength: 16 }).map(together),
})
const anyId = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 })
export const anySecrets = fc.dictionary(anyId, fc.string({ unit: 'binary', maxLength: 200 }), { maxKeys: 12 })

export const put = (id: string, value: unknown): Change => ({
  kind: 'secret',
  id,
  plaintext: Buffer.from(JSON.stringify({ value })),
})

export async function fileOf(header: Header, changes: readonly Change[]): Promise<Buffer> {
  const draft = await Contents.empty(header, keys).draft(changes, header.slots, header.writtenAt, random)
  return Buffer.from(draft.file)
}

export const sampleHeader: Header = {
  vaultId,
  purpose: 'test',
  keyNumber: 1,
  keySince: 1,
  generation: 4,
  createdAt: 1,
  writtenAt: 2,
  history: [],
  slots: [
    {
      kind: 'passphrase',
      id: Buffer.alloc(8),
      createdAt: 1,
      cost: { N: 2, r: 1, p: 1 },
      salt: Buffer.alloc(32),
      wrapped: Buffer.alloc(60),
    },
  ],
}
export const sample = () => fileOf(sampleHeader, [put('a', 'one'), put('b', 'two'), put('c', 'six')])

/** The same file with a closing checksum that fits again: what somebody who wants to cheat would write. */
export async function resealed(bytes: Buffer): Promise<Buffer> {
  const body = bytes.subarray(0, bytes.length - 32)
  return Buffer.concat([body, await checksum(body)])
}

export async function openAll(bytes: Buffer, with_: Keys = keys): Promise<Contents> {
  const contents = await Contents.open(await readVaultFile(bytes), with_)
  for (const id of contents.ids('secret')) contents.openSecret('secret', id)
  return contents
}
