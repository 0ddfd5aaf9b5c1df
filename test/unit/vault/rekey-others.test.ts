import { describe, expect, it } from 'vitest'
import { fileError } from '#test/support/fake-disk'
import { filled, printOf, rekey, told } from './rekey-kit.ts'
import { failure, folder, heldRecord, putSecret, reopened, settled, withVault, type Process } from './world.ts'

const isGeneration = (path: string): boolean => /vault\.[0-9]+$/.test(path)

async function turns(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

/** Calls `action` once, right before the new generation gets its name. */
function beforeNewSide({ fs }: Process, action: () => Promise<void>): void {
  const link = fs.link.bind(fs)
  fs.link = async (from, to) => {
    fs.link = link
    await action()
    return link(from, to)
  }
}

/** The same right before it is written, when all snapshots are. */
function beforeGeneration({ fs }: Process, action: () => Promise<void>): void {
  const writeNew = fs.writeNew.bind(fs)
  fs.writeNew = async (path, bytes) => {
    if (path.includes('vault.tmp')) {
      fs.writeNew = writeNew
      await action()
    }
    return writeNew(path, bytes)
  }
}

async function snapshotOf({ vault }: Process, name: string): Promise<string | undefined> {
  return (await vault.snapshots.read(name))?.toString()
}

describe('a snapshot that another process writes while everything is sealed anew', () => {
  it('is sealed anew, too, as soon as the disk lets it', async () => {
    const process = await filled()
    const second = await reopened(process.fs.disk)
    const { fault } = process.fs
    beforeNewSide(process, async () => {
      await second.vault.snapshots.write('activity.9', Buffer.from('acknowledged'))
      process.fs.failOn('write', 'ENOSPC', { path: /snapshots/ })
    })
    await rekey(process)
    expect(process.log.lines).toContainEqual(
      expect.objectContaining({ level: 'warn', fields: { type: 'disk-full', code: '' } }),
    )
    process.fs.fault = fault
    await process.vault.close()
    expect(await snapshotOf(await reopened(process.fs.disk), 'activity.9')).toBe('acknowledged')
  })

  it('is refused once that is done, and that process closes its vault', async () => {
    const process = await filled()
    const second = await reopened(process.fs.disk)
    await rekey(process)
    const files = process.fs.disk.files()
    const writing = second.vault.snapshots.write('activity.5', Buffer.from('EXAMPLE'))
    await expect(writing).rejects.toEqual(failure('vault-locked'))
    await turns()
    expect(second.vault.state().kind).toBe('locked')
    // Nothing of it is left under a key that somebody may have stolen.
    expect(process.fs.disk.files()).toEqual(files)
  })

  it('is written as ever by a process that only has not seen the last save', async () => {
    const process = await filled()
    const second = await reopened(process.fs.disk)
    await process.vault.records.commit([putSecret('more', 'EXAMPLE')])
    for (const text of ['one', 'two']) await second.vault.snapshots.write('activity.5', Buffer.from(text))
    expect(await snapshotOf(process, 'activity.5')).toBe('two')
    // The newest generation was looked into once.
    const read = second.fs.calls.filter(({ step, path }) => step === 'read' && path.endsWith('/vault.4'))
    expect(read).toHaveLength(1)
  })
})

describe('snapshots that were sealed anew', () => {
  it('are sealed once more when somebody has taken them away before the new side is there', async () => {
    const first = await filled()
    const before = await told(first)
    await first.vault.close()
    const process = await reopened(first.fs.disk)
    beforeGeneration(process, async () => {
      // The computer has slept; another Keyrack is started, and takes them for what somebody gave up.
      process.clock.set(process.clock.now() + 2 * 3_600_000)
      const other = await reopened(process.fs.disk, { clock: process.clock })
      await other.vault.close()
    })
    await rekey(process)
    expect(await told(process)).toEqual(before)
    await process.vault.close()
    expect(await told(await reopened(process.fs.disk))).toEqual(before)
  })
})

describe('a snapshot of a later format', () => {
  it('is not written over', async () => {
    const first = await withVault()
    const { disk } = first.fs
    await first.vault.snapshots.write('x', Buffer.from('one'))
    const path = disk.files().find((one) => one.includes('/snapshots/'))!
    const later = disk.bytes(path)
    later.writeUInt16BE(3, 8)
    disk.put(path, later)
    const again = await reopened(disk)
    await expect(again.vault.snapshots.write('x', Buffer.from('two'))).rejects.toEqual(failure('vault-read-only'))
    expect(disk.bytes(path)).toEqual(later)
  })

  it('is put aside where it can be read by nobody', async () => {
    const first = await withVault()
    const { disk } = first.fs
    await first.vault.snapshots.write('x', Buffer.from('one'))
    const path = disk.files().find((one) => one.includes('/snapshots/'))!
    disk.put(path, Buffer.from('rotten'))
    const again = await reopened(disk)
    await again.vault.snapshots.write('x', Buffer.from('two'))
    expect(await snapshotOf(again, 'x')).toBe('two')
    const aside = disk.files().filter((one) => one.includes('.bad-'))
    expect(aside.map((one) => disk.bytes(one).toString())).toEqual(['rotten'])
  })
})

describe('a secret that is stored while everything is sealed anew', () => {
  it.each([
    ['in a vault with others', filled],
    ['in a vault without any', withVault],
  ])('gets a fingerprint that fits: %s', async (_where, make) => {
    const process = await make()
    const doing = rekey(process)
    // Made from the value before it is stored, by the key of then.
    const fingerprint = printOf(process.vault, 'pul-EXAMPLE-new')
    const saving = process.vault.records.commit([
      putSecret('new', 'pul-EXAMPLE-new'),
      { put: 'held', id: 'new', value: { ...heldRecord(2), fingerprint } },
    ])
    await Promise.all([doing, saving])
    const now = printOf(process.vault, 'pul-EXAMPLE-new')
    expect(now).not.toBe(fingerprint)
    expect(process.vault.records.get('held', 'new')?.fingerprint).toBe(now)
    // What is known of it is put once more, without the secret, by somebody who has the old fingerprint.
    await process.vault.records.commit([{ put: 'held', id: 'new', value: { ...heldRecord(2), fingerprint } }])
    expect(process.vault.records.get('held', 'new')?.fingerprint).toBe(now)
  })
})

describe('what an older key opens', () => {
  it('is gone with all that was put aside before, whatever its number', async () => {
    const first = await withVault()
    for (const id of ['a', 'b', 'c']) await first.vault.records.commit([putSecret(id, 'EXAMPLE')])
    await first.vault.close()
    const { disk } = first.fs
    for (const number of [3, 4]) disk.put(`${folder}/vault.${number}`, Buffer.from('rotten'))
    const again = await reopened(disk)
    await again.vault.useOlderGeneration()
    expect(disk.files().filter((path) => path.includes('vault.bad'))).toHaveLength(2)
    await rekey(again)
    expect(disk.files().filter((path) => path.includes('vault.bad'))).toEqual([])
  })

  it('goes after a crash, too, with what was put aside whole and says that it is older', async () => {
    const process = await filled()
    const { disk } = process.fs
    const aside = `${folder}/vault.bad-9-x`
    disk.put(aside, disk.bytes(`${folder}/vault.3`))
    process.fs.fault = ({ step }) => (step === 'remove' ? { kind: 'halt', when: 'before' } : undefined)
    await rekey(process).catch(() => undefined)
    expect(disk.files()).toContain(aside)
    const again = await reopened(disk)
    await again.vault.close()
    expect(disk.files()).not.toContain(aside)
    expect(again.vault.state().kind).toBe('locked')
  })

  it('is looked for again where it could not be removed', async () => {
    const process = await filled()
    process.fs.failOn('remove', 'EIO', { path: /vault\.[123]$/, times: 3 })
    await rekey(process)
    expect(process.fs.disk.files().filter(isGeneration)).toHaveLength(4)
    process.clock.advance(60_000)
    await turns()
    expect(process.fs.disk.files().filter(isGeneration)).toEqual([`${folder}/vault.4`])
  })

  it('is removed at once where a scanner held it for a moment', async () => {
    const process = await filled()
    process.fs.failOn('remove', 'EBUSY', { path: /vault\.[123]$/, times: 3 })
    await settled(rekey(process), process.clock)
    expect(process.fs.disk.files().filter(isGeneration)).toEqual([`${folder}/vault.4`])
  })

  it('goes also where one file cannot be read', async () => {
    const process = await filled()
    const { disk } = process.fs
    disk.put(`${folder}/vault.tmp-held`, Buffer.from('x'))
    disk.put(`${folder}/snapshots/${'0'.repeat(32)}`, Buffer.from('x'))
    process.fs.failOn('read', 'EIO', { path: /tmp-held/ })
    const read = process.fs.read.bind(process.fs)
    const before = disk.files().filter((path) => path.includes('/snapshots/'))
    process.fs.read = async (path, most) => {
      const isNew = disk.files().includes(`${folder}/vault.4`)
      if (isNew && path.endsWith('0'.repeat(32))) throw fileError('EIO', path)
      return read(path, most)
    }
    await settled(rekey(process), process.clock)
    expect(disk.files().filter(isGeneration)).toEqual([`${folder}/vault.4`])
    const after = disk.files().filter((path) => path.includes('/snapshots/'))
    expect(after.filter((path) => before.includes(path))).toEqual([`${folder}/snapshots/${'0'.repeat(32)}`])
  })

  it('and was put aside unreadable goes when a crash has cut the removing off', async () => {
    const process = await filled()
    const { disk } = process.fs
    const aside = `${folder}/snapshots/${'1'.repeat(32)}.bad-1`
    disk.put(aside, Buffer.from('nobody can tell'))
    process.fs.fault = ({ step, path }) =>
      step === 'remove' && path.includes('/snapshots/') ? { kind: 'halt', when: 'before' } : undefined
    await rekey(process).catch(() => undefined)
    expect(disk.files()).toContain(aside)
    const again = await reopened(disk)
    await again.vault.close()
    expect(disk.files()).not.toContain(aside)
    expect(disk.files().filter(isGeneration)).toEqual([`${folder}/vault.4`])
  })
})
