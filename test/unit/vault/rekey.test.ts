import { beforeEach, describe, expect, it } from 'vitest'
import type { SlotKind, VaultState } from '#shared/model/vault'
import { FakeSealer } from '#test/support/fake-sealer'
import { filled, printOf, rekey, told, withPrints } from './rekey-kit.ts'
import { code, newestOf } from './slots-kit.ts'
import {
  failure,
  folder,
  noSignal,
  pass,
  protection,
  putSecret,
  reopened,
  secretOf,
  startProcess,
  typed,
  typedCode,
  type Process,
} from './world.ts'

describe('sealing everything anew', () => {
  let process: Process
  beforeEach(async () => {
    process = await filled()
  })

  it('loses nothing, here and after a restart', async () => {
    const before = await told(process)
    await rekey(process)
    expect(await told(process)).toEqual(before)
    await process.vault.records.commit([putSecret('later', 'works')])
    await process.vault.snapshots.write('activity.2', Buffer.from('more'))
    await process.vault.close()
    const again = await reopened(process.fs.disk)
    expect(secretOf(again.vault, 'later')).toBe('works')
    expect((await again.vault.snapshots.read('activity.2'))?.toString()).toBe('more')
    await again.vault.snapshots.remove('activity.2')
    expect(await told(again)).toEqual(before)
  })

  it('gives fingerprints that fit the new key, in the same save', async () => {
    const old = printOf(process.vault, 'pul-EXAMPLE-secret')
    await rekey(process)
    for (const { vault } of [process, await reopened(process.fs.disk)]) {
      expect(printOf(vault, 'pul-EXAMPLE-secret')).not.toBe(old)
      expect(vault.records.get('held', 'secret-1')?.fingerprint).toBe(printOf(vault, 'pul-EXAMPLE-secret'))
      expect(vault.records.get('account', 'account-1')?.fingerprint).toBe(printOf(vault, 'pul-EXAMPLE-credential'))
    }
  })

  it('knows again in a place what was seen there before', async () => {
    const seen = (value: string) => ({ at: 1, fingerprint: printOf(process.vault, value) })
    const place = {
      tokenId: 'a1/t1',
      where: { kind: 'file' as const, path: '/home/kim/.npmrc', format: null },
      note: '',
      addedAt: 1,
      changedAt: 1,
      replaced: null,
      old: { since: 1, fingerprint: printOf(process.vault, 'pul-EXAMPLE-never-stored') },
      seen: seen('pul-EXAMPLE-secret'),
    }
    await process.vault.records.commit([{ put: 'place', id: 'p1', value: place }])
    await rekey(process)
    const fits = () => process.vault.records.get('place', 'p1')?.seen?.fingerprint
    expect(fits()).toBe(printOf(process.vault, 'pul-EXAMPLE-secret'))
    expect(fits()).not.toBe(place.seen.fingerprint)
    expect(process.vault.records.get('place', 'p1')?.old).toEqual(place.old)
    // Somebody puts the record that it was before.
    await process.vault.records.commit([{ put: 'place', id: 'p1', value: place }])
    expect(fits()).toBe(printOf(process.vault, 'pul-EXAMPLE-secret'))
  })

  it('gives a record that somebody still held from before the fingerprint of now', async () => {
    const [account, held] = withPrints(process)
    await rekey(process)
    await rekey(process)
    await process.vault.records.commit([account, held])
    expect(process.vault.records.get('account', 'account-1')?.fingerprint).toBe(
      printOf(process.vault, 'pul-EXAMPLE-credential'),
    )
    expect(process.vault.records.get('held', 'secret-1')?.fingerprint).toBe(
      printOf(process.vault, 'pul-EXAMPLE-secret'),
    )
  })

  it('removes every file that the old key opens: generations, what was put aside or unfinished, snapshots', async () => {
    const { disk } = process.fs
    const old = disk.files().filter((path) => path !== '/profile/vault.seen')
    disk.put(`${folder}/vault.bad-2-x`, disk.bytes(`${folder}/vault.2`))
    disk.put(`${folder}/vault.tmp-y`, disk.bytes(`${folder}/vault.2`))
    disk.put(`${folder}/vault.tmp-z`, Buffer.from('half'))
    const [snapshot = ''] = old.filter((path) => path.includes('/snapshots/'))
    disk.put(`${snapshot}.bad-x`, disk.bytes(snapshot))
    disk.put(`${snapshot}.tmp-x`, disk.bytes(snapshot).subarray(0, 9))
    await rekey(process)
    const left = disk.files()
    expect(left).toEqual(
      ['/profile/vault.seen', ...left.filter((path) => path.includes('/snapshots/')), `${folder}/vault.4`].sort(),
    )
    expect(left).toHaveLength(4)
    for (const path of old) expect(left).not.toContain(path)
    const file = await newestOf(process)
    expect(file?.header).toMatchObject({ keyNumber: 2, keySince: 4, generation: 4 })
  })

  it('takes a slot away from whoever has its key', async () => {
    await process.vault.protect(protection(['os', 'passphrase'], { passphrase: pass() }), noSignal)
    await rekey(process, ['os', 'recovery'], { current: typed(), recovery: pass(code) })
    const again = await reopened(process.fs.disk)
    expect(again.vault.state()).toMatchObject({ kind: 'open', slots: ['os', 'recovery'] })
    const sealer = new FakeSealer()
    sealer.mood = 'other-key'
    const recovered = await reopened(process.fs.disk, { sealer })
    await expect(recovered.vault.unlock(typed())).rejects.toEqual(failure('wrong-passphrase'))
    await recovered.vault.unlock(typedCode(code))
    expect(secretOf(recovered.vault, 'secret-1')).toBe('pul-EXAMPLE-secret')
  })

  it('keeps the passphrase of now where no other is given, and asks for what it cannot make', async () => {
    await process.vault.protect(
      protection(['os-passphrase', 'recovery'], { passphrase: pass(), recovery: pass(code) }),
      noSignal,
    )
    await expect(rekey(process, ['os-passphrase', 'recovery'], { current: typed() })).rejects.toEqual(
      failure('invalid-input', { field: 'recovery' }),
    )
    await rekey(process, ['os-passphrase'], { current: typed() })
    const again = await reopened(process.fs.disk)
    await again.vault.unlock(typed())
    expect(secretOf(again.vault, 'secret-1')).toBe('pul-EXAMPLE-secret')
  })

  it('tells how far it has come, and that it is done', async () => {
    await process.vault.records.commit(Array.from({ length: 1000 }, (_, index) => putSecret(`s${index}`, 'x')))
    const heard: Extract<VaultState, { kind: 'open' }>['rekeying'][] = []
    process.vault.onChange((state) => heard.push(state.kind === 'open' ? state.rekeying : null))
    await rekey(process)
    const done = heard.flatMap((one) => (one === null ? [] : [one.done]))
    expect(done.length).toBeGreaterThan(5)
    expect(done).toEqual([...done].sort((a, b) => a - b))
    expect(heard.at(-2)).toEqual({ done: 1007, total: 1007 })
    expect(heard.at(-1)).toBeNull()
  })

  it.each([
    ['it is cancelled', false],
    ['somebody else cancels it', true],
  ])('ends when %s before the save, and leaves everything as it was', async (_how, elsewhere) => {
    await process.vault.records.commit(Array.from({ length: 1000 }, (_, index) => putSecret(`s${index}`, 'x')))
    const before = await told(process)
    const files = process.fs.disk.files()
    const controller = new AbortController()
    process.vault.onChange((state) => {
      if (state.kind !== 'open' || (state.rekeying?.done ?? 0) <= 500) return
      if (elsewhere) process.vault.cancelRekey()
      else controller.abort()
    })
    const wanted = protection(['os'], { rekey: true })
    await expect(process.vault.protect(wanted, controller.signal)).rejects.toEqual(failure('cancelled'))
    expect(process.vault.state()).toMatchObject({ rekeying: null })
    expect(process.fs.disk.files()).toEqual(files)
    expect(await told(process)).toEqual(before)
    expect(await told(await reopened(process.fs.disk))).toEqual(before)
  })

  it('is not ended by what somebody has cancelled while nothing was going on', async () => {
    process.vault.cancelRekey()
    await rekey(process)
    process.vault.cancelRekey()
    expect(process.vault.state().kind).toBe('open')
    await rekey(process)
  })

  it('lets saves that come meanwhile wait, and holds them under the new key', async () => {
    const doing = rekey(process)
    const saving = process.vault.records.commit([putSecret('meanwhile', 'kept')])
    const noting = process.vault.snapshots.write('activity.1', Buffer.from('what happened, and more'))
    await Promise.all([doing, saving, noting])
    const again = await reopened(process.fs.disk)
    expect(secretOf(again.vault, 'meanwhile')).toBe('kept')
    expect((await again.vault.snapshots.read('activity.1'))?.toString()).toBe('what happened, and more')
    expect(again.vault.records.get('held', 'secret-1')?.fingerprint).toBe(printOf(again.vault, 'pul-EXAMPLE-secret'))
  })

  it('makes the records of another writer its own, when that one was faster', async () => {
    const other = await reopened(process.fs.disk)
    await other.vault.records.commit([putSecret('theirs', 'kept')])
    await rekey(process)
    expect(secretOf(process.vault, 'theirs')).toBe('kept')
    expect(secretOf((await reopened(process.fs.disk)).vault, 'theirs')).toBe('kept')
  })

  it('locks another Keyrack that has the vault open, as soon as it wants to save', async () => {
    const other = await reopened(process.fs.disk)
    await rekey(process)
    await expect(other.vault.records.commit([putSecret('theirs', 'x')])).rejects.toEqual(failure('vault-locked'))
    await other.vault.close()
    expect(other.vault.state().kind).toBe('locked')
    await other.vault.open()
    await other.vault.records.commit([putSecret('theirs', 'x')])
    expect(secretOf((await reopened(process.fs.disk)).vault, 'theirs')).toBe('x')
  })

  it('notices an older vault that was put back, although nothing of it can check the counter', async () => {
    const old = process.fs.disk.bytes(`${folder}/vault.3`)
    await rekey(process)
    await process.vault.close()
    process.fs.disk.drop(`${folder}/vault.4`)
    process.fs.disk.put(`${folder}/vault.3`, old)
    const again = await reopened(process.fs.disk)
    expect(again.vault.state()).toEqual({ kind: 'older-than-seen', slots: ['os'] })
  })

  it('keeps old and new whole when the keystore cannot open the new slot', async () => {
    const before = await told(process)
    const open = process.sealer.open.bind(process.sealer)
    let calls = 0
    process.sealer.open = async (sealed) => {
      calls += 1
      // The first opens what was just sealed; the second is the proof before anything is removed.
      if (calls > 1) process.sealer.mood = 'other-key'
      return open(sealed)
    }
    await expect(rekey(process)).rejects.toEqual(failure('vault-closed-by-os'))
    expect(process.fs.disk.files()).not.toContain(`${folder}/vault.4`)
    expect(await told(process)).toEqual(before)
    expect(await told(await reopened(process.fs.disk))).toEqual(before)
  })
})

describe('a vault whose keystore protects little', () => {
  it.each<[string, readonly SlotKind[]]>([
    ['a passphrase', ['passphrase']],
    ['OS and passphrase together', ['os-passphrase']],
  ])('is sealed anew when it gets %s instead', async (_what, slots) => {
    const process = startProcess(undefined, { sealer: new FakeSealer({ tag: 'v10' }) })
    await process.vault.open()
    await process.vault.create('weak-accepted', null)
    await process.vault.records.commit([putSecret('a', 'one')])
    process.sealer.tag = 'v11'
    await process.vault.protect(protection(slots, { passphrase: pass() }), noSignal)
    expect(process.fs.disk.files()).toEqual(['/profile/vault.seen', `${folder}/vault.3`])
    const again = await reopened(process.fs.disk)
    await again.vault.unlock(typed())
    expect(secretOf(again.vault, 'a')).toBe('one')
  })

  it('is not sealed anew as long as the keystore still opens it', async () => {
    const process = startProcess(undefined, { sealer: new FakeSealer({ tag: 'v10' }) })
    await process.vault.open()
    await process.vault.create('weak-accepted', null)
    await process.vault.protect(protection(['os', 'passphrase'], { passphrase: pass() }), noSignal)
    expect((await newestOf(process))?.header.keyNumber).toBe(1)
  })
})
