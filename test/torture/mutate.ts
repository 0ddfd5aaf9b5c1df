import type { QuickRandom } from './quick-random.ts'

/** Numbers that lengths and counts go wrong at. */
const edges = [
  0,
  1,
  2,
  15,
  16,
  17,
  27,
  28,
  127,
  128,
  255,
  256,
  4096,
  8192,
  65_535,
  65_536,
  2 ** 24,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32 - 1,
]

/** One of the ways in which files go wrong, or are made to. `others` are real files to take pieces from. */
export function mutated(bytes: Buffer, others: readonly Buffer[], random: QuickRandom): Buffer {
  if (bytes.length === 0) return random.bytes(random.below(40))
  const way = ways[random.below(ways.length)]!
  const once = way(Buffer.from(bytes), others[random.below(others.length)] ?? bytes, random)
  return random.chance() < 0.3 ? mutated(once, others, random) : once
}

type Way = (bytes: Buffer, other: Buffer, random: QuickRandom) => Buffer

/** Most of what can go wrong stands in front: half of all places are there. */
function place(bytes: Buffer, random: QuickRandom): number {
  return random.below(random.chance() < 0.5 ? Math.min(bytes.length, 400) : bytes.length)
}

function piece(bytes: Buffer, random: QuickRandom): Buffer {
  const from = place(bytes, random)
  return bytes.subarray(from, from + 1 + random.below(200))
}

const flipBits: Way = (bytes, _other, random) => {
  for (let times = 1 + random.below(8); times > 0; times -= 1) {
    const at = place(bytes, random)
    bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << random.below(8)), at)
  }
  return bytes
}

const cutShort: Way = (bytes, _other, random) => bytes.subarray(0, random.below(bytes.length))

const lengthen: Way = (bytes, _other, random) => Buffer.concat([bytes, random.bytes(random.below(300))])

const splice: Way = (bytes, other, random) => {
  const at = place(bytes, random)
  const skipped = random.chance() < 0.5 ? 0 : random.below(200)
  return Buffer.concat([bytes.subarray(0, at), piece(other, random), bytes.subarray(at + skipped)])
}

const wrongLength: Way = (bytes, _other, random) => {
  const size = [1, 2, 4, 6][random.below(4)]!
  if (bytes.length < size) return bytes
  const at = Math.min(place(bytes, random), bytes.length - size)
  const near = bytes.length + random.below(64) - 32
  const value = random.chance() < 0.3 ? Math.max(0, near) : edges[random.below(edges.length)]!
  bytes.writeUIntBE(value % 2 ** (8 * size), at, size)
  return bytes
}

const swap: Way = (bytes, _other, random) => {
  const length = Math.min(1 + random.below(120), bytes.length >> 1)
  const first = random.below(bytes.length - 2 * length + 1)
  const second = first + length + random.below(bytes.length - first - 2 * length + 1)
  const kept = Buffer.from(bytes.subarray(first, first + length))
  bytes.copyWithin(first, second, second + length)
  kept.copy(bytes, second)
  return bytes
}

const repeat: Way = (bytes, _other, random) => {
  const at = place(bytes, random)
  const again = piece(bytes, random)
  const times = 1 + random.below(random.chance() < 0.9 ? 3 : 40)
  return Buffer.concat([bytes.subarray(0, at), ...Array<Buffer>(times).fill(again), bytes.subarray(at)])
}

const ways: readonly Way[] = [flipBits, cutShort, lengthen, splice, wrongLength, wrongLength, swap, repeat]
