// `npm run bench`, or `npm run bench -- start search --pairs=5`. Measures, prints a table and JSON, and writes the JSON to
// bench-results.json. Each figure is compared within this run only, so that the speed of the machine cancels out. What misses
// its target is told and fails nothing: a shared machine is no judge. A measurement that lacks what it compares with says so and
// is left out, and the exit code is 1.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { arch, cpus, loadavg, platform } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '#build/aliases'
import { electronVersion } from '#test/support/launch'
import { manyAccounts } from './accounts.ts'
import { cli } from './cli.ts'
import { memory } from './memory.ts'
import { refresh } from './refresh.ts'
import { save } from './save.ts'
import { scan } from './scan.ts'
import { search } from './search.ts'
import { start } from './start.ts'
import type { Figure } from './support/figure.ts'
import { verdictOf } from './support/figure.ts'
import { tokenCount, type Bench, type Measurement } from './support/measurement.ts'
import { readOrder } from './support/order.ts'
import { prepareProfile, type Profile } from './support/profile.ts'
import { table } from './support/table.ts'
import { vault } from './vault.ts'
import { views } from './views.ts'

const measurements: readonly Measurement[] = [
  start,
  search,
  refresh,
  save,
  vault,
  scan,
  views,
  manyAccounts,
  memory,
  cli,
]

const resultFile = join(projectRoot, 'bench-results.json')

async function main(args: readonly string[]): Promise<number> {
  const order = readOrder(
    args,
    measurements.map(({ name }) => name),
  )
  if ('refused' in order) {
    console.error(order.refused)
    return 2
  }
  // Not the system's folder for temporary files, which may be kept in memory: there nothing ever waits for a disk.
  await mkdir(join(projectRoot, 'out'), { recursive: true })
  const folder = await mkdtemp(join(projectRoot, 'out', 'bench-'))
  const profiles = new Map<string, Promise<Profile>>()
  const say = (line: string): void => console.error(line)
  const bench: Bench = {
    pairs: order.pairs,
    folder,
    profile: (tokens, makers = 0) => {
      const name = `profile-${tokens}-${makers}`
      const known = profiles.get(name)
      if (known !== undefined) return known
      say(`preparing a profile with ${tokens} tokens`)
      const profile = prepareProfile(join(folder, name), tokens, makers)
      profiles.set(name, profile)
      return profile
    },
    say,
  }
  const figures: Figure[] = []
  const samples: Record<string, readonly number[]> = {}
  const load: Record<string, readonly number[]> = { 'at the start': loadavg() }
  let code = 0
  try {
    for (const measurement of measurements.filter(({ name }) => order.names.includes(name))) {
      const missing = (await measurement.missing?.()) ?? null
      if (missing !== null) {
        say(missing)
        code = 1
        continue
      }
      const result = await measurement.run(bench)
      figures.push(...result.figures)
      Object.assign(samples, result.samples)
      load[`after ${measurement.name}`] = loadavg()
    }
  } finally {
    for (const profile of profiles.values()) await profile.then((one) => one.close()).catch(() => undefined)
    await rm(folder, { recursive: true, force: true })
  }
  const result = {
    at: new Date().toISOString(),
    tokens: tokenCount,
    pairs: order.pairs,
    machine: { platform: platform(), arch: arch(), cpu: cpus()[0]?.model ?? '', cpus: cpus().length, load },
    node: process.versions.node,
    // What needs no Electron runs without one.
    electron: process.env['KEYRACK_ELECTRON'] === undefined ? null : electronVersion(),
    figures: figures.map((figure) => ({ ...figure, verdict: verdictOf(figure) })),
  }
  await writeFile(resultFile, `${JSON.stringify({ ...result, samples }, null, 2)}\n`)
  console.log(JSON.stringify(result, null, 2))
  console.log(`\n${table(figures)}`)
  console.log(
    `\nMedians of ${order.pairs} pairs with ${tokenCount} tokens${result.electron === null ? '' : `, Electron ${result.electron}`}; every sample is in bench-results.json.`,
  )
  return code
}

process.exitCode = await main(process.argv.slice(2))
