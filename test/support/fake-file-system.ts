import type { FileSystem } from '#main/ports/file-system'
import { FakeDisk, fileError } from './fake-disk.ts'

/** The smallest things a process does to the disk; `writeNew` is three of them: create, write, sync. */
export type Step =
  'makeFolder' | 'list' | 'read' | 'stat' | 'create' | 'write' | 'sync' | 'link' | 'rename' | 'remove' | 'syncFolder'

export interface Call {
  readonly step: Step
  readonly path: string
  /** Counted from 0, over the life of this file system. */
  readonly number: number
}

export type Fault =
  /** Refused with an error code; nothing is changed. */
  | { readonly kind: 'fail'; readonly code: string }
  /** A write that stores half of the bytes and then fails; any other step just fails. */
  | { readonly kind: 'short'; readonly code: string }
  /** Says that it was done, and did nothing: a flush that was forgotten. */
  | { readonly kind: 'skip' }
  /** The process is killed before or after this step: from here on every call throws `Halted`. */
  | { readonly kind: 'halt'; readonly when: 'before' | 'after' }

/** Thrown by every call of a process that was killed. Look at its disk with another `FakeFileSystem`. */
export class Halted extends Error {
  constructor() {
    super('the process is gone')
    this.name = 'Halted'
  }
}

/**
 * The file system of one process over a fake disk. Every step is recorded in `calls` and can be failed, shortened,
 * skipped or made the last one through `fault`. Each step first waits for `wait`, so that two processes over one disk can
 * be made to interleave differently with each seed.
 */
export class FakeFileSystem implements FileSystem {
  readonly disk: FakeDisk
  readonly calls: Call[] = []
  /** Decides what goes wrong; undefined lets the step happen. */
  fault: (call: Call) => Fault | undefined = () => undefined
  /** Change times of files that are written. */
  now: () => number = () => 0
  #wait: () => Promise<void>
  #halted = false

  constructor(disk: FakeDisk = new FakeDisk(), wait: () => Promise<void> = () => Promise.resolve()) {
    this.disk = disk
    this.#wait = wait
  }

  /** Fails a step, each time or only the first `times`, where the path matches. */
  failOn(step: Step, code: string, where: { path?: RegExp; times?: number; kind?: 'fail' | 'short' } = {}): void {
    const earlier = this.fault
    let left = where.times ?? Infinity
    this.fault = (call) => {
      if (call.step !== step || left <= 0 || where.path?.test(call.path) === false) return earlier(call)
      left -= 1
      return { kind: where.kind ?? 'fail', code }
    }
  }

  /** Kills the process at the step with this number. */
  haltAt(number: number, when: 'before' | 'after'): void {
    this.fault = (call) => (call.number === number ? { kind: 'halt', when } : undefined)
  }

  async #do<T>(step: Step, path: string, action: () => T, shortened?: () => void): Promise<T> {
    await this.#wait()
    if (this.#halted) throw new Halted()
    const call = { step, path, number: this.calls.length }
    this.calls.push(call)
    const fault = this.fault(call)
    if (fault === undefined) return action()
    switch (fault.kind) {
      case 'fail':
        throw fileError(fault.code, path)
      case 'short':
        shortened?.()
        throw fileError(fault.code, path)
      case 'skip':
        return undefined as T
      case 'halt':
        this.#halted = true
        if (fault.when === 'after') action()
        else shortened?.()
        throw new Halted()
    }
  }

  async makeFolder(path: string): Promise<void> {
    await this.#do('makeFolder', path, () => this.disk.makeFolder(path))
  }

  async list(path: string): Promise<string[]> {
    return this.#do('list', path, () => this.disk.list(path))
  }

  async read(path: string, maxBytes: number): Promise<Buffer> {
    return this.#do('read', path, () => {
      const bytes = this.disk.bytes(path)
      if (bytes.length > maxBytes) throw fileError('EFBIG', path)
      return bytes
    })
  }

  async readStart(path: string, bytes: number): Promise<Buffer> {
    return this.#do('read', path, () => this.disk.bytes(path).subarray(0, bytes))
  }

  async stat(path: string): Promise<{ size: number; mode: number; modified: number }> {
    return this.#do('stat', path, () => {
      const file = this.disk.file(path)
      return { size: file.content.length, mode: file.mode, modified: file.modified }
    })
  }

  async writeNew(path: string, bytes: Uint8Array): Promise<void> {
    const file = await this.#do('create', path, () => this.disk.create(path, this.now()))
    const content = Buffer.from(bytes)
    await this.#do(
      'write',
      path,
      () => {
        file.content = content
      },
      () => {
        file.content = content.subarray(0, content.length >> 1)
      },
    )
    await this.#do('sync', path, () => {
      file.synced = file.content
    })
  }

  async link(from: string, to: string): Promise<void> {
    await this.#do('link', to, () => this.disk.link(from, to))
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#do('rename', to, () => this.disk.rename(from, to))
  }

  async remove(path: string): Promise<void> {
    await this.#do('remove', path, () => this.disk.remove(path))
  }

  async syncFolder(path: string): Promise<void> {
    await this.#do('syncFolder', path, () => this.disk.syncFolder(path))
  }
}
