import { describe, expect, it } from 'vitest'
import { writeRecoveryCode } from '#main/vault/recovery-code'
import type { SlotKind } from '#shared/model/vault'
import { keystoreOf } from '#shared/rules/protection'
import type { FakeDisk } from '#test/support/fake-disk'
import { FakeSealer } from '#test/support/fake-sealer'
import {
  failure,
  noSignal,
  pass,
  protection,
  putSecret,
  reopened,
  secretOf,
  typed,
  typedCode,
  withVault,
  type Process,
} from './world.ts'

const code = writeRecoveryCode(Buffer.alloc(16, 5))
const byCode = () => ({ recovery: pass(code), current: typedCode(code) })

/** Lets what goes on behind the open vault end. */
async function settle(process: Process): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  await process.vault.records.commit([])
}

/** A vault with a record that opens by these. */
async function made(slots: readonly SlotKind[], sealer = new FakeSealer()): Promise<FakeDisk> {
  const weak = sealer.tag === 'v10'
  const { vault, fs } = await withVault(undefined, { sealer, choice: weak ? 'weak-accepted' : 'os' })
  await vault.records.commit([putSecret('a', 'one')])
  const wanted = protection(slots, { passphrase: pass(), recovery: pass(code), acceptWeak: weak })
  if (slots.length > 1 || slots[0] !== 'os') await vault.protect(wanted, noSignal)
  return fs.disk
}

describe('a keystore that protects better than when the vault was made', () => {
  const weak = (): FakeSealer => new FakeSealer({ tag: 'v10' })
  const stronger = keystoreOf('linux', 'v11')

  it('is told of once the vault is open, and no more after everything was sealed anew by it', async () => {
    const disk = await made(['os'], weak())
    // The keystore still opens what was sealed before.
    const again = await reopened(disk)
    await settle(again)
    expect(again.vault.state()).toMatchObject({ keystore: { level: 'weak' }, strongerKeystore: stronger })
    await again.vault.protect(protection(['os'], { rekey: true }), noSignal)
    expect(again.vault.state()).toMatchObject({ keystore: stronger, strongerKeystore: null })
    const later = await reopened(disk)
    await settle(later)
    expect(later.vault.state()).toMatchObject({ kind: 'open', keystore: stronger, strongerKeystore: null })
    expect(secretOf(later.vault, 'a')).toBe('one')
  })

  it('is told of where the passphrase is needed, too', async () => {
    const disk = await made(['os-passphrase'], weak())
    const again = await reopened(disk)
    await again.vault.unlock(typed())
    await settle(again)
    expect(again.vault.state()).toMatchObject({ strongerKeystore: stronger })
    await again.vault.protect(protection(['os-passphrase'], { rekey: true, current: typed() }), noSignal)
    expect(again.vault.state()).toMatchObject({ keystore: stronger, strongerKeystore: null })
  })

  it.each([
    ['it is as weak as it was', ['os'], 'v10', 'v10'],
    ['the slot is strong already', ['os'], 'v11', 'v12'],
    ['it says nothing of itself', ['os'], 'v10', 'v99'],
  ] as const)('is not told of where %s', async (_why, slots, before, after) => {
    const disk = await made(slots, new FakeSealer({ tag: before }))
    const again = await reopened(disk, { sealer: new FakeSealer({ tag: after }) })
    await settle(again)
    expect(again.vault.state()).toMatchObject({ kind: 'open', strongerKeystore: null })
  })

  it('is not told of where the vault has no slot that needs it', async () => {
    const disk = await made(['passphrase'], weak())
    const again = await reopened(disk)
    await again.vault.unlock(typed())
    await settle(again)
    expect(again.vault.state()).toMatchObject({ keystore: stronger, strongerKeystore: null })
  })

  it('is forgotten when the vault is locked', async () => {
    const disk = await made(['os'], weak())
    const again = await reopened(disk)
    await settle(again)
    await again.vault.lock()
    again.sealer.tag = 'v10'
    await again.vault.open()
    await settle(again)
    expect(again.vault.state()).toMatchObject({ kind: 'open', strongerKeystore: null })
  })
})

describe('a slot whose keystore has lost its key', () => {
  const wiped = (tag = 'v11'): FakeSealer => new FakeSealer({ secret: 'a new keyring', tag })

  async function openedByCode(disk: FakeDisk, sealer: FakeSealer): Promise<Process> {
    const again = await reopened(disk, { sealer })
    await again.vault.unlock(typedCode(code))
    await settle(again)
    return again
  }

  it('is said to be sealed again where it was', async () => {
    const disk = await made(['os', 'recovery'])
    const again = await openedByCode(disk, wiped())
    expect(again.vault.state()).toMatchObject({ keystoreSlot: 'sealed-again' })
    const later = await reopened(disk, { sealer: wiped() })
    await settle(later)
    expect(later.vault.state()).toMatchObject({ kind: 'open', keystoreSlot: null })
  })

  it('is said to be dead where the keystore protects less than before, until the person has set it anew', async () => {
    const disk = await made(['os', 'recovery'])
    const again = await openedByCode(disk, wiped('v10'))
    expect(again.vault.state()).toMatchObject({ keystoreSlot: 'dead' })
    const wanted = protection(['os', 'recovery'], { current: typedCode(code) })
    await expect(again.vault.protect(wanted, noSignal)).rejects.toEqual(failure('weak-storage'))
    expect(again.vault.state()).toMatchObject({ keystoreSlot: 'dead' })
    again.sealer.tag = 'v11'
    await again.vault.protect(wanted, noSignal)
    expect(again.vault.state()).toMatchObject({ slots: ['recovery', 'os'], keystoreSlot: null })
    const later = await reopened(disk, { sealer: wiped() })
    expect(later.vault.state().kind).toBe('open')
    expect(secretOf(later.vault, 'a')).toBe('one')
  })

  it('is dead no more when it is taken away', async () => {
    const disk = await made(['os', 'recovery'])
    const again = await openedByCode(disk, wiped('v10'))
    await again.vault.protect(protection(['recovery'], byCode()), noSignal)
    expect(again.vault.state()).toMatchObject({ slots: ['recovery'], keystoreSlot: null })
  })

  it('is said to be dead where it takes the passphrase, too, until that is typed anew', async () => {
    const disk = await made(['os-passphrase', 'recovery'])
    const again = await openedByCode(disk, wiped())
    expect(again.vault.state()).toMatchObject({ keystoreSlot: 'dead' })
    const wanted = protection(['os-passphrase', 'recovery'], { current: typedCode(code), passphrase: pass() })
    await again.vault.protect(wanted, noSignal)
    expect(again.vault.state()).toMatchObject({ keystoreSlot: null })
    const later = await reopened(disk, { sealer: wiped() })
    await later.vault.unlock(typed())
    await settle(later)
    expect(later.vault.state()).toMatchObject({ kind: 'open', keystoreSlot: null })
  })

  it.each(['works', 'not-available', 'no-answer'] as const)(
    'is not meant by a vault that something typed has opened while the keystore is "%s"',
    async (mood) => {
      for (const slots of [['os', 'recovery'] as const, ['os-passphrase', 'recovery'] as const]) {
        const disk = await made(slots)
        const sealer = new FakeSealer()
        sealer.mood = 'not-available'
        const again = await reopened(disk, { sealer })
        sealer.mood = mood
        await again.vault.unlock(typedCode(code))
        await settle(again)
        expect(again.vault.state()).toMatchObject({ kind: 'open', keystoreSlot: null })
      }
    },
  )

  it('is left alone when the person has set it anew before the keystore answers', async () => {
    const disk = await made(['os', 'recovery'])
    const sealer = wiped()
    const again = await reopened(disk, { sealer })
    const answered = Promise.withResolvers<undefined>()
    const open = sealer.open.bind(sealer)
    sealer.open = async (sealed) => {
      await answered.promise
      return open(sealed)
    }
    await again.vault.unlock(typedCode(code))
    sealer.open = open
    await again.vault.protect(protection(['os', 'recovery'], { ...byCode(), rekey: true }), noSignal)
    answered.resolve(undefined)
    await settle(again)
    expect(again.vault.state()).toMatchObject({ keystoreSlot: null })
    expect((await reopened(disk, { sealer: wiped() })).vault.state().kind).toBe('open')
  })
})
