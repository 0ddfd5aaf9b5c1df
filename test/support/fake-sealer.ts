import { createHash } from 'node:crypto'
import type { KeySealer } from '#main/ports/key-sealer'
import { SealerError } from '#main/ports/key-sealer'
import { keystoreOf } from '#shared/rules/protection'
import type { Keystore } from '#shared/model/vault'

/**
 * How the keystore behaves. `other-key`: it refuses what an earlier key sealed. `garbage`: it has another key and gives
 * wrong bytes without an error, as unauthenticated CBC does. `silent`: calls never answer.
 */
export type SealerMood = 'works' | 'other-key' | 'garbage' | 'not-available' | 'no-answer' | 'silent'

const never = (): Promise<never> => new Promise<never>(() => undefined)

/** An OS keystore: seals with a tag in front and no authentication, like safeStorage. */
export class FakeSealer implements KeySealer {
  mood: SealerMood = 'works'
  platform: string
  /** Three characters; empty when nothing can be sealed. */
  tag: string
  /** What `open` says of sealing again. */
  reseal = false
  /** Calls so far, to show that a locked vault asks once and a missing one does not ask at all. */
  readonly calls: ('probe' | 'seal' | 'open')[] = []
  readonly #secret: string

  constructor(options: { platform?: string; tag?: string; secret?: string } = {}) {
    this.platform = options.platform ?? 'linux'
    this.tag = options.tag ?? 'v11'
    this.#secret = options.secret ?? 'login'
  }

  async probe(): Promise<Keystore> {
    this.calls.push('probe')
    if (this.mood === 'silent') return never()
    const tag = this.mood === 'not-available' || this.mood === 'no-answer' ? '' : this.tag
    return keystoreOf(this.platform, tag)
  }

  async seal(key: Uint8Array): Promise<Buffer> {
    this.calls.push('seal')
    await this.#answer()
    return Buffer.concat([Buffer.from(this.tag, 'latin1'), this.#mask(key, this.#secret)])
  }

  async open(sealed: Uint8Array): Promise<{ key: Buffer; reseal: boolean }> {
    this.calls.push('open')
    await this.#answer()
    const bytes = Buffer.from(sealed)
    if (this.mood === 'other-key' || !/^v[0-9]{2}$/.test(bytes.subarray(0, 3).toString('latin1'))) {
      throw new SealerError('other-key')
    }
    const secret = this.mood === 'garbage' ? `${this.#secret}, but another` : this.#secret
    return { key: this.#mask(bytes.subarray(3), secret), reseal: this.reseal }
  }

  async #answer(): Promise<void> {
    if (this.mood === 'silent') await never()
    if (this.mood === 'not-available' || this.mood === 'no-answer') throw new SealerError(this.mood)
    if (this.tag === '') throw new SealerError('not-available')
  }

  #mask(bytes: Uint8Array, secret: string): Buffer {
    const out = Buffer.from(bytes)
    for (let index = 0; index < out.length; index += 1) {
      const stream = createHash('sha256')
        .update(`${secret}/${index >> 5}`)
        .digest()
      out.writeUInt8(out.readUInt8(index) ^ stream.readUInt8(index & 31), index)
    }
    return out
  }
}
