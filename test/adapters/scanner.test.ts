import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createScanner } from '#main/adapters/node/scanner'
import { Failure } from '#main/ports/failure'
import type { ScanCounts, ScanOrder } from '#main/ports/scanner'
import { projectRoot } from '#build/aliases'

const secret = 'pul-EXAMPLE0123456789abcdef0123456789abcdef'
const thread = (script: string) => pathToFileURL(join(projectRoot, script))
const scanner = createScanner(thread('src/main/scan-thread.ts'))
const never = new AbortController().signal
let folder: string

beforeEach(async () => {
  folder = realpathSync(await mkdtemp(join(tmpdir(), 'keyrack-scan-')))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

function order(change: Partial<ScanOrder> = {}): ScanOrder {
  return {
    folders: [folder],
    files: [],
    maybe: [],
    named: [],
    except: [],
    needles: [Buffer.from(secret)],
    shapes: [],
    alsoIgnored: false,
    limits: { fileBytes: 100_000, milliseconds: 60_000, found: 100, lines: 20 },
    ...change,
  }
}

/** Notes what is shared with a thread from now on; gives that which a secret fits into. */
function sharedMemory(): () => Uint8Array[] {
  const made: SharedArrayBuffer[] = []
  const noting = new Proxy(SharedArrayBuffer, {
    construct(target, args: [number]) {
      const buffer = new target(...args)
      made.push(buffer)
      return buffer
    },
  })
  vi.stubGlobal('SharedArrayBuffer', noting)
  return () => made.filter(({ byteLength }) => byteLength === secret.length).map((buffer) => new Uint8Array(buffer))
}

describe('the thread that looks into files', () => {
  it('finds a secret on the disk, in folders, over a link to a well-known file, and under odd names', async () => {
    await mkdir(join(folder, 'ä b', 'deep'), { recursive: true })
    await writeFile(join(folder, 'ä b', 'deep', '.env'), `A=1\nTOKEN=${secret}\n`)
    await writeFile(join(folder, 'npmrc'), `_authToken=${secret}`)
    const elsewhere = realpathSync(await mkdtemp(join(tmpdir(), 'keyrack-scan-')))
    await symlink(join(folder, 'npmrc'), join(elsewhere, '.npmrc'))
    await symlink(elsewhere, join(folder, 'out'))
    const result = await scanner.scan(order({ files: [join(elsewhere, '.npmrc')] }), () => undefined, never)
    expect(result).toMatchObject({ ended: 'whole', files: 2, links: 1, unreadable: 0 })
    expect(result.needles.map(({ path, lines: [line] }) => [path, line])).toEqual([
      [join(elsewhere, '.npmrc'), 1],
      [join(folder, 'ä b', 'deep', '.env'), 2],
    ])
    await rm(elsewhere, { recursive: true })
  })

  // Other systems take no such name.
  it.runIf(process.platform === 'linux')('names what it cannot open because its name is no text', async () => {
    await writeFile(Buffer.concat([Buffer.from(join(folder, 'caf')), Buffer.of(0xe9)]), secret)
    const result = await scanner.scan(order(), () => undefined, never)
    expect(result).toMatchObject({ unreadable: 1, leftOut: [{ path: join(folder, 'caf\ufffd'), why: 'unreadable' }] })
  })

  it('leaves the order’s own bytes alone, and none in the memory that it shares with the app', async () => {
    await writeFile(join(folder, 'a'), secret)
    const needle = Buffer.from(secret)
    const made = sharedMemory()
    const result = await scanner.scan(order({ needles: [needle] }), () => undefined, never)
    expect(result.needles).toHaveLength(1)
    expect(needle.toString()).toBe(secret)
    expect(made().map((bytes) => bytes.every((byte) => byte === 0))).toEqual([true])
  })

  it('reads no more of what is no text than tells so, and all of what is, up to the limit', async () => {
    await writeFile(join(folder, 'program'), Buffer.concat([Buffer.alloc(10), Buffer.alloc(400_000, 'x')]))
    await writeFile(join(folder, 'text'), Buffer.concat([Buffer.alloc(300_000, 'x'), Buffer.from(secret)]))
    const result = await scanner.scan(
      order({ limits: { ...order().limits, fileBytes: 300_000 + secret.length } }),
      () => undefined,
      never,
    )
    expect(result).toMatchObject({ binary: 1, large: 0, needles: [{ path: join(folder, 'text') }] })
  })

  it('stops when it is told to, and says so', async () => {
    for (let number = 0; number < 3000; number += 1) await writeFile(join(folder, `f${number}`), 'x'.repeat(10))
    const controller = new AbortController()
    controller.abort()
    expect((await scanner.scan(order(), () => undefined, controller.signal)).ended).toBe('stopped')
  })

  it('ends one that hears nothing any more, and gives what it told', async () => {
    const script = join(folder, 'deaf.mjs')
    const counts: ScanCounts = { files: 7, bytes: 1, binary: 0, large: 0, ignored: 0, links: 0, unreadable: 0 }
    await writeFile(
      script,
      `import { parentPort } from 'node:worker_threads'
       parentPort.postMessage({ what: 'counts', counts: ${JSON.stringify(counts)} })
       setInterval(() => {}, 1000)`,
    )
    const made = sharedMemory()
    const controller = new AbortController()
    const result = createScanner(pathToFileURL(script), 1).scan(order(), () => controller.abort(), controller.signal)
    expect(await result).toMatchObject({ ended: 'stopped', files: 7, needles: [] })
    expect(made().map((bytes) => bytes.every((byte) => byte === 0))).toEqual([true])
  })

  it.each([
    ['throws', 'throw new Error("pul-EXAMPLE")'],
    ['just ends', 'export {}'],
  ])('fails in one word when it %s', async (_how, code) => {
    const script = join(folder, 'broken.mjs')
    await writeFile(script, code)
    const scanning = createScanner(pathToFileURL(script)).scan(order(), () => undefined, never)
    await expect(scanning).rejects.toEqual(new Failure('internal'))
  })
})
