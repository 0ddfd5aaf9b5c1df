import { beforeEach, describe, expect, it } from 'vitest'
import { failureOf, jobId, settle, until, type Run } from '#test/support/app-world'
import { BackupWorld, choose, file, key, make, passphrase, preview } from './backup-world.ts'

const day = 86_400_000

let world: BackupWorld
let run: Run

beforeEach(async () => {
  world = new BackupWorld()
  run = await world.begun()
})

const prove = async (value = passphrase) =>
  run.call['backup.prove']({ fileId: await choose(run), key: { ...key, value }, jobId: jobId() })

describe('making a backup', () => {
  it('writes one file that only its owner can read, and says what is in it', async () => {
    world.clock.set(new Date(2026, 10, 22, 12).getTime())
    expect(await make(run)).toEqual({
      made: { name: 'backup.keyrack', madeAt: world.clock.now(), accounts: 1, secrets: 1, others: 1, unknown: 0 },
    })
    expect(world.files()).toEqual([file])
    expect(world.disk.mode(file)).toBe(0o600)
    expect(run.picker.asked).toEqual([{ how: 'save', kind: 'backup', name: 'Keyrack backup 2026-11-22.keyrack' }])
  })

  it('is remembered with its date', async () => {
    await make(run)
    expect(run.window.facts?.preferences.backup).toEqual({ madeAt: world.clock.now(), provenAt: null })
    expect((await run.call['backup.choose']({})).chosen?.madeAt).toBe(world.clock.now())
  })

  it('writes nothing when the person chooses no file', async () => {
    run.picker.path = null
    expect(await make(run)).toEqual({ made: null })
    expect(world.files()).toEqual([])
    expect(run.preferences.get().backup.madeAt).toBeNull()
  })

  it('is refused with a wrong passphrase before a file is asked for', async () => {
    world = new BackupWorld()
    run = await world.start()
    await run.call['vault.create']({ choice: 'passphrase', passphrase })
    expect(await failureOf(make(run, 'another EXAMPLE passphrase'))).toBe('wrong-passphrase')
    expect(run.picker.asked).toEqual([])
  })

  it('leaves the backup before it as it is until the new one was read back and opened', async () => {
    await make(run)
    const good = world.disk.bytes(file)
    const { fs } = run
    for (const step of ['create', 'write', 'sync', 'read', 'rename'] as const) {
      fs.failOn(step, 'EIO', { path: /home/, times: 1 })
      expect(await failureOf(make(run))).toBe('disk-refused')
      expect(world.disk.bytes(file).equals(good)).toBe(true)
      expect(world.files()).toEqual([file])
    }
    fs.failOn('write', 'ENOSPC', { path: /home/, times: 1, kind: 'short' })
    expect(await failureOf(make(run))).toBe('disk-full')
    expect(world.disk.bytes(file).equals(good)).toBe(true)
  })

  it('waits a moment where something else holds the file, and leaves no unfinished one there either', async () => {
    const codes = { rename: 'EPERM', remove: '' }
    let refused = Promise.withResolvers<undefined>()
    run.fs.fault = ({ step, path }) => {
      if (!path.startsWith('/home') || (step !== 'rename' && step !== 'remove') || codes[step] === '') return undefined
      const code = codes[step]
      codes[step] = ''
      if (code !== 'EIO') refused.resolve(undefined)
      return { kind: 'fail', code }
    }
    const making = make(run)
    await refused.promise
    await settle()
    world.clock.advance(1_000)
    expect((await making).made?.name).toBe('backup.keyrack')
    Object.assign(codes, { rename: 'EIO', remove: 'EBUSY' })
    refused = Promise.withResolvers<undefined>()
    const failing = failureOf(make(run))
    await refused.promise
    await settle()
    world.clock.advance(1_000)
    expect(await failing).toBe('disk-refused')
    expect(world.files()).toEqual([file])
  })

  it('does not call a file done that the disk gives back otherwise', async () => {
    run.fs.fault = ({ step, path }) => (step === 'write' && path.startsWith('/home') ? { kind: 'skip' } : undefined)
    expect(await failureOf(make(run))).toBe('vault-unreadable')
    expect(world.files()).toEqual([])
    expect(run.preferences.get().backup.madeAt).toBeNull()
  })

  it('is not written among the files of the vault', async () => {
    const before = world.disk.files()
    for (const path of ['/profile/vault/vault.99', '/profile/vault/sub/../vault.99']) {
      run.picker.path = path
      expect(await failureOf(make(run))).toBe('invalid-input')
    }
    run.picker.path = '/profile/vault.keyrack'
    expect(await failureOf(make(run))).toBe('no failure')
    expect(world.disk.files().filter((path) => !before.includes(path))).toEqual(['/profile/vault.keyrack'])
  })

  it('can be cancelled, and leaves nothing behind', async () => {
    const job = jobId()
    const making = failureOf(run.call['backup.make']({ key, jobId: job }))
    await until(() => run.picker.asked.length > 0)
    await run.call['job.cancel']({ jobId: job })
    expect(await making).toBe('cancelled')
    expect(world.files()).toEqual([])
  })

  it('tells how far it has come', async () => {
    const { records } = run.vault
    const notes = (index: number) => ({
      put: 'annotation' as const,
      id: `t${index}`,
      value: { tags: ['x'], notes: '' },
    })
    await records.commit(Array.from({ length: 500 }, (_, index) => notes(index)))
    await make(run)
    const done = run.window.progress.map((one) => one.done / one.total)
    expect(done.length).toBeGreaterThan(2)
    expect([...done].sort((a, b) => a - b)).toEqual(done)
    expect(Math.max(...done)).toBeLessThanOrEqual(1)
  })
})

describe('proving that a backup opens', () => {
  it('opens everything, counts it, and remembers the date', async () => {
    await make(run)
    world.clock.advance(day)
    expect(await prove()).toEqual({
      madeAt: world.clock.now() - day,
      accounts: 1,
      secrets: 1,
      others: 1,
      unknown: 0,
    })
    expect(run.window.facts?.preferences.backup.provenAt).toBe(world.clock.now())
  })

  it('proves nothing with another key or another file', async () => {
    await make(run)
    expect(await failureOf(prove('another EXAMPLE passphrase'))).toBe('wrong-passphrase')
    const bytes = world.disk.bytes(file)
    world.disk.put(file, bytes.subarray(0, bytes.length - 1))
    expect(await failureOf(prove())).toBe('vault-unreadable')
    world.disk.put(file, Buffer.from('no backup at all'))
    expect(await failureOf(prove())).toBe('vault-unreadable')
    world.disk.drop(file)
    expect(await failureOf(prove())).toBe('not-found')
    expect(run.preferences.get().backup.provenAt).toBeNull()
  })

  it('takes no file that the person has not chosen', async () => {
    await make(run)
    const fileId = await choose(run)
    expect(await failureOf(run.call['backup.prove']({ fileId: file, key, jobId: jobId() }))).toBe('not-found')
    await run.call['backup.drop']({})
    expect(await failureOf(run.call['backup.prove']({ fileId, key, jobId: jobId() }))).toBe('not-found')
  })
})

it('writes down what was done, and no secret of it', async () => {
  await make(run)
  await prove()
  const { planId } = await preview(run)
  await run.call['backup.restore']({ planId, how: 'merge', acceptLosing: null })
  const shown = JSON.stringify([run.log.lines, run.window.facts])
  for (const secret of [passphrase, world.credential, 'vpn-EXAMPLE-1', '/home']) expect(shown).not.toContain(secret)
})
