import { describe, expect, it } from 'vitest'
import { readNewestFile } from '#main/vault/commit'
import { Generations } from '#main/vault/generations'
import { FakeSealer } from '#test/support/fake-sealer'
import {
  folder,
  noSignal,
  pass,
  protection,
  putSecret,
  reopened,
  secretOf,
  typed,
  withVault,
  type Process,
} from './world.ts'

/** Lets what goes on behind the open vault end. */
async function settle(process: Process): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  await process.vault.records.commit([])
}

async function slotsOf(process: Process) {
  return (await readNewestFile(new Generations(process, folder)))?.header.slots ?? []
}

function asking(options: ConstructorParameters<typeof FakeSealer>[0] = {}): FakeSealer {
  const sealer = new FakeSealer(options)
  sealer.reseal = true
  return sealer
}

describe('a slot that the OS wants to seal again', () => {
  it('is made anew behind the open vault, in one save, and opens', async () => {
    const first = await withVault()
    await first.vault.records.commit([putSecret('a', 'one')])
    const [old] = await slotsOf(first)
    const again = await reopened(first.fs.disk, { sealer: asking({ tag: 'v12' }) })
    expect(again.vault.state().kind).toBe('open')
    await settle(again)
    const slots = await slotsOf(again)
    expect(slots).toEqual([expect.objectContaining({ kind: 'os', tag: 'v12' })])
    expect(slots[0]?.id).not.toEqual(old?.id)
    expect(again.vault.state()).toMatchObject({ keystore: { tag: 'v12' } })
    expect(again.fs.disk.files()).toContain(`${folder}/vault.3`)
    expect(again.fs.disk.files()).not.toContain(`${folder}/vault.4`)
    expect(secretOf((await reopened(first.fs.disk)).vault, 'a')).toBe('one')
  })

  it('is made anew for OS and passphrase together, and still needs both', async () => {
    const first = await withVault()
    await first.vault.protect(protection(['os-passphrase'], { passphrase: pass() }), noSignal)
    const again = await reopened(first.fs.disk, { sealer: asking() })
    await again.vault.unlock(typed())
    await settle(again)
    expect(again.fs.disk.files()).toContain(`${folder}/vault.3`)
    const later = await reopened(first.fs.disk)
    expect(later.vault.state().kind).toBe('locked')
    await later.vault.unlock(typed())
    expect(later.vault.state().kind).toBe('open')
  })

  it.each([
    ['a weaker tag', 'v11', 'v10'],
    ['a tag that says nothing', 'v11', 'v99'],
    ['a stronger tag, which takes a new data key', 'v10', 'v11'],
  ])('stays as it is when it would get %s', async (_what, before, after) => {
    const sealer = new FakeSealer({ tag: before })
    const first = await withVault(undefined, { sealer, choice: before === 'v10' ? 'weak-accepted' : 'os' })
    const slots = await slotsOf(first)
    const again = await reopened(first.fs.disk, { sealer: asking({ tag: after }) })
    expect(again.vault.state().kind).toBe('open')
    await settle(again)
    expect(await slotsOf(again)).toEqual(slots)
    expect(again.log.lines).toContainEqual(expect.objectContaining({ level: 'warn', fields: { why: 'weak-storage' } }))
  })

  it('stays as it is when the keystore fails meanwhile, and the vault stays open', async () => {
    const first = await withVault()
    const slots = await slotsOf(first)
    const sealer = asking()
    const seal = sealer.seal.bind(sealer)
    sealer.seal = async (key) => {
      sealer.mood = 'not-available'
      return seal(key)
    }
    const again = await reopened(first.fs.disk, { sealer })
    await settle(again)
    expect(again.vault.state().kind).toBe('open')
    expect(await slotsOf(again)).toEqual(slots)
    expect(again.log.lines).toContainEqual(
      expect.objectContaining({ level: 'warn', fields: { why: 'vault-closed-by-os' } }),
    )
  })

  it('is not made of zeros when the vault is locked while the keystore is asked', async () => {
    const first = await withVault()
    await first.vault.records.commit([putSecret('a', 'one')])
    const slots = await slotsOf(first)
    const sealer = asking()
    const seal = sealer.seal.bind(sealer)
    const answered = Promise.withResolvers<undefined>()
    sealer.seal = async (key) => {
      await answered.promise
      return seal(key)
    }
    const again = await reopened(first.fs.disk, { sealer })
    await again.vault.lock()
    answered.resolve(undefined)
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    expect(await slotsOf(again)).toEqual(slots)
    expect(secretOf((await reopened(first.fs.disk)).vault, 'a')).toBe('one')
  })
})

describe('a slot whose keystore was wiped', () => {
  const wiped = (tag = 'v11') => new FakeSealer({ secret: 'a new keyring', tag })

  it('is made anew once something typed has opened the vault, and nothing was lost', async () => {
    const first = await withVault()
    await first.vault.records.commit([putSecret('a', 'one')])
    await first.vault.protect(protection(['os', 'passphrase'], { passphrase: pass() }), noSignal)
    const again = await reopened(first.fs.disk, { sealer: wiped() })
    expect(again.vault.state()).toMatchObject({ kind: 'locked-by-os', why: 'other-key' })
    await again.vault.unlock(typed())
    await settle(again)
    expect(secretOf(again.vault, 'a')).toBe('one')
    const later = await reopened(first.fs.disk, { sealer: wiped() })
    expect(later.vault.state()).toMatchObject({ kind: 'open', slots: ['os', 'passphrase'] })
    expect(secretOf(later.vault, 'a')).toBe('one')
  })

  it('stays as it is where the keystore protects less than before', async () => {
    const first = await withVault()
    await first.vault.protect(protection(['os', 'passphrase'], { passphrase: pass() }), noSignal)
    const before = await slotsOf(first)
    const again = await reopened(first.fs.disk, { sealer: wiped('v10') })
    await again.vault.unlock(typed())
    await settle(again)
    expect(await slotsOf(again)).toEqual(before)
  })

  it('stays as it is while the keystore is only not there', async () => {
    const first = await withVault()
    await first.vault.protect(protection(['os', 'passphrase'], { passphrase: pass() }), noSignal)
    const before = await slotsOf(first)
    const sealer = new FakeSealer()
    sealer.mood = 'not-available'
    const again = await reopened(first.fs.disk, { sealer })
    sealer.mood = 'works'
    await again.vault.unlock(typed())
    await settle(again)
    expect(await slotsOf(again)).toEqual(before)
  })
})
