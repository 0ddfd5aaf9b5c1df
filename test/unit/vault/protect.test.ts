import { beforeEach, describe, expect, it } from 'vitest'
import type { SlotKind } from '#shared/model/vault'
import type { Protection } from '#main/vault/index'
import { FakeSealer } from '#test/support/fake-sealer'
import { code, made, newestOf, otherCode, refusing } from './slots-kit.ts'
import {
  failure,
  folder,
  noSignal,
  pass,
  protection,
  reopened,
  secretOf,
  startProcess,
  typed,
  typedCode,
  type Process,
} from './world.ts'

function change(process: Process, slots: readonly SlotKind[], more: Partial<Protection> = {}): Promise<void> {
  return process.vault.protect(protection(slots, more), noSignal)
}

async function kindsOnDisk(process: Process): Promise<readonly string[]> {
  return ((await newestOf(process))?.header.slots ?? []).map(({ kind }) => kind)
}

describe('adding a slot', () => {
  it('opens the same vault both ways', async () => {
    const process = await made('passphrase')
    await change(process, ['os', 'passphrase'], { current: typed() })
    expect(process.vault.state()).toMatchObject({
      slots: ['passphrase', 'os'],
      keystore: { level: 'strong', tag: 'v11' },
    })
    const byOs = await reopened(process.fs.disk)
    expect(secretOf(byOs.vault, 'a')).toBe('one')
    const byPassphrase = await reopened(process.fs.disk, { sealer: refusing() })
    await byPassphrase.vault.unlock(typed())
    expect(secretOf(byPassphrase.vault, 'a')).toBe('one')
  })

  it('with a recovery code opens the vault where the OS keystore was lost', async () => {
    const process = await made('os')
    await change(process, ['os', 'recovery'], { recovery: pass(code) })
    const { vault } = await reopened(process.fs.disk, { sealer: refusing('garbage') })
    expect(vault.state()).toEqual({ kind: 'locked-by-os', why: 'other-key', slots: ['os', 'recovery'] })
    await vault.unlock(typedCode(code.toLowerCase().replaceAll('-', ' ')))
    expect(vault.state()).toMatchObject({ kind: 'open', slots: ['os', 'recovery'] })
    expect(secretOf(vault, 'a')).toBe('one')
  })

  it('is one save, and none when nothing changes', async () => {
    const process = await made('os')
    await change(process, ['os', 'passphrase', 'recovery'], { passphrase: pass(), recovery: pass(code) })
    expect(process.fs.disk.files()).toContain(`${folder}/vault.3`)
    await change(process, ['recovery', 'os', 'passphrase'], { current: typed() })
    expect(process.fs.disk.files()).not.toContain(`${folder}/vault.4`)
  })

  it('keeps the slots that are there as they are', async () => {
    const process = await made('os')
    const before = await newestOf(process)
    await change(process, ['os', 'recovery'], { recovery: pass(code) })
    const after = await newestOf(process)
    expect(after?.header.slots[0]).toEqual(before?.header.slots[0])
  })
})

describe('a recovery code', () => {
  it("that is right but not this vault's is told from one with a slip of the pen", async () => {
    const process = await made('passphrase')
    await change(process, ['passphrase', 'recovery'], { current: typed(), recovery: pass(code) })
    const { vault } = await reopened(process.fs.disk)
    await expect(vault.unlock(typedCode(otherCode))).rejects.toMatchObject({ error: { kind: 'wrong-recovery-code' } })
    await expect(vault.unlock(typedCode(otherCode))).rejects.not.toMatchObject({ error: { code: 'mistyped' } })
    const slip = code.startsWith('0') ? `1${code.slice(1)}` : `0${code.slice(1)}`
    await expect(vault.unlock(typedCode(slip))).rejects.toEqual(failure('wrong-recovery-code', { code: 'mistyped' }))
    expect(vault.state()).toEqual({ kind: 'locked', slots: ['passphrase', 'recovery'] })
    await vault.unlock(typedCode(code))
    expect(secretOf(vault, 'a')).toBe('one')
  })

  it('that is drawn anew takes the place of the old one', async () => {
    const process = await made('os')
    await change(process, ['os', 'recovery'], { recovery: pass(code) })
    await change(process, ['os', 'recovery'], { recovery: pass(otherCode), current: typedCode(code) })
    const { vault } = await reopened(process.fs.disk, { sealer: refusing() })
    await expect(vault.unlock(typedCode(code))).rejects.toEqual(failure('wrong-recovery-code'))
    await vault.unlock(typedCode(otherCode))
    expect(vault.state().kind).toBe('open')
  })

  it('opens nothing where there is no slot for it', async () => {
    const process = await made('passphrase')
    const { vault } = await reopened(process.fs.disk)
    await expect(vault.unlock(typedCode(code))).rejects.toEqual(failure('wrong-recovery-code'))
  })
})

describe('OS and passphrase together', () => {
  let process: Process
  beforeEach(async () => {
    process = await made('os-passphrase')
  })

  it('do not open without the passphrase: the vault is locked, and the OS is not even asked', async () => {
    const { vault, sealer } = await reopened(process.fs.disk)
    expect(vault.state()).toEqual({ kind: 'locked', slots: ['os-passphrase'] })
    expect(sealer.calls).toEqual([])
    await expect(vault.unlock(typed('another EXAMPLE passphrase'))).rejects.toEqual(failure('wrong-passphrase'))
    expect(vault.state()).toEqual({ kind: 'locked', slots: ['os-passphrase'] })
    await vault.unlock(typed())
    expect(vault.state()).toMatchObject({ kind: 'open', slots: ['os-passphrase'], keystore: { tag: 'v11' } })
    expect(secretOf(vault, 'a')).toBe('one')
  })

  it.each([
    ['other-key', 'other-key'],
    ['garbage', 'other-key'],
    ['not-available', 'not-available'],
    ['no-answer', 'no-answer'],
  ] as const)('do not open with the passphrase alone: a keystore that is "%s" is what is told', async (mood, why) => {
    const { vault } = await reopened(process.fs.disk, { sealer: refusing(mood) })
    await expect(vault.unlock(typed())).rejects.toEqual(failure('vault-closed-by-os'))
    expect(vault.state()).toEqual({ kind: 'locked-by-os', why, slots: ['os-passphrase'] })
  })

  it('open by the recovery code when the keystore is lost, and get a new slot', async () => {
    await change(process, ['os-passphrase', 'recovery'], { current: typed(), recovery: pass(code) })
    const sealer = refusing('garbage')
    const saved = await reopened(process.fs.disk, { sealer })
    await expect(saved.vault.unlock(typed())).rejects.toEqual(failure('vault-closed-by-os'))
    await saved.vault.unlock(typedCode(code))
    expect(secretOf(saved.vault, 'a')).toBe('one')
    const newKeystore = new FakeSealer({ secret: 'a new keyring' })
    const later = await reopened(process.fs.disk, { sealer: newKeystore })
    await later.vault.unlock(typedCode(code))
    await change(later, ['os-passphrase', 'recovery'], { current: typedCode(code), passphrase: pass() })
    const again = await reopened(process.fs.disk, { sealer: new FakeSealer({ secret: 'a new keyring' }) })
    await again.vault.unlock(typed())
    expect(secretOf(again.vault, 'a')).toBe('one')
  })

  it('take the place of slots that open by one of them', async () => {
    const one = await made('os')
    await change(one, ['os-passphrase'], { passphrase: pass() })
    expect(await kindsOnDisk(one)).toEqual(['os-passphrase'])
    const other = await made('passphrase')
    await change(other, ['os-passphrase', 'recovery'], { current: typed(), recovery: pass(code) })
    expect(await kindsOnDisk(other)).toEqual(['os-passphrase', 'recovery'])
    const { vault } = await reopened(other.fs.disk)
    await vault.unlock(typed())
    expect(vault.state().kind).toBe('open')
  })

  it('are not made with a keystore that protects little, unless the person accepts that', async () => {
    const sealer = new FakeSealer({ tag: 'v10' })
    const weak = startProcess(undefined, { sealer })
    await weak.vault.open()
    await expect(weak.vault.create('os-passphrase', pass())).rejects.toEqual(failure('weak-storage'))
    expect(weak.fs.disk.files()).toEqual([])
    await weak.vault.create('passphrase', pass())
    await expect(change(weak, ['os-passphrase'], { current: typed() })).rejects.toEqual(failure('weak-storage'))
    await change(weak, ['os-passphrase'], { current: typed(), acceptWeak: true })
    expect(weak.vault.state()).toMatchObject({ slots: ['os-passphrase'], keystore: { level: 'weak' } })
  })
})

describe('changing what opens a vault', () => {
  it('changes the passphrase: the old one opens it no more', async () => {
    const process = await made('passphrase')
    await change(process, ['passphrase'], { current: typed(), passphrase: pass('a new EXAMPLE passphrase') })
    const { vault } = await reopened(process.fs.disk)
    await expect(vault.unlock(typed())).rejects.toEqual(failure('wrong-passphrase'))
    await vault.unlock(typed('a new EXAMPLE passphrase'))
    expect(secretOf(vault, 'a')).toBe('one')
  })

  it('removes a slot, but never the last one', async () => {
    const process = await made('os')
    await change(process, ['os', 'passphrase'], { passphrase: pass() })
    await change(process, ['passphrase'], { current: typed() })
    expect(await kindsOnDisk(process)).toEqual(['passphrase'])
    expect((await reopened(process.fs.disk)).vault.state()).toEqual({ kind: 'locked', slots: ['passphrase'] })
    await expect(change(process, [], { current: typed() })).rejects.toEqual(
      failure('invalid-input', { field: 'slots' }),
    )
  })

  it.each<[string, Partial<Protection>, string]>([
    ['nothing', {}, 'confirmation-needed'],
    ['a wrong passphrase', { current: typed('not the right EXAMPLE') }, 'wrong-passphrase'],
    ['a wrong recovery code', { current: typedCode(otherCode) }, 'wrong-recovery-code'],
  ])('is refused with %s for what opens it now', async (_what, more, kind) => {
    const process = await made('passphrase')
    await change(process, ['passphrase', 'recovery'], { current: typed(), recovery: pass(code) })
    const files = process.fs.disk.files()
    await expect(change(process, ['os'], more)).rejects.toEqual(failure(kind))
    await expect(change(process, ['passphrase'], { ...more, passphrase: pass('a new EXAMPLE one') })).rejects.toEqual(
      failure(kind),
    )
    expect(process.fs.disk.files()).toEqual(files)
  })

  it('asks the passphrase of a vault that needs both, and says when it is the OS that does not help', async () => {
    const process = await made('os-passphrase')
    await expect(change(process, ['os'])).rejects.toEqual(failure('confirmation-needed'))
    await expect(change(process, ['os'], { current: typed('not the right EXAMPLE') })).rejects.toEqual(
      failure('wrong-passphrase'),
    )
    process.sealer.mood = 'not-available'
    await expect(change(process, ['passphrase'], { current: typed() })).rejects.toEqual(failure('vault-closed-by-os'))
    expect(await kindsOnDisk(process)).toEqual(['os-passphrase'])
  })

  it.each<[string, readonly SlotKind[], Partial<Protection>, unknown]>([
    ['both beside the OS alone', ['os-passphrase', 'os'], {}, failure('invalid-input', { field: 'slots' })],
    ['both beside the passphrase alone', ['os-passphrase', 'passphrase'], {}, failure('invalid-input')],
    ['a passphrase that was not given', ['os', 'passphrase'], {}, failure('invalid-input', { field: 'passphrase' })],
    ['a short one', ['passphrase'], { passphrase: pass('short') }, failure('invalid-input', { field: 'passphrase' })],
    ['a code that was not given', ['os', 'recovery'], {}, failure('invalid-input', { field: 'recovery' })],
    ['a code that is none', ['os', 'recovery'], { recovery: pass('no code') }, failure('wrong-recovery-code')],
  ])('is refused for %s, and changes nothing', async (_what, slots, more, expected) => {
    const process = await made('os')
    const state = process.vault.state()
    await expect(change(process, slots, more)).rejects.toEqual(expected)
    expect(process.vault.state()).toEqual(state)
    expect(await kindsOnDisk(process)).toEqual(['os'])
  })

  it('is refused for a weak keystore without consent, while locked, and for a session', async () => {
    const process = await made('passphrase', new FakeSealer({ tag: 'v10' }))
    await expect(change(process, ['os'], { current: typed() })).rejects.toEqual(failure('weak-storage'))
    await change(process, ['os', 'passphrase'], { current: typed(), acceptWeak: true })
    expect(process.vault.state()).toMatchObject({ keystore: { level: 'weak' } })
    await process.vault.lock()
    await expect(change(process, ['os'])).rejects.toEqual(failure('vault-locked'))
  })

  it('can be cancelled while the keystore keeps it waiting, also by locking', async () => {
    for (const how of ['signal', 'lock'] as const) {
      const process = await made('passphrase')
      process.sealer.mood = 'silent'
      const controller = new AbortController()
      const changing = process.vault.protect(protection(['os', 'passphrase'], { current: typed() }), controller.signal)
      await new Promise((resolve) => setTimeout(resolve, 20))
      const locking = how === 'lock' ? process.vault.lock() : undefined
      if (how === 'signal') controller.abort()
      await expect(changing).rejects.toEqual(failure('cancelled'))
      await locking
      expect(process.vault.state().kind).toBe(how === 'lock' ? 'locked' : 'open')
      expect(await kindsOnDisk(process)).toEqual(['passphrase'])
    }
  })
})
