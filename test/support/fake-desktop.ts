import type { Clipboard, Opener, ScreenGuard } from '#main/ports/desktop'
import type { FileKind, FilePicker } from '#main/ports/file-picker'
import type { ProfileLauncher } from '#main/ports/profile-launcher'
import type { PreferenceStore } from '#main/ports/preferences'
import type { Preferences } from '#shared/model/preferences'
import type { ToolPlaces } from '#main/ports/tool-places'
import { defaultPreferences } from '#shared/rules/default-preferences'

/** A clipboard that a test reads and other programs write to. */
export class FakeClipboard implements Clipboard {
  text = ''
  /** Was the text written as a secret? */
  concealed = false
  /** Fails every call until it is false again. */
  broken = false
  /** Fails to read only. */
  unreadable = false
  /** Does not answer until it is false again. */
  silent = false
  /** A Wayland desktop whose focus is elsewhere: what was seen last is read, and nothing can be changed. */
  reachable = true
  /** What was read is told only when this resolves. */
  telling: Promise<unknown> = Promise.resolve()
  #seen = ''

  async readText(): Promise<string> {
    this.#works()
    if (this.unreadable) throw new Error('cannot be read')
    if (this.silent) return new Promise(() => {})
    if (!this.reachable) return this.#seen
    this.#seen = this.text
    const read = this.text
    await this.telling
    return read
  }

  async writeSecret(value: string): Promise<void> {
    this.#works()
    if (this.silent) return new Promise(() => {})
    this.text = value
    this.#seen = value
    this.concealed = true
  }

  async writeText(value: string): Promise<void> {
    this.#works()
    this.text = value
    this.concealed = false
  }

  isReachable(): boolean {
    return this.reachable
  }

  async clear(): Promise<void> {
    this.#works()
    if (!this.reachable) return
    this.text = ''
    this.concealed = false
  }

  #works(): void {
    if (this.broken) throw new Error('no clipboard')
  }
}

/** An OS that keeps the window out of pictures while it is told to. */
export class FakeScreen implements ScreenGuard {
  available = true
  isProtected = false
  /** Everything it was told, in order. */
  readonly changes: boolean[] = []
  /** Refuses until it is false again. */
  broken = false

  protect(on: boolean): void {
    if (this.broken) throw new Error('no such thing')
    this.isProtected = on
    this.changes.push(on)
  }
}

/** Notes what would have been opened. */
export class FakeOpener implements Opener {
  readonly urls: string[] = []
  readonly folders: string[] = []

  async openUrl(url: string): Promise<void> {
    this.urls.push(url)
  }

  async openFolder(path: string): Promise<void> {
    this.folders.push(path)
  }
}

/** A person in front of the system's file dialogs: takes the path that a test sets, or calls it off. */
export class FakeFilePicker implements FilePicker {
  /** Null: the person calls it off. */
  path: string | null = null
  readonly asked: { readonly how: 'save' | 'open'; readonly kind: FileKind; readonly name?: string }[] = []
  /** The folder that is chosen next. */
  nextFolder: string | null = null

  async save(kind: FileKind, name: string): Promise<string | null> {
    this.asked.push({ how: 'save', kind, name })
    return this.path
  }

  async open(kind: FileKind): Promise<string | null> {
    this.asked.push({ how: 'open', kind })
    return this.path
  }

  async folder(): Promise<string | null> {
    return this.nextFolder
  }
}

/** Notes which vaults would have been started. */
export class FakeLauncher implements ProfileLauncher {
  readonly launched: string[] = []
  /** What the next starts wait for; one that rejects is a start that failed. */
  start: () => Promise<void> = () => Promise.resolve()

  async launch(name: string): Promise<void> {
    this.launched.push(name)
    await this.start()
  }
}

/** Preferences in memory. */
export class FakePreferences implements PreferenceStore {
  #preferences: Preferences

  constructor(preferences: Partial<Preferences> = {}) {
    this.#preferences = { ...defaultPreferences, ...preferences }
  }

  get(): Preferences {
    return this.#preferences
  }

  set(changes: Partial<Preferences>): void {
    this.#preferences = { ...this.#preferences, ...changes }
  }
}

/** A computer without any tools, whose person has a home with nothing in it. */
export const noTools: ToolPlaces = {
  platform: 'linux',
  home: '/home/ada',
  environment: {},
  folderOf: () => Promise.resolve(undefined),
}
