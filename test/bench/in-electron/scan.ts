import { spawn } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createScanner } from '#main/adapters/node/scanner'
import { systemClock } from '#main/adapters/node/clock'
import { createFileSystem } from '#main/adapters/node/file-system'
import { systemRandom } from '#main/adapters/node/random'
import { needlesOf } from '#main/app/scan/scan-needles'
import { RecordIndex } from '#main/app/record-index'
import { inSlices } from '#main/app/slices'
import type { ScanOrder, ScanResult } from '#main/ports/scanner'
import { createProviders } from '#main/providers/index'
import { createVault, type Vault } from '#main/vault/index'
import { FakeLog } from '#test/support/fake-log'
import { FakeSealer } from '#test/support/fake-sealer'
import type { Figure } from '../support/figure.ts'
import { storedSecret } from '../support/held-tokens.ts'
import type { Bench, Result } from '../support/measurement.ts'
import { interleaved } from '../support/pairs.ts'
import { largest, median, ratios } from '../support/statistics.ts'
import { fileCount, secretCount, secretOf, writeFiles } from './scan-files.ts'

/** Each time a gigabyte is read: more pairs would tell nothing more. */
const mostPairs = 7

const scanner = createScanner(new URL('./scan-thread.js', import.meta.url))
const limits = { fileBytes: 16 * 1024 * 1024, milliseconds: 600_000, found: 5_000, lines: 20 }

/**
 * Looking for what is held and for shapes, against `grep -rF` with as many strings over the same files. The secrets come out
 * of a vault each time, as they do in the app.
 */
export async function measureScan(bench: Pick<Bench, 'pairs' | 'folder' | 'say'>): Promise<Result> {
  bench.say(`scan: writing ${fileCount} files`)
  const folder = join(bench.folder, 'scan')
  const files = join(folder, 'files')
  await mkdir(files, { recursive: true })
  const planted = await writeFiles(files)
  const strings = join(folder, 'strings')
  const secrets = Array.from({ length: secretCount }, (_, number) => secretOf(number))
  await writeFile(strings, `${secrets.join('\n')}\n`)
  const vault = await vaultWith(join(folder, 'vault'), secrets)
  const count = Math.min(bench.pairs, mostPairs)
  bench.say(`scan: ${count} times each`)
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const delays: number[] = []
  /** Beside grep this process has nothing to do: what it waits for then is the machine. */
  const idle: number[] = []

  const watched = async <T>(longest: number[], action: () => Promise<T>): Promise<T> => {
    delay.reset()
    delay.enable()
    const result = await action()
    delay.disable()
    longest.push(delay.max / 1e6)
    return result
  }
  const scanned = async (isHeld: boolean): Promise<number> => {
    const begun = performance.now()
    const result = await watched(delays, () => (isHeld ? scanHeld(vault, files) : scanShapes(files)))
    const took = performance.now() - begun
    const found = isHeld ? result.needles.length : result.shapes.length
    const wanted = isHeld ? planted.held : planted.held + planted.others
    if (found !== wanted || result.files !== fileCount) throw new Error(`The scan found ${found} of ${wanted}.`)
    return took
  }
  const searched = () => watched(idle, () => grep(strings, files, planted.held))

  // What is read first is on the disk for whoever comes first.
  await searched()
  await scanned(true)
  const held = await interleaved(count, () => scanned(true), searched)
  const shapes = await interleaved(count, () => scanned(false), searched)
  await vault.close()
  await rm(folder, { recursive: true, force: true })
  const size = `${(planted.bytes / 1e9).toFixed(2)} GB in ${fileCount} files`
  const figures: Figure[] = [
    ratio(`scan for ${secretCount} held secrets, to grep -rF`, held, 1.5, size),
    ratio('scan by shapes, to grep -rF', shapes, 3, size),
    {
      name: 'event loop beside a scan, longest delay',
      value: largest(delays),
      unit: 'ms',
      target: 50,
      note: `median of ${delays.length} scans ${median(delays).toFixed(1)} ms; beside grep, with nothing to do, ${largest(idle).toFixed(1)} and ${median(idle).toFixed(1)} ms`,
    },
  ]
  return {
    figures,
    samples: {
      'scan for held secrets, ms': held.one,
      'grep beside it, ms': held.other,
      'scan by shapes, ms': shapes.one,
      'grep beside that, ms': shapes.other,
      'delay of the event loop beside a scan, ms': delays,
      'delay of the event loop beside grep, ms': idle,
    },
  }
}

function ratio(
  name: string,
  { one, other }: { readonly one: readonly number[]; readonly other: readonly number[] },
  target: number,
  size: string,
): Figure {
  const note = `${median(one).toFixed(0)} ms against ${median(other).toFixed(0)} ms over ${size}`
  return { name, value: median(ratios(one, other)), unit: 'x', target, note }
}

async function scanHeld(vault: Vault, folder: string): Promise<ScanResult> {
  const index = new RecordIndex(new FakeLog())
  index.load(vault.records)
  const needles = await inSlices(needlesOf({ index, vault, log: new FakeLog() }))
  try {
    return await scan({ folders: [folder], needles: needles.bytes })
  } finally {
    needles.wipe()
  }
}

function scanShapes(folder: string): Promise<ScanResult> {
  const noHttp = { send: () => Promise.reject(new Error('nothing is sent')) }
  const providers = createProviders({ http: noHttp, clock: systemClock })
  return scan({ folders: [folder], shapes: providers.map(({ record: { id, shapes } }) => ({ id, shapes })) })
}

function scan(change: Partial<ScanOrder>): Promise<ScanResult> {
  const nothing = {
    folders: [],
    files: [],
    maybe: [],
    named: [],
    except: [],
    needles: [],
    shapes: [],
    alsoIgnored: false,
    limits,
  }
  return scanner.scan({ ...nothing, ...change }, () => undefined, new AbortController().signal)
}

async function vaultWith(folder: string, secrets: readonly string[]): Promise<Vault> {
  const vault = createVault(
    {
      fs: createFileSystem(),
      clock: systemClock,
      random: systemRandom,
      log: new FakeLog(),
      sealer: new FakeSealer({ platform: 'linux', tag: 'v11' }),
    },
    { folder, purpose: 'test' },
  )
  await vault.open()
  await vault.create('os', null)
  const now = systemClock.now()
  await vault.records.commit(secrets.flatMap((value, number) => storedSecret(number, now, value)))
  return vault
}

/** In the plainest locale, in which grep is fastest. It has to find what the scan finds. */
async function grep(strings: string, folder: string, lines: number): Promise<number> {
  const begun = performance.now()
  const child = spawn('grep', ['-rF', '-f', strings, folder], {
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('latin1')))
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => resolve())
  })
  const found = output.split('\n').length - 1
  if (found !== lines) throw new Error(`grep found ${found} of ${lines}.`)
  return performance.now() - begun
}
