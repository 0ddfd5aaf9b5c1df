import { timingSafeEqual } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { ByteReader, ByteWriter, damaged, FormatError } from './bytes.ts'
import { codeOf, isMissing } from '../ports/file-errors.ts'
import type { DiskPorts } from './generations.ts'
import { vaultIdBytes, type Header } from './header.ts'
import { keyedHash } from './keys.ts'
import { withRetries } from './retries.ts'

const magic = Buffer.from('\x89KSEEN\r\n', 'latin1')
/** What is written; format 1, which names no key, is read as well. */
const counterFormat = 2
const macBytes = 32
const maxBytes = 1024

/** Where the counter of a vault in this folder is. */
export function counterPath(folder: string): string {
  return join(dirname(folder), `${basename(folder)}.seen`)
}

/** What the counter is held against. */
export type Counted = Pick<Header, 'vaultId' | 'keyNumber' | 'generation'>

/**
 * The counter beside the vault's folder (`<folder>.seen`): the highest generation this profile has seen, signed with a key
 * of the vault. When somebody puts an older copy of the vault's folder back, or another vault's, the counter is still there and tells.
 *
 * It proves nothing when it is gone, or when it was put back together with the vault. It is written after the generation
 * it names is durable, a moment later; so it can lag behind, and is never ahead.
 */
export class SeenCounter {
  readonly #ports: DiskPorts
  readonly #path: string

  constructor(ports: DiskPorts, folder: string) {
    this.#ports = ports
    this.#path = counterPath(folder)
  }

  /**
   * The generation it names; Infinity when it was written under a later data key, which no older vault can check, or for
   * another vault: then that one was here before; 0 when there is no counter that can be believed. Never throws.
   */
  async read(vault: Counted, key: Uint8Array): Promise<number> {
    return (await this.#look(vault, key)) ?? 0
  }

  /** The same; null when there is one that the disk does not give out. */
  async #look(vault: Counted, key: Uint8Array): Promise<number | null> {
    const { fs, clock, log } = this.#ports
    try {
      return parse(await withRetries(clock, () => fs.read(this.#path, maxBytes)), vault, key)
    } catch (error) {
      if (isMissing(error)) return 0
      const rotten = error instanceof FormatError
      log.warn('the counter of generations could not be used', { why: rotten ? error.message : codeOf(error) })
      return rotten ? 0 : null
    }
  }

  /**
   * Notes the vault's generation, if it is higher than what stands there; not where that cannot be read: it might be higher.
   * Never throws: the counter is a help.
   */
  async note(vault: Counted, key: Uint8Array): Promise<void> {
    const seen = await this.#look(vault, key)
    if (seen !== null && seen < vault.generation) await this.set(vault, key)
  }

  /** Sets it, also to a lower one: only when a person has accepted an older vault. Never throws. */
  async set(vault: Counted, key: Uint8Array): Promise<void> {
    const { fs, clock, log } = this.#ports
    try {
      const temporary = `${this.#path}.tmp`
      await this.#removeLeftover(temporary)
      await fs.writeNew(temporary, write(vault, key))
      await withRetries(clock, () => fs.rename(temporary, this.#path))
      await fs.syncFolder(dirname(this.#path))
    } catch (error) {
      // Another process is writing it at this moment, and names a generation that is hardly older; the next time is soon enough.
      if (isMissing(error) || codeOf(error) === 'EEXIST') return
      log.warn('the counter of generations could not be written', { code: codeOf(error) })
    }
  }

  async #removeLeftover(path: string): Promise<void> {
    try {
      await this.#ports.fs.remove(path)
    } catch (error) {
      if (!isMissing(error)) throw error
    }
  }
}

function write({ vaultId, keyNumber, generation }: Counted, key: Uint8Array): Buffer {
  const writer = new ByteWriter().bytes(magic).u16(counterFormat).bytes(vaultId).u16(keyNumber)
  const body = writer.u48(generation).done()
  return Buffer.concat([body, keyedHash(key, body)])
}

/** Gives 0 for a counter from before the last time everything was sealed anew. */
function parse(bytes: Buffer, vault: Counted, key: Uint8Array): number {
  const reader = new ByteReader(bytes)
  if (!reader.take(magic.length).equals(magic)) throw damaged('not a counter')
  const format = reader.u16()
  if (format < 1 || format > counterFormat) throw damaged('another format')
  const id = reader.take(vaultIdBytes)
  const keyNumber = format === 1 ? 1 : reader.u16()
  const generation = reader.u48()
  const body = bytes.subarray(0, reader.at)
  const mac = reader.take(macBytes)
  reader.end()
  if (!id.equals(vault.vaultId)) return Infinity
  if (keyNumber < vault.keyNumber) return 0
  if (keyNumber > vault.keyNumber) return Infinity
  if (!timingSafeEqual(mac, keyedHash(key, body))) throw damaged('not signed by this vault')
  return generation
}
