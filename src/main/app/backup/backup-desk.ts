import { Failure } from '../../ports/failure.ts'
import type { Random } from '../../ports/random.ts'
import type { OpenBackup } from '../../vault/index.ts'

interface Chosen {
  readonly fileId: string
  /** Null for a state that the vault's own folder keeps. */
  readonly path: string | null
}

/** A backup whose every record was opened. */
interface Opened {
  readonly planId: string
  readonly backup: OpenBackup
}

/** The backup a person has chosen: which file it is, and what was opened of it. One at a time; nothing of it is kept. */
export class BackupDesk {
  readonly #random: Random
  #file: Chosen | null = null
  #opened: Opened | null = null

  constructor(random: Random) {
    this.#random = random
  }

  /** Remembers a file in place of the one before, and gives the name that the window knows it by. */
  choose(path: string | null): string {
    this.clear()
    const fileId = this.#random.uuid()
    this.#file = { fileId, path }
    return fileId
  }

  /** Throws Failure('not-found'). */
  path(fileId: string): string {
    const { path } = this.#chosen(fileId)
    if (path === null) throw new Failure('not-found', { code: 'file' })
    return path
  }

  /** Keeps what was opened of this file until it is restored or dropped. Throws Failure('not-found') when it was dropped. */
  keep(fileId: string, backup: OpenBackup): string {
    this.#chosen(fileId)
    this.#opened?.backup.close()
    const planId = this.#random.uuid()
    this.#opened = { planId, backup }
    return planId
  }

  /**
   * Lends the opened backup to `action`: whatever is chosen or dropped meanwhile, its keys are overwritten only when that
   * has ended. One that went well is done with; after a failure it can be tried again. Throws Failure('not-found'), and what
   * `action` throws.
   */
  async use<T>(planId: string, action: (backup: OpenBackup) => Promise<T>): Promise<T> {
    const opened = this.#opened
    const file = this.#file
    if (opened?.planId !== planId) throw new Failure('not-found', { code: 'file' })
    this.#opened = null
    let isDone = false
    try {
      const result = await action(opened.backup)
      isDone = true
      return result
    } finally {
      this.#giveBack(opened, file, isDone)
    }
  }

  #chosen(fileId: string): Chosen {
    if (this.#file?.fileId !== fileId) throw new Failure('not-found', { code: 'file' })
    return this.#file
  }

  #giveBack(opened: Opened, file: Chosen | null, isDone: boolean): void {
    const isChosen = this.#file === file
    if (!isDone && isChosen && this.#opened === null) this.#opened = opened
    else opened.backup.close()
    if (isDone && isChosen) this.clear()
  }

  /** Forgets the file and overwrites the keys. */
  clear(): void {
    this.#opened?.backup.close()
    this.#opened = null
    this.#file = null
  }
}
