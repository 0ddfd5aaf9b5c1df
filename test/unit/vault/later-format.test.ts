import { beforeEach, describe, expect, it } from 'vitest'
import { open, seal } from '#main/vault/aead'
import { askOs } from '#main/vault/ask'
import { preambleBytes, readVaultFile } from '#main/vault/format'
import { deriveKeys } from '#main/vault/keys'
import { resealed } from './format-kit.ts'
import {
  failure,
  folder,
  noSignal,
  protection,
  putSecret,
  reopened,
  secretOf,
  startProcess,
  withVault,
  type Process,
} from './world.ts'

/** The same vault as a later Keyrack may have written it, with something more at the end of the header. */
async function asLater(process: Process, bytes: Buffer, format: number, oldest: number): Promise<Buffer> {
  const file = await readVaultFile(bytes)
  const answer = await askOs(file.header, process)
  if (answer.kind !== 'key') throw new Error('the keystore does not answer')
  const keys = deriveKeys(answer.dataKey, file.header.vaultId)
  const header = Buffer.concat([file.front.subarray(preambleBytes), Buffer.from('added later')])
  const front = Buffer.concat([file.front.subarray(0, preambleBytes), header])
  front.writeUInt16BE(format, 8)
  front.writeUInt16BE(oldest, 10)
  front.writeUInt32BE(header.length, 12)
  const manifest = seal(keys.manifest, open(keys.manifest, file.manifest, file.front), front, process.random)
  return resealed(Buffer.concat([front, manifest, file.bodies, Buffer.alloc(32)]))
}

describe('a vault of a later format', () => {
  let process: Process
  beforeEach(async () => {
    process = await withVault()
    await process.vault.records.commit([putSecret('a', 'one')])
    await process.vault.snapshots.write('inventory', Buffer.from('list'))
  })

  async function putLater(format: number, oldest: number): Promise<void> {
    const path = `${folder}/vault.2`
    process.fs.disk.put(path, await asLater(process, process.fs.disk.bytes(path), format, oldest))
  }

  it('opens to be read where it says that this version may, and nothing of it is changed', async () => {
    await putLater(3, 2)
    const { disk } = process.fs
    const files = disk.files()
    const bytes = files.map((path) => disk.bytes(path))
    const again = startProcess(disk)
    again.clock.advance(40 * 24 * 3_600_000)
    await again.vault.open()
    expect(again.vault.state()).toMatchObject({ kind: 'open', readOnly: true, slots: ['os'] })
    expect(secretOf(again.vault, 'a')).toBe('one')
    expect((await again.vault.snapshots.read('inventory'))?.toString()).toBe('list')
    const refused = failure('vault-read-only')
    await expect(again.vault.records.commit([putSecret('b', 'two')])).rejects.toEqual(refused)
    await expect(again.vault.snapshots.write('inventory', Buffer.from('x'))).rejects.toEqual(refused)
    await expect(again.vault.snapshots.remove('inventory')).rejects.toEqual(refused)
    await expect(again.vault.protect(protection(['os']), noSignal)).rejects.toEqual(refused)
    again.clock.advance(60_000)
    await again.vault.close()
    expect(disk.files()).toEqual(files)
    expect(files.map((path) => disk.bytes(path))).toEqual(bytes)
    const touching = again.fs.calls.filter(({ step }) => !['list', 'read', 'stat'].includes(step))
    expect(touching).toEqual([])
  })

  it('keeps a snapshot that cannot be read where it is', async () => {
    await putLater(3, 2)
    const path = process.fs.disk.files().find((one) => one.includes('/snapshots/')) ?? ''
    const rotten = process.fs.disk.bytes(path)
    rotten.writeUInt8(rotten.readUInt8(rotten.length - 1) ^ 1, rotten.length - 1)
    process.fs.disk.put(path, rotten)
    const again = await reopened(process.fs.disk)
    await expect(again.vault.snapshots.read('inventory')).rejects.toEqual(failure('vault-unreadable'))
    expect(process.fs.disk.bytes(path)).toEqual(rotten)
  })

  it('does not open where it says that this version may not', async () => {
    await putLater(3, 3)
    const { vault } = await reopened(process.fs.disk)
    expect(vault.state()).toEqual({ kind: 'newer-format', format: 3 })
  })

  it('that took the place of one that is open refuses further saves', async () => {
    const path = `${folder}/vault.3`
    const other = await reopened(process.fs.disk)
    await other.vault.records.commit([putSecret('b', 'two')])
    process.fs.disk.put(path, await asLater(process, process.fs.disk.bytes(path), 3, 2))
    await expect(process.vault.records.commit([putSecret('c', 'three')])).rejects.toEqual(failure('vault-read-only'))
  })
})
