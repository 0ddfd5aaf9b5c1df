import { randomUUID } from 'node:crypto'
import { createApp, type App } from '#main/app/create-app'
import { ToldOutside } from '#main/app/expiry/told-outside'
import type { ProfilePlace } from '#main/app/vault/profiles'
import { Failure } from '#main/ports/failure'
import type { OwnProcess } from '#main/ports/own-process'
import type { Provider } from '#main/ports/provider'
import type { ToolPlaces } from '#main/ports/tool-places'
import { otherRecord } from '#main/providers/other'
import { ClipboardMarkFile, createVault, type Vault } from '#main/vault/index'
import { contract, events } from '#shared/contract'
import type { EventName, EventPayload, Facts } from '#shared/contract'
import type { Operation } from '#shared/model/operation'
import type { Preferences } from '#shared/model/preferences'
import type { TokenRow } from '#shared/model/token'
import { type Arrows, mortal } from './arrows.ts'
import { FakeClock } from './fake-clock.ts'
import { FakeClipboard, FakeFilePicker, FakeLauncher, FakeOpener, FakePreferences, FakeScreen } from './fake-desktop.ts'
import { FakeDisk } from './fake-disk.ts'
import { FakeFileSystem } from './fake-file-system.ts'
import { FakeLog } from './fake-log.ts'
import { FakePlaceFiles } from './fake-place-files.ts'
import { fakeProvider } from './fake-provider.ts'
import { FakeRandom } from './fake-random.ts'
import { FakeImportReader } from './fake-import-reader.ts'
import { FakeScanner } from './fake-scanner.ts'
import { FakeSealer } from './fake-sealer.ts'
import { FakeService } from './fake-service.ts'
import { FakeNotifier, FakePresence, FakeSystemEvents, FakeWindowProcess } from './fake-system.ts'

/** What a window would show: the last facts, and the rows as the patches leave them. Everything is checked. */
export class FakeWindow {
  facts: Facts | null = null
  readonly rows = new Map<string, TokenRow>()
  /** Every row patch, in order. */
  readonly patches: EventPayload<'rows'>[] = []
  readonly cleared: boolean[] = []
  /** Showings that the window was told to end. */
  readonly concealed: number[] = []
  readonly progress: EventPayload<'progress'>[] = []
  factsSent = 0

  emit<E extends EventName>(event: E, payload: EventPayload<E>): void {
    const checked = events[event].parse(payload) as EventPayload<EventName>
    if ('vault' in checked) {
      this.facts = checked
      this.factsSent += 1
    } else if ('cleared' in checked) this.cleared.push(checked.cleared)
    else if ('showing' in checked) this.concealed.push(checked.showing)
    else if ('jobId' in checked) this.progress.push(checked)
    else this.#take(checked)
  }

  /** The row of the token with this name; it must be the only one. */
  row(name: string): TokenRow {
    const found = [...this.rows.values()].filter(({ token }) => token.name === name)
    if (found.length !== 1) throw new Error(`${found.length} rows are called ${name}`)
    return found[0]!
  }

  #take(patch: EventPayload<'rows'>): void {
    this.patches.push(patch)
    if (patch.reset) this.rows.clear()
    for (const row of patch.upsert) this.rows.set(row.token.id, row)
    for (const id of patch.remove) this.rows.delete(id)
  }
}

/** One run of the app over a world's disk. */
export interface Run {
  readonly app: App
  readonly vault: Vault
  readonly window: FakeWindow
  readonly fs: FakeFileSystem
  readonly log: FakeLog
  readonly clipboard: FakeClipboard
  readonly screen: FakeScreen
  readonly opener: FakeOpener
  readonly picker: FakeFilePicker
  readonly launcher: FakeLauncher
  readonly preferences: FakePreferences
  readonly system: FakeSystemEvents
  readonly notifier: FakeNotifier
  readonly presence: FakePresence
  readonly windowProcess: FakeWindowProcess
  /** Calls a channel as the window does: the input and the output fit the contract. */
  readonly call: App['handlers']
  /** The operations that wait, of this kind or of any. */
  operations(kind?: Operation['kind']): Operation[]
}

/** Time, a disk and a service that outlive the app. */
export class AppWorld {
  readonly clock = new FakeClock()
  disk = new FakeDisk()
  readonly sealer = new FakeSealer()
  /** The computer's: what a program leaves there outlives it. */
  readonly clipboard = new FakeClipboard()
  readonly service = new FakeService()
  readonly preferences: FakePreferences
  place: ProfilePlace = { name: 'default', base: '/profile', several: false }
  providers: readonly Provider[] = [fakeProvider(this.service)]
  /** The tools of the computer; their files are on the disk. */
  toolPlaces: ToolPlaces = {
    platform: 'linux',
    home: '/home/ada',
    environment: {},
    folderOf: (program) => Promise.resolve(program === 'node' ? '/usr/bin' : undefined),
  }
  /** The person's own files. */
  readonly placeFiles = new FakePlaceFiles()
  /** Looks into files in memory. */
  readonly scanner = new FakeScanner()
  readonly importReader = new FakeImportReader()
  /** Numbers of the processes that are there beside the one that asks: none, unless a test has several at a time. */
  readonly running = new Set<number>()
  /** What starts from now on is one command of the command line. */
  oneCommand = false
  #starts = 0

  constructor(preferences: Partial<Preferences> = {}) {
    this.service.now = () => this.clock.now()
    // Refreshes happen when a test asks for them.
    this.preferences = new FakePreferences({ refreshMinutes: 0, ...preferences })
  }

  /** Starts the app on what is on the disk, with a window that listens; `arrows` can kill its process at any moment. */
  async start(arrows?: Arrows): Promise<Run> {
    const run = this.begin(arrows)
    await run.app.open()
    await run.app.resend()
    return run
  }

  /** Makes the app over what is on the disk, and opens nothing yet. */
  begin(arrows?: Arrows): Run {
    this.#starts += 1
    const fs = new FakeFileSystem(this.disk, () => arrows?.pass('disk') ?? Promise.resolve())
    const log = new FakeLog()
    const window = new FakeWindow()
    const screen = new FakeScreen()
    const opener = new FakeOpener()
    const picker = new FakeFilePicker()
    const launcher = new FakeLauncher()
    const system = new FakeSystemEvents()
    const notifier = new FakeNotifier()
    const presence = new FakePresence()
    const windowProcess = new FakeWindowProcess()
    const { clock, sealer, preferences, clipboard } = this
    const random = new FakeRandom(this.#starts)
    const ownProcess: OwnProcess = {
      pid: this.#starts,
      machine: 'desk',
      isRunning: (pid) => this.running.has(pid),
    }
    const vault = createVault(
      { fs, clock, random, sealer, log, process: ownProcess },
      { folder: '/profile/vault', purpose: 'test', scryptCost: { N: 2 ** 12, r: 8, p: 1 } },
    )
    const app = createApp({
      clock,
      random,
      log,
      clipboard,
      clipboardMark: new ClipboardMarkFile({ fs, clock, random, log }, '/profile/clipboard.mark'),
      toldOutside: new ToldOutside({ fs, clock, random, log }, '/profile/told.mark'),
      screen,
      opener,
      fs,
      picker,
      toolPlaces: this.toolPlaces,
      placeFiles: this.placeFiles,
      scanner: this.scanner,
      importReader: this.importReader,
      preferences,
      events: window,
      systemEvents: system,
      notifier,
      presence,
      windowProcess,
      info: { demo: false, version: '0.0.0', platform: 'linux' },
      place: this.place,
      ownProcess,
      launcher,
      vault,
      providers: arrows === undefined ? this.providers : this.providers.map((provider) => mortal(provider, arrows)),
      other: otherRecord,
      ...(this.oneCommand && { oneCommand: true as const }),
    })
    const operations = (kind?: Operation['kind']) =>
      (window.facts?.operations ?? []).filter((one) => kind === undefined || one.kind === kind)
    const fakes = {
      launcher,
      window,
      fs,
      log,
      clipboard,
      screen,
      opener,
      picker,
      preferences,
      system,
      notifier,
      presence,
      windowProcess,
    }
    return { app, vault, ...fakes, call: checkedHandlers(app), operations }
  }

  /** Kills the process: nothing of it reaches the disk any more. Starts another on what is there. */
  async crash(run: Run, meanwhile: () => void = () => {}): Promise<Run> {
    run.fs.fault = () => ({ kind: 'halt', when: 'before' })
    meanwhile()
    await settle()
    return this.start()
  }

  /** Starts the app with a vault. */
  async ready(): Promise<Run> {
    const run = await this.start()
    if (run.vault.state().kind === 'none') await run.call['vault.create']({ choice: 'os', passphrase: null })
    return run
  }

  /** Adds an account with this credential and waits for its first refresh. Gives its id. */
  async account(run: Run, credential: string, name = 'Work', address = 'fake.example'): Promise<string> {
    const { checkId } = await run.call['account.check']({
      provider: 'fake',
      address,
      secret: { from: 'field', value: credential },
      jobId: randomUUID(),
    })
    const { accountId } = await run.call['account.add']({ checkId, name })
    await refresh(run, accountId)
    return accountId
  }
}

/** Refreshes and waits; joins one that is running. */
export async function refresh(run: Run, accountId: string | null = null): Promise<void> {
  await run.call['inventory.refresh']({ accountId, jobId: randomUUID() })
}

function checkedHandlers({ handlers }: App): App['handlers'] {
  const checked = Object.entries(handlers).map(([channel, handler]) => {
    const spec = contract[channel as keyof typeof contract]
    const call = async (input: unknown) => {
      const parsed = spec.input.parse(input)
      return spec.output.parse(await (handler as (input: unknown) => Promise<unknown>)(parsed))
    }
    return [channel, call]
  })
  return Object.fromEntries(checked) as App['handlers']
}

/** The kind of failure a call ends with; anything else is an error of the test. */
export async function failureOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
  } catch (error) {
    if (error instanceof Failure) return error.error.kind
    throw error
  }
  return 'no failure'
}

/** Lets everything run that can, until the condition is true. */
export async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2_000; turn += 1) {
    if (condition()) return
    await new Promise((resolve) => setImmediate(resolve))
  }
  throw new Error('what was waited for did not happen')
}

/** Lets everything run that can run by itself. */
export async function settle(turns = 50): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

export { randomUUID as jobId } from 'node:crypto'
