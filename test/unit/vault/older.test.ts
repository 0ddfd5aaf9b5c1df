import { describe, expect, it } from 'vitest'
import { Failure } from '#main/ports/failure'
import type { VaultChoice } from '#shared/model/vault'
import { FakeDisk } from '#test/support/fake-disk'
import { FakeSealer } from '#test/support/fake-sealer'
import { resealed } from './format-kit.ts'
import {
  failure,
  folder,
  pass,
  putSecret,
  reopened,
  secretOf,
  startProcess,
  typed,
  withVault,
  type Process,
} from './world.ts'

/** A vault at its fourth generation, closed; the first was thinned away. */
async function saved(choice: VaultChoice = 'os'): Promise<Process> {
  const process = startProcess(new FakeDisk())
  await process.vault.open()
  await process.vault.create(choice, choice === 'os' ? null : pass())
  for (const value of ['one', 'two', 'three']) {
    process.clock.advance(1000)
    await process.vault.records.commit([putSecret('a', value)])
  }
  await process.vault.close()
  return process
}

/** The disk with generation 2 as the newest, as if an old copy had been put back. */
function putBack({ fs: { disk } }: Process): FakeDisk {
  disk.drop(`${folder}/vault.3`)
  disk.drop(`${folder}/vault.4`)
  return disk
}

function damage(disk: FakeDisk, number: number): Buffer {
  const path = `${folder}/vault.${number}`
  const bytes = disk.bytes(path)
  bytes.writeUInt8(bytes.readUInt8(200) ^ 1, 200)
  disk.put(path, bytes)
  return bytes
}

describe('an older vault that the person says is wanted', () => {
  it('opens, counts from there, and is not told as older any more', async () => {
    const disk = putBack(await saved())
    const { vault } = await reopened(disk)
    expect(vault.state()).toEqual({ kind: 'older-than-seen', slots: ['os'] })
    await vault.acceptOlder()
    expect(secretOf(vault, 'a')).toBe('one')
    await vault.close()
    const again = await reopened(disk)
    expect(again.vault.state().kind).toBe('open')
    await again.vault.records.commit([putSecret('a', 'new')])
    expect(secretOf((await reopened(disk)).vault, 'a')).toBe('new')
  })

  it.each(['passphrase', 'os-passphrase'] as const)('opens with what was typed before (%s)', async (choice) => {
    const disk = putBack(await saved(choice))
    const { vault } = await reopened(disk)
    await vault.unlock(typed())
    expect(vault.state()).toEqual({ kind: 'older-than-seen', slots: [choice] })
    await vault.retry()
    expect(vault.state()).toEqual({ kind: 'older-than-seen', slots: [choice] })
    await vault.acceptOlder()
    expect(secretOf(vault, 'a')).toBe('one')
  })

  it('is forgotten with its key by locking: it has to be opened again', async () => {
    const disk = putBack(await saved('passphrase'))
    const { vault } = await reopened(disk)
    await vault.unlock(typed())
    await vault.lock()
    expect(vault.state()).toEqual({ kind: 'locked', slots: ['passphrase'] })
    await expect(vault.acceptOlder()).rejects.toEqual(failure('not-supported'))
    await vault.unlock(typed())
    expect(vault.state().kind).toBe('older-than-seen')
  })

  it('is refused where nothing is older', async () => {
    const process = await saved()
    const { vault } = await reopened(process.fs.disk)
    await expect(vault.acceptOlder()).rejects.toEqual(failure('not-supported'))
    await expect(vault.useOlderGeneration()).rejects.toEqual(failure('not-supported'))
  })
})

describe('a damaged vault that the person gives up for an older generation', () => {
  it('is put aside, every bit of it, and the newest that can be read is opened', async () => {
    const { fs } = await saved()
    const newest = damage(fs.disk, 4)
    const third = damage(fs.disk, 3)
    const { vault } = await reopened(fs.disk)
    expect(vault.state()).toMatchObject({
      kind: 'damaged',
      olderGenerations: 1,
      newestReadableAt: Date.UTC(2026, 2, 1, 12, 0, 1),
    })
    await vault.useOlderGeneration()
    expect(vault.state().kind).toBe('open')
    expect(secretOf(vault, 'a')).toBe('one')
    const aside = fs.disk.files().filter((path) => path.includes('/vault.bad-'))
    expect(aside.map((path) => /vault\.bad-(\d)-[0-9a-f-]{36}$/.exec(path)?.[1])).toEqual(['3', '4'])
    expect(aside.map((path) => fs.disk.bytes(path))).toEqual([third, newest])
    await vault.close()
    const again = await reopened(fs.disk)
    expect(again.vault.state().kind).toBe('open')
    await again.vault.records.commit([putSecret('a', 'new')])
    expect(secretOf((await reopened(fs.disk)).vault, 'a')).toBe('new')
  })

  it('asks for what opens it, and does not call it older then', async () => {
    const { fs } = await saved('passphrase')
    damage(fs.disk, 4)
    const { vault } = await reopened(fs.disk)
    await vault.useOlderGeneration()
    expect(vault.state()).toEqual({ kind: 'locked', slots: ['passphrase'] })
    await vault.unlock(typed())
    expect(secretOf(vault, 'a')).toBe('two')
  })

  it('is given up as well when only its key showed that it is not authentic', async () => {
    const { fs } = await saved()
    const other = startProcess(new FakeDisk(), { seed: 'another vault' })
    await other.vault.open()
    await other.vault.create('os', null)
    for (const value of ['EXA', 'MPLE', 'xxxxx']) await other.vault.records.commit([putSecret('a', value)])
    // The header and slots of ours with the list and records of somebody else's.
    const mine = fs.disk.bytes(`${folder}/vault.4`)
    const theirs = other.fs.disk.bytes(`${folder}/vault.4`)
    expect(theirs).toHaveLength(mine.length)
    const front = 24 + mine.readUInt32BE(12)
    const mixed = Buffer.concat([mine.subarray(0, front), theirs.subarray(front, -32), Buffer.alloc(32)])
    fs.disk.put(`${folder}/vault.4`, await resealed(mixed))
    const { vault } = await reopened(fs.disk)
    expect(vault.state()).toMatchObject({ kind: 'damaged', olderGenerations: 2 })
    await vault.useOlderGeneration()
    expect(secretOf(vault, 'a')).toBe('two')
    expect(fs.disk.files().some((path) => path.includes('/vault.bad-4-'))).toBe(true)
  })

  it('stays as it is when there is none', async () => {
    const { fs } = await saved()
    for (const number of [2, 3, 4]) damage(fs.disk, number)
    const files = fs.disk.files()
    const { vault } = await reopened(fs.disk)
    expect(vault.state()).toMatchObject({ kind: 'damaged', olderGenerations: 0, newestReadableAt: null })
    await expect(vault.useOlderGeneration()).rejects.toEqual(failure('vault-unreadable'))
    expect(vault.state().kind).toBe('damaged')
    expect(fs.disk.files()).toEqual(files)
  })

  it('is refused by a disk that does not let it be renamed, and nothing is lost', async () => {
    const { fs } = await saved()
    damage(fs.disk, 4)
    const files = fs.disk.files()
    const again = await reopened(fs.disk)
    again.fs.failOn('rename', 'EIO')
    await expect(again.vault.useOlderGeneration()).rejects.toEqual(failure('disk-refused'))
    expect(fs.disk.files()).toEqual(files)
  })
})

describe('locking', () => {
  it('closes a vault that opens by itself until somebody opens it', async () => {
    const { fs } = await saved()
    const { vault } = await reopened(fs.disk)
    await vault.lock()
    expect(vault.state()).toEqual({ kind: 'locked', slots: ['os'] })
    expect(() => vault.records.ids('secret')).toThrow()
    await new Promise((resolve) => setImmediate(resolve))
    expect(vault.state().kind).toBe('locked')
    await vault.retry()
    expect(secretOf(vault, 'a')).toBe('three')
  })

  it('lets what is being saved end', async () => {
    const { fs } = await saved()
    const { vault } = await reopened(fs.disk)
    const saving = vault.records.commit([putSecret('b', 'kept')])
    await vault.lock()
    await saving
    expect(secretOf((await reopened(fs.disk)).vault, 'b')).toBe('kept')
    await expect(vault.records.commit([putSecret('c', 'late')])).rejects.toEqual(failure('vault-locked'))
  })

  it.each(['passphrase', 'os-passphrase'] as const)('ends an unlocking that is under way (%s)', async (choice) => {
    const { fs } = await saved(choice)
    const { vault, sealer } = await reopened(fs.disk)
    if (choice === 'os-passphrase') sealer.mood = 'silent'
    const unlocking = vault.unlock(typed())
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    const outcome = unlocking.then(
      () => 'opened',
      (error: unknown) => (error instanceof Failure ? error.error.kind : 'another'),
    )
    await vault.lock()
    // A passphrase may have been quick enough to open it before it was locked again.
    expect(choice === 'passphrase' ? ['opened', 'cancelled'] : ['cancelled']).toContain(await outcome)
    expect(vault.state()).toEqual({ kind: 'locked', slots: [choice] })
  })

  it('leaves a vault open that lives in memory only', async () => {
    const process = startProcess(new FakeDisk(), { sealer: new FakeSealer({ tag: 'v10' }) })
    await process.vault.open()
    await process.vault.create('session', null)
    await process.vault.records.commit([putSecret('a', 'one')])
    await process.vault.lock()
    expect(secretOf(process.vault, 'a')).toBe('one')
  })
})

describe('another vault that was put in the place of this one', () => {
  it('is noticed, although the same keystore opens it, and opens only when the person says so', async () => {
    const { vault, fs } = await withVault()
    await vault.close()
    const other = await withVault(new FakeDisk(), { seed: 'another vault' })
    await other.vault.records.commit([putSecret('a', 'of the other')])
    await other.vault.close()
    for (const path of fs.disk.files()) if (path.startsWith(`${folder}/`)) fs.disk.drop(path)
    fs.disk.put(`${folder}/vault.2`, other.fs.disk.bytes(`${folder}/vault.2`))
    const again = await reopened(fs.disk)
    expect(again.vault.state().kind).toBe('older-than-seen')
    await again.vault.acceptOlder()
    expect(secretOf(again.vault, 'a')).toBe('of the other')
    await again.vault.close()
    expect((await reopened(fs.disk)).vault.state().kind).toBe('open')
  })

  it('is not what a vault is taken for that is made where another has been', async () => {
    const { vault, fs } = await withVault()
    await vault.close()
    for (const path of fs.disk.files()) if (path.startsWith(`${folder}/`)) fs.disk.drop(path)
    const fresh = startProcess(fs.disk, { seed: 'a fresh vault' })
    await fresh.vault.open()
    await fresh.vault.create('os', null)
    // Killed at once, before anything was tidied.
    expect((await reopened(fs.disk)).vault.state().kind).toBe('open')
  })
})
