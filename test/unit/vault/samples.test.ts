import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { recordSchemas } from '#main/ports/record-schemas'
import { type RecordChange, type RecordKind } from '#main/ports/records'
import { FakeDisk } from '#test/support/fake-disk'
import { FakeSealer } from '#test/support/fake-sealer'
import { readCounter, readSnapshotFile, readVault, snapshotFile } from './independent-reader.ts'
import { sampleRecords } from './sample-records.ts'
import {
  folder,
  noSignal,
  pass,
  protection,
  putSecret,
  reopened,
  secretOf,
  typed,
  typedCode,
  withVault,
} from './world.ts'

const lines = (name: string): string[] =>
  readFileSync(new URL(`samples/${name}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')

const vaultBytes = Buffer.from(lines('vault-4.base64').join(''), 'base64')
const counterBytes = Buffer.from(lines('vault.seen.base64').join(''), 'base64')
const [snapshotName = '', ...snapshotLines] = lines('snapshot.base64')
const snapshotBytes = Buffer.from(snapshotLines.join(''), 'base64')
const frozenFingerprint = 'JPFK8LsrlL7FT4z4NY_fZD-tJlqy5eGpy9WuIZfj414'
const samplePassphrase = 'sample passphrase EXAMPLE'

/** A profile as an earlier Keyrack has left it. Frozen: these bytes must open for as long as format 1 is read. */
function frozenDisk(): FakeDisk {
  const disk = new FakeDisk()
  disk.put(`${folder}/vault.4`, vaultBytes)
  disk.put(`${folder}/snapshots/${snapshotName}`, snapshotBytes)
  disk.put('/profile/vault.seen', counterBytes)
  return disk
}

const codes: Record<RecordKind, number> = {
  account: 1,
  credential: 2,
  held: 3,
  secret: 4,
  annotation: 5,
  other: 6,
  operation: 7,
  place: 8,
  activity: 9,
  ended: 10,
  decision: 11,
  announced: 12,
  warning: 13,
}
const puts = sampleRecords.filter((change): change is Extract<RecordChange, { put: RecordKind }> => 'put' in change)

const vault2Bytes = Buffer.from(lines('format-2/vault-5.base64').join(''), 'base64')
const counter2Bytes = Buffer.from(lines('format-2/vault.seen.base64').join(''), 'base64')
const [snapshot2Name = '', ...snapshot2Lines] = lines('format-2/snapshot.base64')
const snapshot2Bytes = Buffer.from(snapshot2Lines.join(''), 'base64')
const frozen2Fingerprint = 'D7-AWtp9msMvDXu56grgzLVDRvBJShOwgwJiT3QiCRY'
const sampleCode = '008J4-CT4AN-K7F24-SNAXW-SQFEZ-YMFNV'

/** The record as sealing everything anew has left it in the second sample: with the fingerprint of its secret. */
function printed(change: (typeof puts)[number]): unknown {
  if (change.put === 'held') return { ...change.value, fingerprint: frozen2Fingerprint }
  if (change.put !== 'account') return change.value
  return { ...change.value, fingerprint: expect.stringMatching(/^(?!f+$)[\w-]{43}$/) as string }
}

describe('a vault that was written long ago', () => {
  it.each(['the OS keystore', 'the passphrase'])('opens by %s, with everything in it', async (how) => {
    const sealer = new FakeSealer()
    if (how === 'the passphrase') sealer.mood = 'other-key'
    const { vault } = await reopened(frozenDisk(), { sealer })
    if (how === 'the passphrase') await vault.unlock(typed(samplePassphrase))
    expect(vault.state()).toMatchObject({ kind: 'open', slots: ['os', 'passphrase'] })
    const later = ['place', 'activity', 'ended', 'decision', 'announced', 'warning']
    const kinds = Object.keys(recordSchemas).filter((kind) => !later.includes(kind))
    expect(new Set(puts.map((change) => change.put))).toEqual(new Set(kinds))
    for (const change of puts) expect(vault.records.get(change.put, change.id)).toEqual(change.value)
    expect((await vault.snapshots.read('inventory'))?.toString()).toBe('a list of tokens, EXAMPLE')
    expect(vault.records.fingerprint('pul-EXAMPLE-secret')).toBe(frozenFingerprint)
  })

  it('can be saved to, and is of the format of today then', async () => {
    const disk = frozenDisk()
    const { vault } = await reopened(disk)
    expect(disk.bytes(`${folder}/vault.4`)).toEqual(vaultBytes)
    await vault.records.commit([putSecret('new', 'pul-EXAMPLE-new')])
    const read = readVault(disk.bytes(`${folder}/vault.5`), { passphrase: samplePassphrase })
    expect(read).toMatchObject({ format: 2, keyNumber: 1, keySince: 1, generation: 5 })
    expect(read.records).toHaveLength(8)
    const again = await reopened(disk)
    expect(secretOf(again.vault, 'new')).toBe('pul-EXAMPLE-new')
    expect(secretOf(again.vault, 'secret-1')).toBe('pul-EXAMPLE-secret')
  })
})

describe('a vault of format 2 that was written long ago', () => {
  it.each(['OS and passphrase together', 'the recovery code'])('opens by %s, with everything in it', async (how) => {
    const disk = new FakeDisk()
    disk.put(`${folder}/vault.5`, vault2Bytes)
    disk.put(`${folder}/snapshots/${snapshot2Name}`, snapshot2Bytes)
    disk.put('/profile/vault.seen', counter2Bytes)
    const { vault } = await reopened(disk)
    expect(vault.state()).toEqual({ kind: 'locked', slots: ['os-passphrase', 'recovery'] })
    await vault.unlock(how === 'the recovery code' ? typedCode(sampleCode) : typed(samplePassphrase))
    for (const put of puts) expect(vault.records.get(put.put, put.id)).toEqual(printed(put))
    expect((await vault.snapshots.read('inventory'))?.toString()).toBe('a list of tokens, EXAMPLE')
    expect(vault.records.fingerprint('pul-EXAMPLE-secret')).toBe(frozen2Fingerprint)
  })
})

describe('docs/vault-format.md', () => {
  it('tells a reader who knows nothing else how to read the frozen sample', () => {
    const read = readVault(vaultBytes, { passphrase: samplePassphrase })
    expect(read).toMatchObject({
      format: 1,
      purpose: 3,
      generation: 4,
      commits: 4,
      slots: [{ kind: 1, platform: 'linux', tag: 'v11' }, { kind: 2 }],
    })
    expect(read.records.map(({ kind, id, value }) => ({ kind, id, value }))).toEqual(
      puts.map((change) => ({ kind: codes[change.put], id: change.id, value: change.value })),
    )
    expect(read.records.map((record) => record.revision)).toEqual([3, 3, 3, 3, 4, 4, 4])
    expect(snapshotFile(read, 'inventory')).toBe(snapshotName)
    expect(readSnapshotFile(read, snapshotBytes)).toEqual({
      name: 'inventory',
      content: Buffer.from('a list of tokens, EXAMPLE'),
    })
    expect(readCounter(read, counterBytes)).toBe(4)
    const print = createHmac('sha256', read.key('fingerprints')).update('pul-EXAMPLE-secret').digest('base64url')
    expect(print).toBe(frozenFingerprint)
  })

  it('tells how to read a vault of format 2, by recovery code and by OS and passphrase together', async () => {
    const byCode = readVault(vault2Bytes, { code: sampleCode })
    expect(byCode).toMatchObject({
      format: 2,
      purpose: 3,
      keyNumber: 2,
      keySince: 4,
      generation: 5,
      slots: [{ kind: 3, platform: 'linux', tag: 'v11' }, { kind: 4 }],
    })
    const { key: slotKey } = await new FakeSealer().open(byCode.slots[0]?.sealed ?? Buffer.alloc(0))
    const byBoth = readVault(vault2Bytes, { slotKey, passphrase: samplePassphrase })
    for (const read of [byCode, byBoth]) {
      const found = new Map(read.records.map(({ kind, id, value }) => [`${kind} ${id}`, value]))
      expect(found).toEqual(new Map(puts.map((put) => [`${codes[put.put]} ${put.id}`, printed(put)])))
      expect(snapshotFile(read, 'inventory')).toBe(snapshot2Name)
      const content = Buffer.from('a list of tokens, EXAMPLE')
      expect(readSnapshotFile(read, snapshot2Bytes)).toEqual({ name: 'inventory', content })
      expect(readCounter(read, counter2Bytes)).toBe(5)
    }
  })

  it('and what is written today', async () => {
    const { vault, fs } = await withVault()
    await vault.protect(protection(['os', 'passphrase'], { passphrase: pass() }), noSignal)
    await vault.records.commit([putSecret('a', 'one'), putSecret('b', 'two')])
    await vault.records.commit([putSecret('a', 'three'), { remove: 'secret', id: 'b' }])
    const read = readVault(fs.disk.bytes(`${folder}/vault.4`), { passphrase: 'correct horse EXAMPLE' })
    expect(read.records).toEqual([{ kind: 4, id: 'a', revision: 4, value: { value: 'three' } }])
    await vault.close()
    expect(readCounter(read, fs.disk.bytes('/profile/vault.seen'))).toBe(4)
  })
})
