import { createHash } from 'node:crypto'
import { Failure } from '#main/ports/failure'
import type { SnapshotStore } from '#main/ports/records'
import { Turns } from '#main/ports/turns'

/** What the snapshots of a part are called after. */
export const partKey = (partId: string): string => createHash('sha256').update(partId).digest('hex').slice(0, 36)

/** Snapshots in memory, outliving the rooms that use them, with everything that can go wrong. */
export class FakeSnapshots implements SnapshotStore {
  readonly files = new Map<string, Buffer>()
  readonly #turns = new Turns()
  /** Names that are there and cannot be read. */
  readonly unreadable = new Set<string>()
  /** Ends every call from here on: the vault is closed. */
  locked = false
  /** Decides for each write whether it fails, and how. */
  refuseWrite: (name: string) => Failure | undefined = () => undefined

  async read(name: string): Promise<Buffer | undefined> {
    this.#open()
    if (this.unreadable.has(name)) throw new Failure('vault-unreadable')
    return this.files.get(name)
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    this.#open()
    const refusal = this.refuseWrite(name)
    if (refusal !== undefined) throw refusal
    this.unreadable.delete(name)
    this.files.set(name, Buffer.from(bytes))
  }

  async remove(name: string): Promise<void> {
    this.#open()
    this.files.delete(name)
  }

  async names(): Promise<readonly string[]> {
    this.#open()
    return [...this.files.keys()]
  }

  async exclusively<T>(subject: string, action: () => Promise<T>): Promise<T> {
    this.#open()
    return this.#turns.take(subject, action)
  }

  #open(): void {
    if (this.locked) throw new Failure('vault-locked')
  }
}
