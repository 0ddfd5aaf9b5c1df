import { describe, expect, it } from 'vitest'
import { Failure } from '#main/ports/failure'
import { FakeDisk } from '#test/support/fake-disk'
import { folder, noSignal, pass, passphrase, protection, putNote, reopened, withVault, type Process } from './world.ts'

const quiet = (): void => undefined
const keptFiles = (disk: FakeDisk) => disk.files().filter((path) => path.includes('vault.kept-'))
const openKept = ({ vault }: Process, id: string) => vault.backups.openKept(id, quiet, new AbortController().signal)

async function errorOf(call: Promise<unknown>) {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof Failure) return error.error
  throw new Error('no failure', { cause: error })
}

/** A vault whose first note was kept, and then written over. */
async function withKept() {
  const process = await withVault(new FakeDisk())
  await process.vault.records.commit([putNote('a', 'before')])
  const kept = await process.vault.backups.keepState()
  await process.vault.records.commit([putNote('a', 'after')])
  return { process, id: kept?.id ?? '' }
}

describe('a state that was kept', () => {
  it('opens by the key of the vault alone, also after a restart, and holds what was saved then', async () => {
    const { process, id } = await withKept()
    for (const one of [process, await reopened(process.fs.disk)]) {
      const [kept] = await one.vault.backups.keptStates()
      expect(kept).toEqual({ id, at: process.clock.now() })
      const state = await openKept(one, id)
      expect(state.get('annotation', 'a')?.notes).toBe('before')
      state.close()
      expect(one.vault.records.get('annotation', 'a')?.notes).toBe('after')
    }
  })

  it('outlives the thinning of generations', async () => {
    const { process, id } = await withKept()
    for (let save = 0; save < 60; save += 1) {
      await process.vault.records.commit([putNote('b', `${save}`)])
      process.clock.advance(86_400_000)
    }
    await process.vault.close()
    const { vault } = await reopened(process.fs.disk)
    expect(process.fs.disk.files()).not.toContain(`${folder}/vault.2`)
    expect((await vault.backups.keptStates()).map((one) => one.id)).toEqual([id])
  })

  it('is a file for the person alone, whole or not there', async () => {
    const { process } = await withKept()
    const { disk } = process.fs
    const [before = ''] = keptFiles(disk)
    expect(disk.mode(before)).toBe(0o600)
    for (const step of ['create', 'write', 'sync', 'rename'] as const) {
      process.fs.failOn(step, 'ENOSPC', { path: /vault\./, times: 1 })
      expect(await errorOf(process.vault.backups.keepState())).toMatchObject({ kind: 'disk-full' })
      expect(keptFiles(disk)).toEqual([before])
      expect(disk.files().filter((path) => path.includes('vault.tmp'))).toEqual([])
    }
  })

  it('is kept once, however often that is asked for', async () => {
    const { process } = await withKept()
    const first = await process.vault.backups.keepState()
    process.clock.advance(1_000)
    expect(await process.vault.backups.keepState()).toEqual(first)
    expect(keptFiles(process.fs.disk)).toHaveLength(2)
  })

  it('goes when everything is sealed anew, for the old key opens it', async () => {
    const { process } = await withKept()
    const current = { with: 'passphrase' as const, secret: pass(passphrase) }
    await process.vault.protect(protection(['passphrase'], { current, rekey: true }), noSignal)
    expect(await process.vault.backups.keptStates()).toEqual([])
    expect(keptFiles(process.fs.disk)).toEqual([])
  })

  it('is let go by its own name only, and nothing else with it', async () => {
    const { process, id } = await withKept()
    const { disk } = process.fs
    for (const other of ['vault.2', '../vault.seen', `${id}/../vault.2`, '']) {
      expect(await errorOf(process.vault.backups.letGo(other))).toMatchObject({ kind: 'not-found' })
      expect(await errorOf(openKept(process, other))).toMatchObject({ kind: 'not-found' })
    }
    const before = disk.files()
    await process.vault.backups.letGo(id)
    expect(before.filter((path) => !disk.files().includes(path))).toEqual([`${folder}/${id}`])
  })

  it('that was changed or is of another vault is refused', async () => {
    const { process, id } = await withKept()
    const { disk } = process.fs
    const path = `${folder}/${id}`
    const bytes = disk.bytes(path)
    disk.put(path, bytes.subarray(0, bytes.length - 1))
    const damaged = { kind: 'vault-unreadable', code: 'backup-damaged' }
    expect(await errorOf(openKept(process, id))).toMatchObject(damaged)
    const { vault, fs } = await withVault(new FakeDisk())
    await vault.records.commit([putNote('a', 'of another')])
    disk.put(path, fs.disk.bytes(`${folder}/vault.2`))
    expect(await errorOf(openKept(process, id))).toMatchObject(damaged)
  })
})
