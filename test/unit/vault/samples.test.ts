import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { recordSchemas, type RecordChange, type RecordKind } from '#main/ports/records'
import { FakeDisk } from '#test/support/fake-disk'
import { FakeSealer } from '#test/support/fake-sealer'
import { readCounter, readSnapshotFile, readVault, snapshotFile } from './independent-reader.ts'
import { sampleRecords } from './sample-records.ts'
import { folder, noSignal, pass, protection, putSecret, reopened, secretOf, typed, withVault } from './world.ts'

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
}
const puts = sampleRecords.filter((change): change is Extract<RecordChange, { put: RecordKind }> => 'put' in change)

describe('a vault that was written long ago', () => {
  it.each(['the OS keystore', 'the passphrase'])('opens by %s, with everything in it', async (how) => {
    const sealer = new FakeSealer()
    if (how === 'the passphrase') sealer.mood = 'other-key'
    const { vault } = await reopened(frozenDisk(), { sealer })
    if (how === 'the passphrase') await vault.unlock(typed(samplePassphrase))
    expect(vault.state()).toMatchObject({ kind: 'open', slots: ['os', 'passphrase'] })
    expect(new Set(puts.map((change) => change.put))).toEqual(new Set(Object.keys(recordSchemas)))
    for (const change of puts) expect(vault.records.get(change.put, change.id)).toEqual(change.value)
    expect((await vault.snapshots.read('inventory'))?.toString()).toBe('a list of tokens, EXAMPLE')
    expect(vault.records.fingerprint('pul-EXAMPLE-secret')).toBe(frozenFingerprint)
  })

  it('can be saved to', async () => {
    const disk = frozenDisk()
    const { vault } = await reopened(disk)
    await vault.records.commit([putSecret('new', 'pul-EXAMPLE-new')])
    const again = await reopened(disk)
    expect(secretOf(again.vault, 'new')).toBe('pul-EXAMPLE-new')
    expect(secretOf(again.vault, 'secret-1')).toBe('pul-EXAMPLE-secret')
  })
})

describe('docs/vault-format.md', () => {
  it('tells a reader who knows nothing else how to read the frozen sample', () => {
    const read = readVault(vaultBytes, samplePassphrase)
    expect(read).toMatchObject({
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

  it('and what is written today', async () => {
    const { vault, fs } = await withVault()
    await vault.protect(protection(['os', 'passphrase'], { passphrase: pass() }), noSignal)
    await vault.records.commit([putSecret('a', 'one'), putSecret('b', 'two')])
    await vault.records.commit([putSecret('a', 'three'), { remove: 'secret', id: 'b' }])
    const read = readVault(fs.disk.bytes(`${folder}/vault.4`), 'correct horse EXAMPLE')
    expect(read.records).toEqual([{ kind: 4, id: 'a', revision: 4, value: { value: 'three' } }])
    await vault.close()
    expect(readCounter(read, fs.disk.bytes('/profile/vault.seen'))).toBe(4)
  })
})
