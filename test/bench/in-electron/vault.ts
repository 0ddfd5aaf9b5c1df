import { scrypt } from 'node:crypto'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { systemClock } from '#main/adapters/node/clock'
import { createFileSystem } from '#main/adapters/node/file-system'
import { systemRandom } from '#main/adapters/node/random'
import { Secret } from '#main/ports/secret'
import { createVault, type Vault } from '#main/vault/index'
import { defaultScryptCost } from '#main/vault/passphrase'
import { FakeLog } from '#test/support/fake-log'
import { FakeSealer } from '#test/support/fake-sealer'
import type { Figure } from '../support/figure.ts'
import { storedSecret } from '../support/held-tokens.ts'
import { tokenCount, type Bench, type Result } from '../support/measurement.ts'
import { interleaved } from '../support/pairs.ts'
import { median } from '../support/statistics.ts'

const passphrase = 'correct horse battery staple EXAMPLE'
const warmUps = 1
/** Sealing everything anew is measured a few times: each time all that is held is written once more. */
const rekeys = 5

/** What of a bench reaches the process that measures the vault. */
export type VaultBench = Pick<Bench, 'pairs' | 'folder' | 'say'>

/** Opening, unlocking and re-keying a vault that holds as many secrets as there are tokens. */
export async function measureVault(bench: VaultBench): Promise<Result> {
  bench.say(`vault: filling two vaults with ${tokenCount} secrets`)
  const byOs = await filled(bench, 'os', null)
  const byPassphrase = await filled(bench, 'passphrase', new Secret(passphrase))
  const { one: opens, other: reads } = await compared(
    bench,
    () => openByOs(byOs),
    () => timed(() => readNewest(byOs)),
  )
  const { one: unlocks, other: derivations } = await compared(
    bench,
    () => unlock(byPassphrase),
    () => timed(derive),
  )
  const { times, steps } = await rekeyed(byOs)
  const figures: Figure[] = [
    {
      name: `open by the keystore, ${tokenCount} held`,
      value: median(opens),
      unit: 'ms',
      target: median(reads) + 150,
      note: `reading the file takes ${median(reads).toFixed(1)} ms; 150 ms more are allowed`,
    },
    {
      name: `unlock by passphrase, ${tokenCount} held`,
      value: median(unlocks) / median(derivations),
      unit: 'x',
      target: 1.2,
      note: `${median(unlocks).toFixed(0)} ms, of which scrypt takes ${median(derivations).toFixed(0)} ms`,
    },
    {
      name: `re-key of ${tokenCount} secrets`,
      value: median(times),
      unit: 'ms',
      target: 2000,
      note: `worst ${Math.max(...times).toFixed(0)} ms; progress told ${median(steps)} times`,
    },
  ]
  return {
    figures,
    samples: {
      'open by the keystore, ms': opens,
      'read the vault file, ms': reads,
      'unlock by passphrase, ms': unlocks,
      'scrypt, ms': derivations,
      're-key, ms': times,
    },
  }
}

function vaultIn(folder: string): Vault {
  return createVault(
    {
      fs: createFileSystem(),
      clock: systemClock,
      random: systemRandom,
      log: new FakeLog(),
      sealer: new FakeSealer({ platform: 'linux', tag: 'v11' }),
    },
    { folder: join(folder, 'vault'), purpose: 'test' },
  )
}

/** A closed vault in a folder of its own. */
async function filled(bench: VaultBench, choice: 'os' | 'passphrase', secret: Secret | null): Promise<string> {
  const folder = join(bench.folder, `vault-${choice}`)
  await mkdir(folder, { recursive: true })
  const made = vaultIn(folder)
  await made.open()
  await made.create(choice, secret)
  const now = systemClock.now()
  await made.records.commit(Array.from({ length: tokenCount }, (_, number) => storedSecret(number, now)).flat())
  await made.close()
  return folder
}

async function openByOs(folder: string): Promise<number> {
  const opening = vaultIn(folder)
  const took = await timed(() => opening.open())
  if (opening.state().kind !== 'open') throw new Error('The vault did not open.')
  await opening.close()
  return took
}

async function unlock(folder: string): Promise<number> {
  const locked = vaultIn(folder)
  await locked.open()
  const took = await timed(() => locked.unlock({ with: 'passphrase', secret: new Secret(passphrase) }))
  if (locked.state().kind !== 'open') throw new Error('The vault was not unlocked.')
  await locked.close()
  return took
}

async function rekeyed(folder: string): Promise<{ times: number[]; steps: number[] }> {
  const times: number[] = []
  const steps: number[] = []
  for (let turn = 0; turn < rekeys; turn += 1) {
    const open = vaultIn(folder)
    await open.open()
    let told = 0
    open.onChange((state) => {
      if (state.kind === 'open' && state.rekeying !== null) told += 1
    })
    const wanted = { slots: ['os'], passphrase: null, recovery: null, current: null, acceptWeak: false } as const
    times.push(await timed(() => open.protect({ ...wanted, rekey: true }, new AbortController().signal)))
    steps.push(told)
    await open.close()
  }
  return { times, steps }
}

async function compared(bench: VaultBench, one: () => Promise<number>, other: () => Promise<number>) {
  await interleaved(warmUps, one, other)
  return interleaved(bench.pairs, one, other)
}

async function readNewest(folder: string): Promise<void> {
  const names = await readdir(join(folder, 'vault'))
  const newest = Math.max(...names.flatMap((name) => /^vault\.(\d+)$/.exec(name)?.[1] ?? []).map(Number))
  await readFile(join(folder, 'vault', `vault.${newest}`))
}

/** What deriving the passphrase's key costs by itself. */
function derive(): Promise<void> {
  const { N, r, p } = defaultScryptCost
  return new Promise((resolve, reject) => {
    scrypt(passphrase, systemRandom.bytes(32), 32, { N, r, p, maxmem: 256 * 1024 * 1024 }, (error) => {
      if (error === null) resolve()
      else reject(error)
    })
  })
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await action()
  return performance.now() - begun
}
