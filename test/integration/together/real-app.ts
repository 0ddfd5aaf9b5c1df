import { join } from 'node:path'
import { systemClock } from '#main/adapters/node/clock'
import { createFileSystem } from '#main/adapters/node/file-system'
import { watchFolder } from '#main/adapters/node/folder-watch'
import { ownProcess } from '#main/adapters/node/own-process'
import { systemRandom } from '#main/adapters/node/random'
import { createApp, type App } from '#main/app/create-app'
import { ToldOutside } from '#main/app/expiry/told-outside'
import type { PartScope } from '#main/ports/provider'
import { otherRecord } from '#main/providers/other'
import { ClipboardMarkFile, createVault, type Vault } from '#main/vault/index'
import { FakeWindow } from '#test/support/app-world'
import {
  FakeClipboard,
  FakeFilePicker,
  FakeLauncher,
  FakeOpener,
  FakePreferences,
  FakeScreen,
} from '#test/support/fake-desktop'
import { FakeImportReader } from '#test/support/fake-import-reader'
import { FakeLog } from '#test/support/fake-log'
import { FakePlaceFiles } from '#test/support/fake-place-files'
import { FakeScanner } from '#test/support/fake-scanner'
import { FakeSealer } from '#test/support/fake-sealer'
import { FakeNotifier, FakeSystemEvents, FakeWindowProcess } from '#test/support/fake-system'

export const account = { accountId: 'account', provider: 'fake' }
export const acme: PartScope = { kind: 'org', owner: { kind: 'organization', id: 'acme', name: 'acme' } }

/** An app of this process over a real folder, with the system's clock and randomness, and a window that listens. */
export interface RealApp {
  readonly app: App
  readonly vault: Vault
  readonly window: FakeWindow
  readonly log: FakeLog
}

export async function openReal(profile: string): Promise<RealApp> {
  const fs = createFileSystem()
  const [clock, random, log, window] = [systemClock, systemRandom, new FakeLog(), new FakeWindow()]
  const vault = createVault(
    { fs, clock, random, sealer: new FakeSealer(), log, process: ownProcess },
    { folder: join(profile, 'vault'), purpose: 'test', scryptCost: { N: 2 ** 12, r: 8, p: 1 } },
  )
  const app = createApp({
    clock,
    random,
    log,
    fs,
    vault,
    ownProcess,
    watchFolder,
    events: window,
    clipboard: new FakeClipboard(),
    clipboardMark: new ClipboardMarkFile({ fs, clock, random, log }, join(profile, 'clipboard.mark')),
    toldOutside: new ToldOutside({ fs, clock, random, log }, join(profile, 'told.mark')),
    screen: new FakeScreen(),
    opener: new FakeOpener(),
    picker: new FakeFilePicker(),
    toolPlaces: { platform: 'linux', home: '/home/ada', environment: {}, folderOf: () => Promise.resolve(undefined) },
    placeFiles: new FakePlaceFiles(),
    scanner: new FakeScanner(),
    importReader: new FakeImportReader(),
    preferences: new FakePreferences(),
    systemEvents: new FakeSystemEvents(),
    notifier: new FakeNotifier(),
    windowProcess: new FakeWindowProcess(),
    info: { demo: false, version: '0.0.0', platform: 'linux' },
    place: { name: 'default', base: profile, several: false },
    launcher: new FakeLauncher(),
    providers: [],
    other: otherRecord,
  })
  await app.open()
  await app.resend()
  return { app, vault, window, log }
}
