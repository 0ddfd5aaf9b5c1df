import { describe, expect, it } from 'vitest'
import { createSafeStorageSealer, type AsyncSafeStorage } from '#main/adapters/electron/sealer'
import { SealerError } from '#main/ports/key-sealer'
import { FakeClock } from '#test/support/fake-clock'

const key = Buffer.alloc(32, 7)

/** Electron 45's calls, in their exact shapes: an object comes back, errors are told apart by their words only. */
function fakeSafeStorage(tag: string, change: Partial<AsyncSafeStorage> = {}): AsyncSafeStorage {
  return {
    encryptStringAsync: async (text) => Buffer.concat([Buffer.from(tag), Buffer.from(text).reverse()]),
    decryptStringAsync: async (sealed) => ({
      shouldReEncrypt: false,
      result: Buffer.from(sealed.subarray(3)).reverse().toString(),
    }),
    ...change,
  }
}

function sealerOver(safeStorage: AsyncSafeStorage, platform = 'linux') {
  const clock = new FakeClock()
  return { clock, sealer: createSafeStorageSealer(safeStorage, { platform, clock }) }
}

const fails = (message: string) => async () => {
  throw new Error(message)
}
const pending = () => new Promise<never>(() => {})

describe('the sealer over safeStorage', () => {
  it('opens what it sealed', async () => {
    const { sealer } = sealerOver(fakeSafeStorage('v11'))
    const opened = await sealer.open(await sealer.seal(key))
    expect(opened).toEqual({ key, reseal: false })
  })

  it('passes on that the key should be sealed again', async () => {
    const change = {
      decryptStringAsync: async () => ({ shouldReEncrypt: true, result: key.toString('base64') }),
    }
    const { sealer } = sealerOver(fakeSafeStorage('v11', change))
    expect(await sealer.open(Buffer.from('v10xxxx'))).toEqual({ key, reseal: true })
  })

  it.each([
    ['linux', 'v10', 'weak'],
    ['linux', 'v11', 'strong'],
    ['linux', 'v12', 'strong'],
    ['linux', 'v99', 'unknown'],
    ['darwin', 'v10', 'strong'],
    ['darwin', 'v11', 'unknown'],
    ['win32', 'v10', 'strong'],
    ['freebsd', 'v11', 'unknown'],
  ] as const)('judges %s with tag %s as %s', async (platform, tag, level) => {
    const { sealer } = sealerOver(fakeSafeStorage(tag), platform)
    expect(await sealer.probe()).toMatchObject({ platform, tag, level })
  })

  it('finds no keystore where sealing fails', async () => {
    const { sealer } = sealerOver(fakeSafeStorage('', { encryptStringAsync: fails('no') }))
    expect(await sealer.probe()).toMatchObject({ level: 'none', tag: '' })
    await expect(sealer.seal(key)).rejects.toEqual(new SealerError('not-available'))
  })

  it('gives up on a keystore that never answers', async () => {
    const { sealer, clock } = sealerOver(
      fakeSafeStorage('', { encryptStringAsync: pending, decryptStringAsync: pending }),
    )
    const results = Promise.allSettled([sealer.open(Buffer.from('v11x')), sealer.seal(key)])
    const probe = sealer.probe()
    clock.advance(30_000)
    expect(await results).toEqual([
      { status: 'rejected', reason: new SealerError('no-answer') },
      { status: 'rejected', reason: new SealerError('no-answer') },
    ])
    expect(await probe).toMatchObject({ level: 'none' })
  })

  it('leaves no timer behind', async () => {
    const { sealer, clock } = sealerOver(fakeSafeStorage('v11'))
    await sealer.probe()
    expect(clock.waiting).toBe(0)
  })

  it.each([
    [
      'Error while decrypting: safeStorage.decryptStringAsync is temporarily unavailable. Please try again.',
      'not-available',
    ],
    ['Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.', 'other-key'],
  ] as const)('tells from "%s" that it is %s', async (message, why) => {
    const { sealer } = sealerOver(fakeSafeStorage('v11', { decryptStringAsync: fails(message) }))
    await expect(sealer.open(Buffer.from('v11x'))).rejects.toEqual(new SealerError(why))
  })
})
