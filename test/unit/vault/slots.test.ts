import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByteReader, FormatError } from '#main/vault/bytes'
import { readNewestFile } from '#main/vault/commit'
import { Generations } from '#main/vault/generations'
import { openPassphraseSlot } from '#main/vault/passphrase-slot'
import { readSlot, writeSlot, type PassphraseSlot, type Slot } from '#main/vault/slots'
import { FakeDisk } from '#test/support/fake-disk'
import { FakeSealer } from '#test/support/fake-sealer'
import {
  folder,
  noSignal,
  pass,
  passphrase,
  protection,
  putSecret,
  reopened,
  secretOf,
  startProcess,
  typed,
  withVault,
  type Process,
} from './world.ts'

const kind = (name: string): unknown =>
  expect.objectContaining({ error: expect.objectContaining({ kind: name }) as unknown })

async function fresh(sealer = new FakeSealer()): Promise<Process> {
  const process = startProcess(new FakeDisk(), { sealer })
  await process.vault.open()
  return process
}

async function slotsOf(process: Process): Promise<readonly Slot[]> {
  const file = await readNewestFile(new Generations(process, folder))
  return file?.header.slots ?? []
}

describe('making a vault with the OS keystore', () => {
  it.each([
    ['linux', 'v11'],
    ['linux', 'v12'],
    ['darwin', 'v10'],
    ['win32', 'v10'],
  ])('on %s with tag %s is done, and both are kept with the slot', async (platform, tag) => {
    const process = await fresh(new FakeSealer({ platform, tag }))
    await process.vault.create('os', null)
    expect(process.vault.state()).toMatchObject({ kind: 'open', storage: 'disk', slots: ['os'] })
    expect(await slotsOf(process)).toEqual([
      expect.objectContaining({ kind: 'os', platform, tag, weakAccepted: false }),
    ])
  })

  it.each([
    ['linux', 'v10'],
    ['linux', 'v99'],
    ['darwin', 'v11'],
    ['freebsd', 'v11'],
  ])('on %s with tag %s is refused as weak, and done when the person accepts that', async (platform, tag) => {
    const process = await fresh(new FakeSealer({ platform, tag }))
    await expect(process.vault.create('os', null)).rejects.toEqual(kind('weak-storage'))
    expect(process.fs.disk.files()).toEqual([])
    expect(process.vault.state().kind).toBe('none')
    await process.vault.create('weak-accepted', null)
    expect(await slotsOf(process)).toEqual([expect.objectContaining({ kind: 'os', platform, tag, weakAccepted: true })])
  })

  it('judges the tag of what was sealed, not that of the probe', async () => {
    const sealer = new FakeSealer()
    const process = await fresh(sealer)
    const seal = sealer.seal.bind(sealer)
    sealer.seal = async (key) => {
      sealer.tag = 'v10'
      return seal(key)
    }
    await expect(process.vault.create('os', null)).rejects.toEqual(kind('weak-storage'))
    expect(process.fs.disk.files()).toEqual([])
  })

  it.each(['not-available', 'no-answer'] as const)('is refused while the keystore is "%s"', async (mood) => {
    const sealer = new FakeSealer()
    sealer.mood = mood
    const process = await fresh(sealer)
    expect(process.vault.state()).toMatchObject({ kind: 'none', keystore: { level: 'none', tag: '' } })
    for (const choice of ['os', 'weak-accepted'] as const) {
      await expect(process.vault.create(choice, null)).rejects.toEqual(kind('vault-closed-by-os'))
    }
    expect(process.fs.disk.files()).toEqual([])
  })

  it('is refused when the keystore cannot open what it has just sealed', async () => {
    const sealer = new FakeSealer()
    const process = await fresh(sealer)
    sealer.mood = 'garbage'
    await expect(process.vault.create('os', null)).rejects.toEqual(kind('vault-closed-by-os'))
    expect(process.fs.disk.files()).toEqual([])
  })
})

describe('making a vault with a passphrase', () => {
  it('asks nothing of the keystore but the probe of the first start', async () => {
    const process = await fresh()
    await process.vault.create('passphrase', pass())
    expect(process.sealer.calls).toEqual(['probe'])
    expect(process.vault.state()).toMatchObject({ kind: 'open', slots: ['passphrase'] })
  })

  it.each([
    ['nothing', null],
    ['nine characters', 'ninechars'],
    ['nine characters beyond the basic plane', '𝒜'.repeat(9)],
    ['one that normalization shortens to nine', `ab${'e\u0301'.repeat(7)}`],
  ])('refuses %s', async (_what, text) => {
    const process = await fresh()
    await expect(process.vault.create('passphrase', text === null ? null : pass(text))).rejects.toMatchObject({
      error: { kind: 'invalid-input', field: 'passphrase', limit: 10 },
    })
    expect(process.fs.disk.files()).toEqual([])
  })

  it('opens with the same letters, however they are composed', async () => {
    const process = await fresh()
    await process.vault.create('passphrase', pass('Caf\u00e9 \ufb01nal EXAMPLE'))
    await process.vault.records.commit([putSecret('a', 'one')])
    const again = await reopened(process.fs.disk)
    await again.vault.unlock(typed('Cafe\u0301 final EXAMPLE'))
    expect(secretOf(again.vault, 'a')).toBe('one')
  })

  it('does not open with another, stays locked, and can be tried again', async () => {
    const process = await fresh()
    await process.vault.create('passphrase', pass())
    const again = await reopened(process.fs.disk)
    await expect(again.vault.unlock(typed(`${passphrase} `))).rejects.toEqual(kind('wrong-passphrase'))
    expect(again.vault.state()).toEqual({ kind: 'locked', slots: ['passphrase'] })
    await again.vault.unlock(typed())
    expect(again.vault.state().kind).toBe('open')
  })

  it('reads the disk again when it is unlocked: another process may have saved', async () => {
    const first = await fresh()
    await first.vault.create('passphrase', pass())
    const second = await reopened(first.fs.disk)
    await first.vault.records.commit([putSecret('a', 'one')])
    await second.vault.unlock(typed())
    expect(secretOf(second.vault, 'a')).toBe('one')
  })

  it('learns behind the open vault what the keystore could do', async () => {
    const process = await fresh()
    await process.vault.create('passphrase', pass())
    const again = await reopened(process.fs.disk)
    await again.vault.unlock(typed())
    await new Promise((resolve) => setImmediate(resolve))
    expect(again.vault.state()).toMatchObject({ kind: 'open', keystore: { level: 'strong', tag: 'v11' } })
  })
})

describe('unlocking', () => {
  it('is refused where a passphrase has nothing to open', async () => {
    const none = await fresh()
    await expect(none.vault.unlock(typed())).rejects.toEqual(kind('not-supported'))
    const { fs } = await withVault()
    const sealer = new FakeSealer()
    sealer.mood = 'other-key'
    const locked = await reopened(fs.disk, { sealer })
    await expect(locked.vault.unlock(typed())).rejects.toEqual(kind('wrong-passphrase'))
  })

  it('tells when the vault has gone bad since it was looked at', async () => {
    const process = await fresh()
    await process.vault.create('passphrase', pass())
    const again = await reopened(process.fs.disk)
    process.fs.disk.put(`${folder}/vault.2`, Buffer.from('rotten'))
    await expect(again.vault.unlock(typed())).rejects.toEqual(kind('vault-unreadable'))
    expect(again.vault.state()).toMatchObject({ kind: 'damaged', olderGenerations: 1 })
  })

  it('does no work for a slot that asks for less of it than this root allows', async () => {
    const process = await fresh()
    await process.vault.create('passphrase', pass())
    const [slot] = await slotsOf(process)
    await expect(
      openPassphraseSlot(slot as PassphraseSlot, pass(), Buffer.alloc(16), { N: 2 ** 17, r: 8, p: 1 }),
    ).rejects.toEqual(kind('vault-unreadable'))
  })
})

describe('a slot on the disk', () => {
  it('is refused when it asks for more memory or time than Keyrack ever takes', () => {
    const slot: PassphraseSlot = {
      kind: 'passphrase',
      id: Buffer.alloc(8),
      createdAt: 1,
      cost: { N: 2 ** 17, r: 8, p: 1 },
      salt: Buffer.alloc(32),
      wrapped: Buffer.alloc(60),
    }
    const read = (cost: PassphraseSlot['cost']) => readSlot(new ByteReader(writeSlot({ ...slot, cost })))
    expect(read({ N: 2 ** 18, r: 8, p: 16 })).toMatchObject({ cost: { N: 2 ** 18, r: 8, p: 16 } })
    for (const cost of [
      { N: 2 ** 19, r: 8, p: 1 },
      { N: 2 ** 18, r: 9, p: 1 },
      { N: 2 ** 30, r: 1, p: 1 },
      { N: 2 ** 17, r: 8, p: 17 },
      { N: 2 ** 17, r: 0, p: 1 },
      { N: 2 ** 17, r: 8, p: 0 },
      { N: 1, r: 8, p: 1 },
    ]) {
      expect(() => read(cost)).toThrow(FormatError)
    }
  })

  it('reads from any bytes, or is refused as damaged', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), fc.uint8Array({ maxLength: 200 }), (code, bytes) => {
        const length = Buffer.alloc(2)
        length.writeUInt16BE(bytes.length)
        const slot = Buffer.concat([Buffer.from([code]), Buffer.alloc(14), length, bytes])
        try {
          expect(writeSlot(readSlot(new ByteReader(slot)))).toEqual(slot)
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError)
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a vault for this session only', () => {
  it('holds records and snapshots in memory, and leaves nothing on the disk', async () => {
    const process = await fresh(new FakeSealer({ tag: 'v10' }))
    const before = process.fs.calls.length
    await process.vault.create('session', null)
    expect(process.vault.state()).toMatchObject({ kind: 'open', storage: 'session', slots: [] })
    await process.vault.records.commit([putSecret('a', 'one')])
    await process.vault.snapshots.write('inventory', Buffer.from('list'))
    expect(secretOf(process.vault, 'a')).toBe('one')
    expect(await process.vault.snapshots.read('inventory')).toEqual(Buffer.from('list'))
    expect(await process.vault.snapshots.names()).toEqual(['inventory'])
    await expect(process.vault.protect(protection(['os']), noSignal)).rejects.toEqual(kind('not-supported'))
    process.clock.advance(60_000)
    await process.vault.close()
    expect(process.fs.disk.files()).toEqual([])
    expect(process.fs.calls.slice(before).filter((call) => !['list', 'stat', 'read'].includes(call.step))).toEqual([])
    expect((await reopened(process.fs.disk)).vault.state().kind).toBe('none')
  })
})
