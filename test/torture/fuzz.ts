// Feeds random and mutated bytes to everything that reads a file of the vault, in a process of its own with a small heap.
// Arguments: seed, how many, and `greedy` for a parser that takes 80 MiB once, to show that this is noticed. Prints a
// `FuzzReport` as JSON. Run with --expose-gc.
import { getHeapStatistics } from 'node:v8'
import { FormatError } from '#main/vault/bytes'
import { magic } from '#main/vault/format'
import { formatNumber } from '#main/vault/limits'
import { readSnapshot, snapshotMagic } from '#main/vault/snapshot-format'
import { mutated } from './mutate.ts'
import { QuickRandom } from './quick-random.ts'
import {
  counterSample,
  openAll,
  rearranged,
  resealed,
  snapshotName,
  snapshotSamples,
  snapshotSeal,
  vaultSamples,
} from './parser-samples.ts'

export interface FuzzReport {
  readonly inputs: number
  /** Inputs that were read to the end. */
  readonly opened: number
  /** How often each reason was given for refusing one. */
  readonly refused: Readonly<Record<string, number>>
  /** What was thrown that has no type of ours. */
  readonly untyped: readonly string[]
  /** The most that was held at any moment on top of what the process had before, in bytes: by the engine's own account, and by the system's. */
  readonly grown: number
  readonly grownResident: number
}

const [seed = '', count = '0', mode = ''] = process.argv.slice(2)
const random = new QuickRandom(`fuzz ${seed}`)
const vaults = await vaultSamples()
const snapshots = await snapshotSamples()
const counter = await counterSample()

type Parser = (bytes: Buffer) => Promise<unknown>
const readList: Parser = (bytes) => readSnapshot(snapshotName, bytes, snapshotSeal)

/** The next input and what has to read it. */
async function next(): Promise<readonly [Parser, Buffer]> {
  const vault = vaults[random.below(vaults.length)]!
  const snapshot = snapshots[random.below(snapshots.length)]!
  const noise = random.bytes(random.below(600))
  const everything = [...vaults, ...snapshots]
  switch (random.below(12)) {
    case 0:
      return [openAll, noise]
    case 1:
      return [
        openAll,
        await resealed(
          Buffer.concat([magic, Buffer.from([0, formatNumber, 0, formatNumber]), noise, Buffer.alloc(32)]),
        ),
      ]
    case 2:
      return [openAll, mutated(vault, everything, random)]
    case 3:
      return [readList, random.chance() < 0.5 ? noise : Buffer.concat([snapshotMagic, noise])]
    case 4:
      return [readList, mutated(snapshot, everything, random)]
    case 5:
      return [counter.read, mutated(counter.bytes, snapshots, random)]
    case 6:
    case 7:
    case 8:
      // With a checksum that fits: what somebody who wants to cheat would write.
      return [openAll, await resealed(mutated(vault, everything, random))]
    default:
      return [openAll, await rearranged(vault, random, (bytes) => mutated(bytes, everything, random))]
  }
}

async function attempt(number: number, parser: Parser, bytes: Buffer): Promise<string> {
  try {
    if (mode === 'greedy' && number === 500) Buffer.alloc(80 * 1024 * 1024, 1)
    await parser(bytes)
    return 'opened'
  } catch (error) {
    if (error instanceof FormatError) return error.message
    return `untyped ${error instanceof Error ? (error.stack ?? error.message) : 'something else'} of ${bytes.toString('base64')}`
  }
}

const held = (): number => getHeapStatistics().used_heap_size + getHeapStatistics().external_memory
/** Otherwise what one input left would be counted with the next. */
const collectEvery = 500

const counts = new Map<string, number>()
let base = 0
let baseResident = 0
let grown = 0
for (let number = -1000; number < Number(count); number += 1) {
  // The first thousand warm the engine up.
  if (number % collectEvery === 0) globalThis.gc?.()
  if (number === 0) {
    base = held()
    baseResident = process.resourceUsage().maxRSS
  }
  const outcome = await attempt(number, ...(await next()))
  if (number < 0) continue
  counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  grown = Math.max(grown, held() - base)
}

const refused = Object.fromEntries(
  [...counts].filter(([reason]) => reason !== 'opened' && !reason.startsWith('untyped ')),
)
const report: FuzzReport = {
  inputs: [...counts.values()].reduce((sum, times) => sum + times, 0),
  opened: counts.get('opened') ?? 0,
  refused,
  untyped: [...counts.keys()].filter((reason) => reason.startsWith('untyped ')),
  grown,
  grownResident: (process.resourceUsage().maxRSS - baseResident) * 1024,
}
console.log(JSON.stringify(report))
