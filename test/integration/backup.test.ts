import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFileSystem } from '#main/adapters/node/file-system'
import { ownProcess } from '#main/adapters/node/own-process'
import { systemClock } from '#main/adapters/node/clock'
import { systemRandom } from '#main/adapters/node/random'
import { start, type App } from '#main/app/start'
import { FakeWindow, failureOf, jobId } from '#test/support/app-world'
import {
  FakeClipboard,
  FakeFilePicker,
  FakeLauncher,
  FakeOpener,
  FakePreferences,
  FakeScreen,
  noTools,
} from '#test/support/fake-desktop'

import { FakeLog } from '#test/support/fake-log'
import { FakePlaceFiles } from '#test/support/fake-place-files'
import { FakeImportReader } from '#test/support/fake-import-reader'
import { FakeScanner } from '#test/support/fake-scanner'
import { FakeSealer } from '#test/support/fake-sealer'
import { FakeNotifier, FakeSystemEvents, FakeWindowProcess } from '#test/support/fake-system'

const key = { with: 'passphrase', value: 'correct horse EXAMPLE' } as const
let folder: string
let file: string
const running: App[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyrack-backup-'))
  file = join(folder, 'backup.keyrack')
})
afterEach(async () => {
  for (const app of running.splice(0)) await app.close()
  await rm(folder, { recursive: true, force: true })
})

interface Computer {
  readonly app: App
  readonly window: FakeWindow
  readonly call: App['handlers']
}

/** A computer with a system of its own, the real disk, real time and real randomness, and a new vault. */
async function computer(platform: 'linux' | 'win32', purpose: 'real' | 'test' = 'test'): Promise<Computer> {
  const window = new FakeWindow()
  const picker = new FakeFilePicker()
  picker.path = file
  const home = join(folder, platform, purpose)
  const app = start({
    clock: systemClock,
    random: systemRandom,
    log: new FakeLog(),
    fs: createFileSystem(),
    sealer: new FakeSealer({ platform, tag: platform === 'linux' ? 'v11' : 'v10', secret: platform }),
    http: { send: () => Promise.reject(new Error('no network in this test')) },
    clipboard: new FakeClipboard(),
    screen: new FakeScreen(),
    opener: new FakeOpener(),
    picker,
    toolPlaces: noTools,
    placeFiles: new FakePlaceFiles(),
    scanner: new FakeScanner(),
    importReader: new FakeImportReader(),
    ownProcess,
    preferences: new FakePreferences({ refreshMinutes: 0 }),
    systemEvents: new FakeSystemEvents(),
    notifier: new FakeNotifier(),
    windowProcess: new FakeWindowProcess(),
    events: window,
    folder: home,
    place: { name: 'default', base: home, several: false },
    launcher: new FakeLauncher(),
    purpose,
    info: { demo: false, version: '0.0.0', platform },
    ...(purpose === 'test' ? { scryptCost: { N: 2 ** 12, r: 8, p: 1 } } : {}),
  })
  running.push(app)
  await app.open()
  await app.resend()
  await app.handlers['vault.create']({ choice: 'os', passphrase: null })
  return { app, window, call: app.handlers }
}

async function add({ call }: Computer, name: string, secret: string): Promise<void> {
  const facts = { name, service: 'VPN', serviceUrl: '', owner: 'ada', manageUrl: '', notes: '' }
  await call['other.add']({
    token: { ...facts, expiry: { kind: 'never' } },
    secret: { from: 'field', value: secret },
  })
}

const names = ({ window }: Computer) => [...window.rows.values()].map(({ token }) => token.name).sort()

async function open({ call }: Computer, value: string = key.value) {
  const fileId = (await call['backup.choose']({})).chosen?.fileId ?? ''
  return call['backup.preview']({ fileId, key: { ...key, value }, jobId: jobId() })
}

describe('a backup on the real disk', () => {
  it('made on Linux opens on Windows, where the keystore knows nothing of it', async () => {
    const linux = await computer('linux')
    await add(linux, 'vpn', 'vpn-EXAMPLE-1')
    await linux.call['backup.make']({ key, jobId: jobId() })
    expect(((await stat(file)).mode & 0o777).toString(8)).toBe('600')
    expect((await readFile(file)).includes('EXAMPLE')).toBe(false)

    const windows = await computer('win32')
    await add(windows, 'wifi', 'wifi-EXAMPLE')
    expect(await failureOf(open(windows, 'another EXAMPLE passphrase'))).toBe('wrong-passphrase')
    const { planId } = await open(windows)
    await windows.call['backup.restore']({ planId, how: 'merge', acceptLosing: null })
    expect(names(windows)).toEqual(['vpn', 'wifi'])
    const again = await open(windows)
    expect(again.merge.changes).toBe(0)
    await windows.call['backup.restore']({ planId: again.planId, how: 'replace', acceptLosing: again.losses })
    expect(names(windows)).toEqual(['vpn'])
  })

  it('is refused when it was cut short, changed, made for another use, or is no backup', async () => {
    const linux = await computer('linux')
    await add(linux, 'vpn', 'vpn-EXAMPLE-1')
    await linux.call['backup.make']({ key, jobId: jobId() })
    const good = await readFile(file)
    const choose = () => failureOf(linux.call['backup.choose']({}))
    expect(await choose()).toBe('no failure')
    await writeFile(file, good.subarray(0, good.length - 7))
    expect(await choose()).toBe('vault-unreadable')
    const flipped = Buffer.from(good)
    flipped.writeUInt8(flipped.readUInt8(300) ^ 4, 300)
    await writeFile(file, flipped)
    expect(await choose()).toBe('vault-unreadable')
    await writeFile(file, await readFile(join(folder, 'linux', 'test', 'vault', 'vault.2')))
    expect(await choose()).toBe('vault-unreadable')
    await writeFile(file, good)
    const real = await computer('linux', 'real')
    expect(await failureOf(real.call['backup.choose']({}))).toBe('vault-unreadable')
    expect(names(linux)).toEqual(['vpn'])
  })
})
