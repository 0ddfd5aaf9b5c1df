import { describe, expect, it } from 'vitest'
import { checksum } from '#main/vault/turns'
import { FakeDisk } from '#test/support/fake-disk'
import { failure, folder, putSecret, reopened, secretOf, settled, startProcess, withVault } from './world.ts'

async function turns(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

/** The same as a later Keyrack would write it, which this one cannot read. */
async function later(bytes: Buffer): Promise<Buffer> {
  const body = Buffer.from(bytes.subarray(0, bytes.length - 32))
  body.writeUInt16BE(3, 8)
  body.writeUInt16BE(3, 10)
  return Buffer.concat([body, await checksum(body)])
}

/** Three generations, of which the newest is rotten. */
async function rotten(): Promise<FakeDisk> {
  const { vault, fs } = await withVault()
  await vault.records.commit([putSecret('a', 'EXAMPLE')])
  await vault.records.commit([putSecret('b', 'EXAMPLE')])
  await vault.close()
  fs.disk.put(`${folder}/vault.3`, Buffer.from('rotten'))
  return fs.disk
}

describe('going back to an older generation', () => {
  it('goes past no whole one of a later version, and does not offer to', async () => {
    const disk = await rotten()
    disk.put(`${folder}/vault.2`, await later(disk.bytes(`${folder}/vault.2`)))
    const files = disk.files()
    const { vault } = await reopened(disk)
    expect(vault.state()).toMatchObject({ kind: 'damaged', olderGenerations: 0 })
    await expect(vault.useOlderGeneration()).rejects.toEqual(failure('vault-unreadable'))
    expect(disk.files()).toEqual(files)
  })

  it('goes past none that the disk does not give out at the moment', async () => {
    const disk = await rotten()
    const files = disk.files()
    const process = await reopened(disk)
    process.fs.failOn('read', 'EIO', { path: /vault\.2$/ })
    await expect(process.vault.useOlderGeneration()).rejects.toEqual(failure('disk-refused', { code: 'EIO' }))
    expect(disk.files()).toEqual(files)
  })
})

describe('a first save that was cut off in the middle of writing', () => {
  const torn = `${folder}/vault.tmp-0`

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['its beginning', Buffer.from('\x89KEYR', 'latin1')],
    ['zeros', Buffer.alloc(500)],
  ])('is no vault: %s is there, and another one can be made', async (_what, bytes) => {
    const disk = new FakeDisk()
    disk.put(torn, bytes)
    const { vault } = await reopened(disk)
    expect(vault.state().kind).toBe('none')
    await vault.create('os', null)
    await vault.records.commit([putSecret('a', 'EXAMPLE')])
    expect(secretOf((await reopened(disk)).vault, 'a')).toBe('EXAMPLE')
  })

  it('is not believed to be one where a counter shows that a vault was here', async () => {
    const first = await withVault()
    await first.vault.close()
    const { disk } = first.fs
    disk.drop(`${folder}/vault.1`)
    disk.put(torn, Buffer.alloc(5))
    const { vault } = await reopened(disk)
    expect(vault.state().kind).toBe('damaged')
  })

  it('is not believed to be one where the disk does not give it out', async () => {
    const disk = new FakeDisk()
    disk.put(torn, Buffer.alloc(5))
    const process = startProcess(disk)
    process.fs.failOn('read', 'EIO')
    await process.vault.open()
    expect(process.vault.state().kind).toBe('damaged')
  })
})

describe('the counter beside the vault', () => {
  it('is read again when something holds it for a moment', async () => {
    const first = await withVault()
    for (const id of ['a', 'b', 'c']) await first.vault.records.commit([putSecret(id, 'EXAMPLE')])
    await first.vault.close()
    const { disk } = first.fs
    disk.drop(`${folder}/vault.4`)
    const process = startProcess(disk)
    process.fs.failOn('read', 'EBUSY', { path: /\.seen$/, times: 2 })
    await settled(process.vault.open(), process.clock)
    expect(process.vault.state().kind).toBe('older-than-seen')
  })

  it('is not written over with a lower number while it cannot be read', async () => {
    const first = await withVault()
    for (const id of ['a', 'b', 'c']) await first.vault.records.commit([putSecret(id, 'EXAMPLE')])
    await first.vault.close()
    const { disk } = first.fs
    const before = disk.bytes('/profile/vault.seen')
    disk.drop(`${folder}/vault.4`)
    const process = startProcess(disk)
    process.fs.failOn('read', 'EIO', { path: /\.seen$/ })
    await process.vault.open()
    await process.vault.close()
    expect(disk.bytes('/profile/vault.seen')).toEqual(before)
  })
})

describe('the state of the vault', () => {
  it('is what the vault is, whatever becomes of a listener', async () => {
    const first = await withVault()
    const process = startProcess(first.fs.disk)
    const heard: string[] = []
    process.vault.onChange(() => {
      throw new Error('a listener')
    })
    process.vault.onChange(({ kind }) => heard.push(kind))
    await process.vault.open()
    expect(process.vault.state().kind).toBe('open')
    expect(heard).toContain('open')
    expect(process.log.lines).toContainEqual(expect.objectContaining({ level: 'error', fields: { type: 'Error' } }))
  })
})

describe('making a vault with a keystore that does not answer', () => {
  it('keeps nobody from quitting', async () => {
    const process = startProcess()
    await process.vault.open()
    process.sealer.mood = 'silent'
    const making = expect(process.vault.create('os', null)).rejects.toEqual(failure('cancelled'))
    await turns()
    await process.vault.close()
    await making
    expect(process.vault.state().kind).toBe('none')
    expect(process.fs.disk.files()).toEqual([])
  })
})
