import { mkdir, open, readdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { systemClock } from '#main/adapters/node/clock'
import { createFileSystem } from '#main/adapters/node/file-system'
import { systemRandom } from '#main/adapters/node/random'
import { createVault, type Vault } from '#main/vault/index'
import { FakeLog } from '#test/support/fake-log'
import { FakeSealer } from '#test/support/fake-sealer'
import type { Figure } from './support/figure.ts'
import { storedSecret } from './support/held-tokens.ts'
import { tokenCount, type Bench, type Measurement } from './support/measurement.ts'
import { interleaved } from './support/pairs.ts'
import { median, percentile } from './support/statistics.ts'

/** Secrets a vault holds already: as many as there are tokens, which is the worst there is, and as many as a person has. */
const holdings = [tokenCount, 100] as const

const warmUps = 2

/** Saving one secret in a vault on the disk, against a plain write of a file as long as the vault. */
export const save: Measurement = {
  name: 'save',
  async run(bench) {
    const figures: Figure[] = []
    const samples: Record<string, readonly number[]> = {}
    for (const held of holdings) {
      const { saves, plains, bytes } = await measure(held, bench)
      samples[`save, ms, ${held} held`] = saves
      samples[`plain write, ms, ${held} held`] = plains
      const plain = median(plains)
      figures.push({
        name: `save one secret, ${held} held`,
        value: median(saves),
        unit: 'ms',
        target: 1.5 * plain + 10,
        note: `1.5 x ${plain.toFixed(1)} ms + 10 ms: write, fsync, rename of ${(bytes / 1e6).toFixed(2)} MB; save p95 ${percentile(saves, 95).toFixed(1)} ms`,
      })
    }
    return { figures, samples }
  },
}

async function measure(held: number, bench: Bench) {
  const folder = join(bench.folder, `save-${held}`)
  await mkdir(folder, { recursive: true })
  const vault = createVault(
    {
      fs: createFileSystem(),
      clock: systemClock,
      random: systemRandom,
      log: new FakeLog(),
      sealer: new FakeSealer({ platform: 'linux', tag: 'v11' }),
    },
    { folder: join(folder, 'vault'), purpose: 'test' },
  )
  await vault.open()
  await vault.create('os', null)
  bench.say(`save: filling a vault with ${held} secrets`)
  const now = systemClock.now()
  await vault.records.commit(Array.from({ length: held }, (_, number) => storedSecret(number, now)).flat())

  const bytes = await newestSize(vault)
  const content = systemRandom.bytes(bytes)
  let next = held
  const saveOne = () => {
    next += 1
    const changes = storedSecret(next, now)
    return timed(() => vault.records.commit(changes))
  }
  const writePlain = () => timed(() => plainWrite(folder, content))
  await interleaved(warmUps, saveOne, writePlain)
  const { one, other } = await interleaved(bench.pairs, saveOne, writePlain)
  await vault.close()
  return { saves: one, plains: other, bytes }
}

async function timed(action: () => Promise<void>): Promise<number> {
  const begun = performance.now()
  await action()
  return performance.now() - begun
}

/** What any program does that wants a file whole or not at all. */
async function plainWrite(folder: string, content: Buffer): Promise<void> {
  const temporary = join(folder, 'plain.tmp')
  const file = await open(temporary, 'wx')
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, join(folder, 'plain'))
}

/** How long the vault's newest file is, in bytes; all of them are about as long but the first. */
async function newestSize({ folder }: Vault): Promise<number> {
  const names = (await readdir(folder)).filter((name) => /^vault\.\d+$/.test(name))
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size))
  return Math.max(...sizes)
}
