import { afterEach, describe, expect, it, vi } from 'vitest'
import type * as Aead from '#main/vault/aead'
import { writeRecoveryCode } from '#main/vault/recovery-code'
import { FakeSealer } from '#test/support/fake-sealer'
import { failure, noSignal, pass, protection, putSecret, startProcess, typed, withVault } from './world.ts'

/** What was opened: keys of 32 bytes, and the records of a vault. */
const keys: Buffer[] = []
const records: Buffer[] = []
/** What was sealed by a slot, as it was then: a data key. */
const sealed: Uint8Array[] = []
vi.mock('#main/vault/aead', async (original) => {
  const real = await original<typeof Aead>()
  return {
    ...real,
    open: (...args: Parameters<typeof real.open>) => {
      const out = real.open(...args)
      if (out.length === 32) keys.push(out)
      return out
    },
    openParts: (...args: Parameters<typeof real.openParts>) => {
      const out = real.openParts(...args)
      records.push(out)
      return out
    },
    seal: (...args: Parameters<typeof real.seal>) => {
      if (args[1].length === 32) sealed.push(Buffer.from(args[1]))
      return real.seal(...args)
    },
  }
})
afterEach(() => {
  for (const list of [keys, records, sealed]) list.length = 0
})

const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0)

async function turns(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

describe('a key that comes when nobody waits for it any more', () => {
  it('is overwritten where the vault was locked while a passphrase was worked on', async () => {
    const { vault } = await withVault()
    await vault.protect(protection(['os', 'passphrase'], { passphrase: pass() }), noSignal)
    keys.length = 0
    const recovery = pass(writeRecoveryCode(Buffer.alloc(16, 3)))
    const doing = vault.protect(protection(['os', 'passphrase', 'recovery'], { recovery, current: typed() }), noSignal)
    for (let turn = 0; turn < 30; turn += 1) await Promise.resolve()
    const closing = vault.close()
    await expect(doing).rejects.toEqual(failure('cancelled'))
    await closing
    await vi.waitFor(() => {
      expect(keys.length).toBeGreaterThan(0)
    })
    await turns()
    expect(keys.filter((key) => !isZero(key))).toEqual([])
  })

  it('is overwritten where the keystore answers after the limit', async () => {
    const first = await withVault()
    const sealer = new FakeSealer()
    const open = sealer.open.bind(sealer)
    const answers = Promise.withResolvers<undefined>()
    const given: Buffer[] = []
    sealer.open = async (bytes) => {
      await answers.promise
      const answer = await open(bytes)
      given.push(answer.key)
      return answer
    }
    const process = startProcess(first.fs.disk, { sealer })
    const opening = process.vault.open()
    await turns()
    process.clock.advance(60_000)
    await opening
    expect(process.vault.state()).toMatchObject({ kind: 'locked-by-os', why: 'no-answer' })
    answers.resolve(undefined)
    await turns()
    expect(given).toHaveLength(1)
    expect(given.every(isZero)).toBe(true)
  })
})

describe('the data key while a keystore seals its slot again', () => {
  it('is overwritten at once when the vault is locked, however long that keystore takes', async () => {
    const first = await withVault()
    const sealer = new FakeSealer()
    sealer.reseal = true
    const probe = sealer.probe.bind(sealer)
    const answers = Promise.withResolvers<undefined>()
    sealer.probe = async () => {
      await answers.promise
      return probe()
    }
    const process = startProcess(first.fs.disk, { sealer })
    await process.vault.open()
    await turns()
    await process.vault.close()
    sealed.length = 0
    answers.resolve(undefined)
    await turns()
    // What it seals now is the copy that it was given: there is no key in it any more.
    expect(sealed.length).toBeGreaterThan(0)
    expect(sealed.every(isZero)).toBe(true)
  })
})

describe('secrets that are being sealed anew', () => {
  it('are overwritten one by one, also the one in hand when that is cancelled', async () => {
    const { vault } = await withVault()
    await vault.records.commit(Array.from({ length: 500 }, (_, index) => putSecret(`s${index}`, `EXAMPLE-${index}`)))
    records.length = 0
    vault.onChange((state) => {
      if (state.kind === 'open' && (state.rekeying?.done ?? 0) > 100) vault.cancelRekey()
    })
    await expect(vault.protect(protection(['os'], { rekey: true }), noSignal)).rejects.toEqual(failure('cancelled'))
    expect(records.length).toBeGreaterThan(50)
    expect(records.filter((record) => record.includes('EXAMPLE'))).toEqual([])
  })
})
