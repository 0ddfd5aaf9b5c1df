import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cliVault, type CliVault, type Took } from './support/command-line.ts'
import type { Figure } from './support/figure.ts'
import { calibrated, derivationMs, listDatabase, missingKeePassXc, writeDatabase } from './support/keepassxc.ts'
import { tokenCount, type Bench, type Measurement } from './support/measurement.ts'
import { interleaved } from './support/pairs.ts'
import { largest, median, ratios } from './support/statistics.ts'

const many = 10 * tokenCount
const listing = ['list'] as const
const auditing = ['audit', '--format', 'json'] as const
const mostMemory = 600 * 1024 * 1024

/** A figure's samples, by the name of each side. */
type Samples = Record<string, readonly number[]>

/** `keyrack` as a process of its own: against itself, against KeePassXC's command line, and with ten times as many tokens. */
export const cli: Measurement = {
  name: 'cli',
  missing: missingKeePassXc,
  async run(bench) {
    bench.say(`cli: making vaults with ${tokenCount} and ${many} tokens`)
    const usual = await cliVault(join(bench.folder, 'cli'), tokenCount)
    const large = await cliVault(join(bench.folder, 'cli-large'), many)
    const samples: Samples = {}
    const figures = [
      ...(await againstKeePassXc(bench, usual, samples)),
      await auditAgainstList(bench, usual, samples),
      ...(await againstTenTimes(bench, usual, large, samples)),
    ]
    return { figures, samples }
  },
}

async function auditAgainstList(bench: Bench, vault: CliVault, samples: Samples): Promise<Figure> {
  await interleaved(
    1,
    () => vault.run(auditing),
    () => vault.run(listing),
  )
  const { one, other } = await interleaved(
    bench.pairs,
    () => vault.run(auditing),
    () => vault.run(listing),
  )
  samples['keyrack audit, ms'] = one.map(msOf)
  samples['keyrack list beside it, ms'] = other.map(msOf)
  return {
    name: `keyrack audit, ${tokenCount} tokens`,
    value: median(ratios(one.map(msOf), other.map(msOf))),
    unit: 'x',
    target: 1.5,
    note: `audit --format json ${middle(one)} against list ${middle(other)}`,
  }
}

/** Both derive a key first. KeePassXC's rounds are chosen so that this takes it as long as scrypt takes us. */
async function againstKeePassXc(bench: Bench, vault: CliVault, samples: Samples): Promise<Figure[]> {
  bench.say('cli: choosing rounds for KeePassXC')
  const scrypts: number[] = []
  for (let number = 0; number < bench.pairs; number += 1) scrypts.push(await scryptAlone())
  const rounds = await calibrated(bench.folder, median(scrypts), bench.pairs)
  const database = join(bench.folder, 'many.kdbx')
  const behind = join(bench.folder, 'behind.kdbx')
  const plain = join(bench.folder, 'plain.kdbx')
  await writeDatabase(database, tokenCount, rounds)
  await writeDatabase(behind, 1, rounds)
  await writeDatabase(plain, 1, 1)
  await interleaved(
    1,
    () => vault.run(listing),
    () => listDatabase(database),
  )
  // In the same pairs, so that what slows the machine down slows the derivations that are compared too.
  const ours: number[] = []
  const theirs: number[] = []
  const { one, other } = await interleaved(
    bench.pairs,
    async () => {
      ours.push(await scryptAlone())
      return vault.run(listing)
    },
    async () => {
      theirs.push(await derivationMs(behind, plain))
      return listDatabase(database)
    },
  )
  samples['keyrack list, ms'] = one.map(msOf)
  samples['keepassxc-cli ls -R, ms'] = other.map(msOf)
  samples['scrypt alone, ms'] = ours
  samples["KeePassXC's key alone, ms"] = theirs
  return [
    {
      name: `keyrack list, ${tokenCount} tokens`,
      value: median(ratios(one.map(msOf), other.map(msOf))),
      unit: 'x',
      target: 0.6,
      note: `list ${middle(one)} against keepassxc-cli ls -R ${middle(other)} of as many entries`,
    },
    {
      name: 'the same without the keys',
      value: median(ratios(without(one.map(msOf), median(ours)), without(other.map(msOf), median(theirs)))),
      unit: 'x',
      target: null,
      note: 'what is left of both when the derivation of the key is taken off',
    },
    {
      name: "KeePassXC's key to ours",
      value: median(theirs) / median(ours),
      unit: 'x',
      target: null,
      note: `calibrated: ${rounds} rounds of AES-KDF take it ${round(median(theirs))} ms, our scrypt ${round(median(ours))} ms`,
    },
  ]
}

async function againstTenTimes(bench: Bench, usual: CliVault, large: CliVault, samples: Samples): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const args of [listing, auditing]) {
    const [command] = args
    bench.say(`cli: ${command} with ${many} tokens`)
    // The large one takes long, and its noise is small beside that.
    const pairs = Math.ceil(bench.pairs / 3)
    const { one, other } = await interleaved(
      pairs,
      () => large.weigh(args),
      () => usual.weigh(args),
    )
    const peak = largest(one.map((took) => took.peak))
    samples[`keyrack ${command} of ${many}, ms`] = one.map(msOf)
    samples[`keyrack ${command} of ${many}, peak, MB`] = one.map((took) => took.peak / 1e6)
    figures.push(
      {
        name: `keyrack ${command}, ${many} tokens`,
        value: median(ratios(one.map(msOf), other.map(msOf))),
        unit: 'x',
        target: 12,
        note: `${middle(one)} against ${middle(other)} of ${tokenCount}`,
      },
      {
        name: `keyrack ${command}, ${many} tokens, peak`,
        value: peak / 1e6,
        unit: 'MB',
        target: mostMemory / 1e6,
        note: `the most that the process ever had, of ${pairs} runs; 600 MiB`,
      },
    )
  }
  return figures
}

async function scryptAlone(): Promise<number> {
  const script = join(import.meta.dirname, 'support', 'scrypt-alone.ts')
  return Number((await promisify(execFile)(process.execPath, [script])).stdout)
}

function without(samples: readonly number[], part: number): number[] {
  return samples.map((ms) => ms - part)
}

function msOf({ ms }: Took): number {
  return ms
}

function middle(took: readonly Took[]): string {
  return `${round(median(took.map(msOf)))} ms`
}

function round(ms: number): string {
  return ms.toFixed(0)
}
