import { timingSafeEqual } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { ByteReader, ByteWriter, damaged, FormatError } from './bytes.ts'
import { codeOf, isMissing } from './file-errors.ts'
import type { DiskPorts } from './generations.ts'
import { vaultIdBytes } from './header.ts'
import { keyedHash } from './keys.ts'
import { formatNumber } from './limits.ts'

const magic = Buffer.from('\x89KSEEN\r\n', 'latin1')
const macBytes = 32
const maxBytes = 1024

/**
 * The counter beside the vault's folder (`<folder>.seen`): the highest generation this profile has seen, signed with a key
 * of the vault. When somebody puts an older copy of the vault's folder back, the counter is still there and tells.
 *
 * It proves nothing when it is gone, or when it was put back together with the vault. It is written after the generation
 * it names is durable, a moment later; so it can lag behind, and is never ahead.
 */
export class SeenCounter {
  readonly #ports: DiskPorts
  readonly #path: string

  constructor(ports: DiskPorts, folder: string) {
    this.#ports = ports
    this.#path = join(dirname(folder), `${basename(folder)}.seen`)
  }

  /** The generation it names; 0 when there is no counter of this vault that can be believed. Never throws. */
  async read(vaultId: Buffer, key: Uint8Array): Promise<number> {
    try {
      return parse(await this.#ports.fs.read(this.#path, maxBytes), vaultId, key)
    } catch (error) {
      if (!isMissing(error)) {
        const why = error instanceof FormatError ? error.message : codeOf(error)
        this.#ports.log.warn('the counter of generations could not be used', { why })
      }
      return 0
    }
  }

  /** Notes a generation, if it is higher than what stands there. Never throws: the counter is a help, not a condition. */
  async note(vaultId: Buffer, key: Uint8Array, generation: number): Promise<void> {
    if ((await this.read(vaultId, key)) < generation) await this.set(vaultId, key, generation)
  }

  /** Sets it, also to a lower one: only when a person has accepted an older vault. Never throws. */
  async set(vaultId: Buffer, key: Uint8Array, generation: number): Promise<void> {
    const { fs, log } = this.#ports
    try {
      const temporary = `${this.#path}.tmp`
      await this.#removeLeftover(temporary)
      await fs.writeNew(temporary, write(vaultId, key, generation))
      await fs.rename(temporary, this.#path)
      await fs.syncFolder(dirname(this.#path))
    } catch (error) {
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

function write(vaultId: Buffer, key: Uint8Array, generation: number): Buffer {
  const body = new ByteWriter().bytes(magic).u16(formatNumber).bytes(vaultId).u48(generation).done()
  return Buffer.concat([body, keyedHash(key, body)])
}

/** Gives 0 for the counter of another vault. Throws FormatError. */
function parse(bytes: Buffer, vaultId: Buffer, key: Uint8Array): number {
  const reader = new ByteReader(bytes)
  if (!reader.take(magic.length).equals(magic)) throw damaged('not a counter')
  if (reader.u16() !== formatNumber) throw damaged('another format')
  const id = reader.take(vaultIdBytes)
  const generation = reader.u48()
  const body = bytes.subarray(0, reader.at)
  const mac = reader.take(macBytes)
  reader.end()
  if (!id.equals(vaultId)) return 0
  if (!timingSafeEqual(mac, keyedHash(key, body))) throw damaged('not signed by this vault')
  return generation
}
