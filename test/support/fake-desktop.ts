import type { Clipboard, Opener } from '#main/ports/desktop'
import type { PreferenceStore } from '#main/ports/preferences'
import type { Preferences } from '#shared/model/preferences'
import { defaultPreferences } from '#shared/rules/default-preferences'

/** A clipboard that a test reads and other programs write to. */
export class FakeClipboard implements Clipboard {
  text = ''
  /** Was the text written as a secret? */
  concealed = false
  /** Fails every call until it is false again. */
  broken = false

  async readText(): Promise<string> {
    this.#works()
    return this.text
  }

  async writeSecret(value: string): Promise<void> {
    this.#works()
    this.text = value
    this.concealed = true
  }

  async writeText(value: string): Promise<void> {
    this.#works()
    this.text = value
    this.concealed = false
  }

  async clear(): Promise<void> {
    this.#works()
    this.text = ''
    this.concealed = false
  }

  #works(): void {
    if (this.broken) throw new Error('no clipboard')
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
