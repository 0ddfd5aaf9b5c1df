import { Failure } from '../ports/failure.ts'
import type { Random } from '../ports/random.ts'
import type { OpenBackup } from '../vault/index.ts'

/** A backup whose every record was opened. */
export interface OpenedBackup {
  readonly planId: string
  readonly backup: OpenBackup
}

/** The backup a person has chosen: which file it is, and what was opened of it. One at a time; nothing of it is kept. */
export class BackupDesk {
  readonly #random: Random
  #file: { readonly fileId: string; readonly path: string } | null = null
  #opened: OpenedBackup | null = null

  constructor(random: Random) {
    this.#random = random
  }

  /** Remembers a file in place of the one before, and gives the name that the window knows it by. */
  choose(path: string): string {
    this.clear()
    const fileId = this.#random.uuid()
    this.#file = { fileId, path }
    return fileId
  }

  /** Throws Failure('not-found'). */
  path(fileId: string): string {
    if (this.#file?.fileId !== fileId) throw new Failure('not-found', { code: 'file' })
    return this.#file.path
  }

  /** Keeps what was opened of the chosen file until it is restored or dropped. */
  keep(backup: OpenBackup): string {
    this.#opened?.backup.close()
    const planId = this.#random.uuid()
    this.#opened = { planId, backup }
    return planId
  }

  /** Throws Failure('not-found'). */
  opened(planId: string): OpenedBackup {
    if (this.#opened?.planId !== planId) throw new Failure('not-found', { code: 'file' })
    return this.#opened
  }

  /** Forgets the file and overwrites the keys. */
  clear(): void {
    this.#opened?.backup.close()
    this.#opened = null
    this.#file = null
  }
}
