import { expect, it } from 'vitest'
import { ownProcess } from '#main/adapters/node/own-process'
import { start } from '#main/app/start'
import { createProviders } from '#main/providers/index'
import { contract } from '#shared/contract'
import type { ProviderRecord } from '#shared/model/provider'
import { FakeWindow } from '#test/support/app-world'
import { FakeClock } from '#test/support/fake-clock'
import {
  FakeClipboard,
  FakeFilePicker,
  FakeLauncher,
  FakeOpener,
  FakePreferences,
  FakeScreen,
  noTools,
} from '#test/support/fake-desktop'
import { FakeFileSystem } from '#test/support/fake-file-system'
import { FakeLog } from '#test/support/fake-log'
import { FakePlaceFiles } from '#test/support/fake-place-files'
import { FakeImportReader } from '#test/support/fake-import-reader'
import { FakeScanner } from '#test/support/fake-scanner'
import { FakeRandom } from '#test/support/fake-random'
import { FakeSealer } from '#test/support/fake-sealer'
import { FakeNotifier, FakeSystemEvents, FakeWindowProcess } from '#test/support/fake-system'

const http = { send: () => Promise.reject(new Error('no network in this test')) }

const begin = (fs: FakeFileSystem, purpose: 'real' | 'demo' | 'test', window = new FakeWindow()) => ({
  window,
  app: start({
    clock: new FakeClock(),
    random: new FakeRandom(purpose),
    log: new FakeLog(),
    fs,
    sealer: new FakeSealer(),
    http,
    clipboard: new FakeClipboard(),
    screen: new FakeScreen(),
    opener: new FakeOpener(),
    picker: new FakeFilePicker(),
    toolPlaces: noTools,
    placeFiles: new FakePlaceFiles(),
    scanner: new FakeScanner(),
    importReader: new FakeImportReader(),
    ownProcess,
    preferences: new FakePreferences(),
    systemEvents: new FakeSystemEvents(),
    notifier: new FakeNotifier(),
    windowProcess: new FakeWindowProcess(),
    events: window,
    folder: '/profile',
    place: { name: 'default', base: '/profile', several: false },
    launcher: new FakeLauncher(),
    purpose,
    info: { demo: purpose === 'demo', version: '1.2.3', platform: 'linux' },
  }),
})

it('joins the vault in its own folder, the real providers and "Other service"', async () => {
  const fs = new FakeFileSystem()
  const { app } = begin(fs, 'demo')
  await app.open()
  await app.handlers['vault.create']({ choice: 'os', passphrase: null })
  const answer = contract['app.start'].output.parse(await app.handlers['app.start']({}))
  const real = createProviders({ http, clock: new FakeClock() }).map(({ record }) => record.id)
  expect((JSON.parse(answer.catalogue) as ProviderRecord[]).map(({ id }) => id)).toEqual([...real, 'other'])
  expect(answer).toMatchObject({ demo: true, version: '1.2.3', facts: { vault: { kind: 'open' } } })
  await app.close()
  expect(fs.disk.files().every((path) => /^\/profile\/vault[/.]/.test(path))).toBe(true)
})

it('refuses the vault of another purpose', async () => {
  const fs = new FakeFileSystem()
  const first = begin(fs, 'test')
  await first.app.open()
  await first.app.handlers['vault.create']({ choice: 'os', passphrase: null })
  await first.app.close()
  const { app, window } = begin(fs, 'real')
  await app.open()
  expect(window.facts?.vault).toEqual({ kind: 'other-purpose', purpose: 'test' })
})
