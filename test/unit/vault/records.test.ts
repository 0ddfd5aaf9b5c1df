import { describe, expect, it } from 'vitest'
import { Failure } from '#main/ports/failure'
import type { RecordChange } from '#main/ports/records'
import { FakeSealer } from '#test/support/fake-sealer'
import { readVaultFile } from '#main/vault/format'
import { checksum } from '#main/vault/turns'
import {
  folder,
  heldRecord,
  noSignal,
  pass,
  protection,
  putNote,
  putSecret,
  reopened,
  secretOf,
  startProcess,
  typed,
  withVault,
} from './world.ts'

const kind = (name: string): unknown =>
  expect.objectContaining({ error: expect.objectContaining({ kind: name }) as unknown })

describe('records', () => {
  it('come back as they were put, also after a restart', async () => {
    const { vault, fs } = await withVault()
    await vault.records.commit([
      { put: 'held', id: 's1', value: heldRecord(1) },
      { put: 'secret', id: 's1', value: { value: 'pul-EXAMPLE' } },
      { put: 'credential', id: 'account-1', value: { origin: 'https://api.example', value: 'pul-CREDENTIAL-EXAMPLE' } },
      {
        put: 'annotation',
        id: 'account-1:part-1:token-1',
        value: { tags: ['ci', 'prod'], notes: 'line one\nline two 🗝' },
      },
    ])
    for (const one of [vault, (await reopened(fs.disk)).vault]) {
      expect(one.records.get('held', 's1')).toEqual(heldRecord(1))
      expect(one.records.get('secret', 's1')).toEqual({ value: 'pul-EXAMPLE' })
      expect(one.records.get('credential', 'account-1')).toEqual({
        origin: 'https://api.example',
        value: 'pul-CREDENTIAL-EXAMPLE',
      })
      expect([...one.records.all('annotation')]).toEqual([
        ['account-1:part-1:token-1', { tags: ['ci', 'prod'], notes: 'line one\nline two 🗝' }],
      ])
      expect(one.records.ids('held')).toEqual(['s1'])
      expect(one.records.ids('other')).toEqual([])
      expect(one.records.get('secret', 'none')).toBeUndefined()
      expect(one.records.get('annotation', 'none')).toBeUndefined()
    }
  })

  it('are planned on what was saved before, and nothing is saved between plan and commit', async () => {
    const { vault } = await withVault()
    const seen: (string | undefined)[] = []
    const before = vault.records.commit([putNote('a', 'one')])
    const planned = vault.records.commitPlanned(async () => {
      seen.push(vault.records.get('annotation', 'a')?.notes)
      const later = vault.records.commit([putNote('a', 'three')]).then(() => 'saved')
      seen.push(await Promise.race([later, new Promise<string>((resolve) => setImmediate(resolve, 'waits'))]))
      after.push(later)
      return [putNote('a', 'two'), putNote('b', vault.records.get('annotation', 'a')?.notes ?? '')]
    })
    const after: Promise<unknown>[] = [before]
    await planned
    await Promise.all(after)
    expect(seen).toEqual(['one', 'waits'])
    expect([vault.records.get('annotation', 'a')?.notes, vault.records.get('annotation', 'b')?.notes]).toEqual([
      'three',
      'one',
    ])
  })

  it('stay as they are when the plan fails or is no record', async () => {
    const { vault } = await withVault()
    await vault.records.commit([putNote('a', 'one')])
    const failing = vault.records.commitPlanned(() => Promise.reject(new Failure('busy')))
    await expect(failing).rejects.toEqual(kind('busy'))
    const wrong = vault.records.commitPlanned(() => Promise.resolve([putNote('a', 'two'), putNote('', 'no id')]))
    await expect(wrong).rejects.toEqual(kind('internal'))
    expect(vault.records.get('annotation', 'a')?.notes).toBe('one')
  })

  it('of two kinds may have the same id', async () => {
    const { vault } = await withVault()
    await vault.records.commit([putSecret('a', 'secret'), putNote('a', 'note')])
    await vault.records.commit([{ remove: 'secret', id: 'a' }])
    expect(secretOf(vault, 'a')).toBeUndefined()
    expect(vault.records.get('annotation', 'a')?.notes).toBe('note')
  })

  it('follow the last of several changes in one commit', async () => {
    const { vault } = await withVault()
    await vault.records.commit([
      putSecret('a', 'one'),
      putSecret('a', 'two'),
      putSecret('b', 'x'),
      { remove: 'secret', id: 'b' },
    ])
    expect(secretOf(vault, 'a')).toBe('two')
    expect(vault.records.ids('secret')).toEqual(['a'])
  })

  it('are not those that somebody goes on changing after the commit', async () => {
    const { vault } = await withVault()
    const value = { tags: ['one'], notes: '' }
    const saved = vault.records.commit([{ put: 'annotation', id: 'a', value }])
    value.tags.push('two')
    await saved
    value.tags.push('three')
    expect(vault.records.get('annotation', 'a')?.tags).toEqual(['one'])
  })

  it('removed while they wait to be put are gone in the end', async () => {
    const { vault } = await withVault()
    await Promise.all([
      vault.records.commit([putSecret('a', 'one')]),
      vault.records.commit([{ remove: 'secret', id: 'a' }]),
    ])
    expect(vault.records.ids('secret')).toEqual([])
  })

  it('that change nothing are not written', async () => {
    const { vault, fs } = await withVault()
    await vault.records.commit([])
    await vault.records.commit([{ remove: 'secret', id: 'none' }])
    expect(fs.disk.files()).toEqual([`${folder}/vault.1`])
  })

  it('of one commit are one generation, however many they are', async () => {
    const { vault, fs } = await withVault()
    await vault.records.commit(Array.from({ length: 1200 }, (_, index) => putSecret(`s${index}`, `value ${index}`)))
    expect(fs.disk.files()).toEqual([`${folder}/vault.1`, `${folder}/vault.2`])
    const again = await reopened(fs.disk)
    expect(secretOf(again.vault, 's1199')).toBe('value 1199')
  })

  it('of a big commit are not overtaken by those of a later one, and leave turns for everything else', async () => {
    const { vault } = await withVault()
    let turns = 0
    const progress = { done: false }
    const count = () => {
      turns += 1
      if (!progress.done) setImmediate(count)
    }
    setImmediate(count)
    const many = Array.from({ length: 2000 }, (_, index) => putSecret(`s${index}`, 'first'))
    await Promise.all([vault.records.commit(many), vault.records.commit([putSecret('s1999', 'second')])])
    progress.done = true
    expect(secretOf(vault, 's1999')).toBe('second')
    expect(turns).toBeGreaterThanOrEqual(18)
  })

  it('past the first slice of a big commit are checked as well, and then none of it is saved', async () => {
    const { vault } = await withVault()
    const many = Array.from({ length: 500 }, (_, index) => putSecret(`s${index}`, 'x'))
    await expect(vault.records.commit([...many, putSecret('', 'x')])).rejects.toEqual(kind('internal'))
    expect(vault.records.ids('secret')).toEqual([])
  })

  it.each<[string, RecordChange]>([
    ['a value that does not fit its kind', { put: 'secret', id: 'a', value: { value: 7 as unknown as string } }],
    [
      'a field that its kind does not know',
      { put: 'secret', id: 'a', value: { value: 'x', more: 1 } as { value: string } },
    ],
    ['an empty id', putSecret('', 'x')],
    ['an id too long', putSecret('x'.repeat(901), 'x')],
    ['an id with half a character', putSecret('a\ud800', 'x')],
  ])('are refused with %s, and then none of the commit is saved', async (_what, change) => {
    const { vault, fs } = await withVault()
    await expect(vault.records.commit([putSecret('good', 'x'), change])).rejects.toEqual(kind('internal'))
    expect(vault.records.ids('secret')).toEqual([])
    expect(fs.disk.files()).toEqual([`${folder}/vault.1`])
  })

  it('may have an id of 900 characters of any script', async () => {
    const { vault, fs } = await withVault()
    const id = '漢'.repeat(900)
    await vault.records.commit([putSecret(id, 'x')])
    expect((await reopened(fs.disk)).vault.records.ids('secret')).toEqual([id])
  })

  it('too big for the vault are refused with the limit', async () => {
    const { vault } = await withVault()
    await expect(vault.records.commit([putSecret('a', 'x'.repeat(17 * 1024 * 1024))])).rejects.toMatchObject({
      error: { kind: 'too-large', limit: 16 * 1024 * 1024 },
    })
  })

  it('with secret values are opened only when they are asked for', async () => {
    const { vault, fs } = await withVault()
    await vault.records.commit([putSecret('a', 'one'), putSecret('b', 'two'), putNote('n', 'note')])
    // The last bytes of the bodies are those of the note; the first those of the secrets.
    const bytes = fs.disk.bytes(`${folder}/vault.2`)
    const file = await readVaultFile(bytes)
    const start = bytes.length - 32 - file.bodies.length
    bytes.writeUInt8(bytes.readUInt8(start) ^ 1, start)
    fs.disk.put(`${folder}/vault.2`, Buffer.concat([bytes.subarray(0, -32), await checksum(bytes.subarray(0, -32))]))
    const again = await reopened(fs.disk)
    expect(again.vault.state().kind).toBe('open')
    expect(again.vault.records.ids('secret')).toEqual(['a', 'b'])
    expect(again.vault.records.get('annotation', 'n')?.notes).toBe('note')
    expect(() => again.vault.records.get('secret', 'a')).toThrow(new Failure('vault-unreadable'))
    expect(secretOf(again.vault, 'b')).toBe('two')
  })
})

describe('fingerprints', () => {
  it('are the same for the same secret in one vault, and tell nothing across vaults', async () => {
    const { vault, fs } = await withVault()
    const print = vault.records.fingerprint('pul-EXAMPLE')
    expect(vault.records.fingerprint('pul-EXAMPLE')).toBe(print)
    expect(vault.records.fingerprint('pul-EXAMPLF')).not.toBe(print)
    expect(print).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect((await reopened(fs.disk)).vault.records.fingerprint('pul-EXAMPLE')).toBe(print)
    expect((await withVault()).vault.records.fingerprint('pul-EXAMPLE')).not.toBe(print)
  })
})

describe('a closed vault', () => {
  it('gives nothing any more', async () => {
    const { vault } = await withVault()
    await vault.records.commit([putSecret('a', 'one')])
    await vault.close()
    expect(vault.state()).toEqual({ kind: 'locked', slots: ['os'] })
    for (const call of [
      () => vault.records.ids('secret'),
      () => vault.records.get('secret', 'a'),
      () => vault.records.all('annotation'),
      () => vault.records.fingerprint('x'),
    ]) {
      expect(call).toThrow(new Failure('vault-locked'))
    }
    await expect(vault.records.commit([putSecret('b', 'two')])).rejects.toEqual(kind('vault-locked'))
  })

  it('has saved what was under way, and can be opened again', async () => {
    const { vault } = await withVault()
    const save = vault.records.commit([putSecret('a', 'one')])
    await vault.close()
    await save
    await vault.open()
    expect(secretOf(vault, 'a')).toBe('one')
  })

  it('has overwritten every key that it was given or made', async () => {
    const given: Buffer[] = []
    const process = startProcess()
    const bytes = process.random.bytes.bind(process.random)
    process.random.bytes = (count) => {
      const buffer = bytes(count)
      if (count === 32) given.push(buffer)
      return buffer
    }
    await process.vault.open()
    await process.vault.create('os', null)
    await process.vault.records.commit([putSecret('a', 'one')])
    await process.vault.close()
    // The data key and the slot key; the probe and the salt are not among them.
    expect(given).toHaveLength(2)
    for (const key of given) expect(key.equals(Buffer.alloc(32))).toBe(true)
  })
})

describe('what is on the disk', () => {
  const canary = 'CANARY-EXAMPLE-7f3a'

  it('shows no secret, no id, no name and no note in any file, and no log line does', async () => {
    const process = await withVault()
    const held = heldRecord(1)
    await process.vault.records.commit([
      putSecret(`${canary}-id`, `${canary}-secret`),
      putNote(`${canary}-token`, `${canary}-note`),
      {
        put: 'credential',
        id: `${canary}-account`,
        value: { origin: `https://${canary}.example`, value: `${canary}-credential` },
      },
      { put: 'held', id: `${canary}-held`, value: { ...held, token: { ...held.token, name: `${canary}-name` } } },
    ])
    const wanted = protection(['os', 'passphrase'], { passphrase: pass(`${canary} passphrase`) })
    await process.vault.protect(wanted, noSignal)
    await process.vault.snapshots.write(`${canary}-snapshot`, Buffer.from(`${canary} list`))
    await process.vault.close()
    const sealer = new FakeSealer()
    sealer.mood = 'other-key'
    const locked = await reopened(process.fs.disk, { sealer })
    await expect(locked.vault.unlock(typed(`${canary} wrong`))).rejects.toEqual(kind('wrong-passphrase'))
    const files = process.fs.disk.files()
    expect(files.length).toBeGreaterThanOrEqual(4)
    const forms = [canary, Buffer.from(canary).toString('base64').slice(2, -4), Buffer.from(canary).toString('hex')]
    for (const path of files) {
      const bytes = process.fs.disk.bytes(path).toString('latin1')
      for (const form of forms) expect(`${path}\n${bytes}`.includes(form), `${form} in ${path}`).toBe(false)
    }
    expect(process.log.text() + locked.log.text()).not.toContain('CANARY')
    // The net would have caught it: the same search finds the folder's own name.
    expect(files.some((path) => path.includes('vault'))).toBe(true)
  })

  it('can be read by its owner only: 0600 for files, 0700 for folders', async () => {
    const { vault, fs } = await withVault()
    await vault.records.commit([putSecret('a', 'one')])
    await vault.snapshots.write('inventory', Buffer.from('x'))
    await vault.close()
    for (const path of fs.disk.files()) expect([path, fs.disk.mode(path).toString(8)]).toEqual([path, '600'])
    for (const path of [folder, `${folder}/snapshots`]) expect(fs.disk.mode(path).toString(8)).toBe('700')
  })
})
