import { Failure } from '../ports/failure.ts'
import type { SnapshotStore } from '../ports/records.ts'
import { Turns } from '../ports/turns.ts'
import { limits } from './limits.ts'
import { checkSnapshotName } from './snapshots.ts'

/** Snapshots of a vault that lives in memory only. */
export class MemorySnapshots implements SnapshotStore {
  readonly #snapshots = new Map<string, Buffer>()
  readonly #turns = new Turns()

  async read(name: string): Promise<Buffer | undefined> {
    const bytes = this.#snapshots.get(name)
    return bytes === undefined ? undefined : Buffer.from(bytes)
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    checkSnapshotName(name)
    if (bytes.length > limits.snapshotBytes) throw new Failure('too-large', { limit: limits.snapshotBytes })
    this.#snapshots.set(name, Buffer.from(bytes))
  }

  async remove(name: string): Promise<void> {
    this.#snapshots.delete(name)
  }

  async names(): Promise<readonly string[]> {
    return [...this.#snapshots.keys()]
  }

  exclusively<T>(subject: string, action: () => Promise<T>): Promise<T> {
    return this.#turns.take(subject, action)
  }

  async idle(): Promise<void> {}

  async tidy(): Promise<void> {}

  async purge(): Promise<void> {}

  /** Overwrites everything. */
  wipe(): void {
    for (const bytes of this.#snapshots.values()) bytes.fill(0)
    this.#snapshots.clear()
  }
}
