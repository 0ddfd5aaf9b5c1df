import { existsSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createProfileLauncher } from '#main/adapters/node/profile-launcher'
import { Failure } from '#main/ports/failure'
import { FakeClock } from '#test/support/fake-clock'

/** What a started process notes of itself; it ends when the file `end` is there, with the code in it. */
interface Seen {
  readonly pid: number
  readonly args: string[]
  readonly env: Record<string, string>
}

const program = `
const fs = require('node:fs')
const [folder, ...args] = process.argv.slice(2)
fs.writeFileSync(folder + '/seen.part', JSON.stringify({ pid: process.pid, args, env: process.env }))
fs.renameSync(folder + '/seen.part', folder + '/seen')
const timer = setInterval(() => {
  if (fs.existsSync(folder + '/end')) process.exit(Number(fs.readFileSync(folder + '/end', 'utf8')))
  if (!fs.existsSync(folder)) process.exit(0)
}, 5)
`

let folder: string
let clock: FakeClock

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keyrack-launcher-'))
  clock = new FakeClock()
  writeFileSync(join(folder, 'program.cjs'), program)
})
afterEach(() => {
  // The process ends by itself when its folder is gone.
  rmSync(folder, { recursive: true, force: true })
})

const launcher = (executable = process.execPath) =>
  createProfileLauncher({ executable, args: [join(folder, 'program.cjs'), folder, '--disable-gpu'], clock })

async function seen(): Promise<Seen> {
  await expect.poll(() => existsSync(join(folder, 'seen')), { timeout: 30_000 }).toBe(true)
  return JSON.parse(readFileSync(join(folder, 'seen'), 'utf8')) as Seen
}
const end = (code: number) => writeFileSync(join(folder, 'end'), String(code))

async function failureOf(work: Promise<void>): Promise<unknown> {
  const failure = await work.then(
    () => null,
    (error: unknown) => error,
  )
  return failure instanceof Failure ? failure.error : failure
}

describe('starting another vault', () => {
  it('runs this program with the name as one argument behind the others', async () => {
    const started = launcher().launch('Acme Corp')
    expect((await seen()).args).toEqual(['--disable-gpu', '--profile=Acme Corp'])
    end(0)
    await started
  })

  it('names no vault for the default one', async () => {
    const started = launcher().launch('default')
    expect((await seen()).args).toEqual(['--disable-gpu'])
    end(0)
    await started
  })

  it('takes a start for done that has not failed for a moment, and one that handed over for done at once', async () => {
    const stays = launcher().launch('work')
    await seen()
    clock.advance(1_500)
    await stays
    end(0)
    await launcher().launch('work')
  })

  it.runIf(process.platform === 'linux')('gives it a session of its own, so that it outlives this one', async () => {
    const started = launcher().launch('work')
    const { pid } = await seen()
    const [, , group, session] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
    expect([group, session]).toEqual([String(pid), String(pid)])
    for (const stream of [0, 1, 2]) expect(readlinkSync(`/proc/${pid}/fd/${stream}`)).toBe('/dev/null')
    end(0)
    await started
  })

  it('does not make it something other than Keyrack, and gives the desktop its own name back', async () => {
    vi.stubEnv('NODE_OPTIONS', '--no-warnings')
    vi.stubEnv('ELECTRON_RUN_AS_NODE', '1')
    vi.stubEnv('XDG_CURRENT_DESKTOP', 'Unity')
    vi.stubEnv('ORIGINAL_XDG_CURRENT_DESKTOP', 'ubuntu:GNOME')
    const started = launcher().launch('work')
    const { env } = await seen()
    expect(env).not.toHaveProperty('NODE_OPTIONS')
    expect(env).not.toHaveProperty('ELECTRON_RUN_AS_NODE')
    expect(env['XDG_CURRENT_DESKTOP']).toBe('ubuntu:GNOME')
    expect(env['PATH']).toBe(process.env['PATH'])
    end(0)
    await started
  })

  it('says that it failed, with the exit code', async () => {
    const started = launcher().launch('work')
    end(78)
    expect(await failureOf(started)).toEqual({ kind: 'internal', code: 'exit 78' })
  })

  it('says that it failed, with what the system says, where there is no such program', async () => {
    expect(await failureOf(launcher(join(folder, 'nothing')).launch('work'))).toEqual({
      kind: 'internal',
      code: 'ENOENT',
    })
  })
})
