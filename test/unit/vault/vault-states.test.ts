import { describe, expect, it } from 'vitest'
import type { VaultState } from '#shared/model/vault'
import { FakeDisk } from '#test/support/fake-disk'
import { FakeSealer } from '#test/support/fake-sealer'
import {
  folder,
  noSignal,
  pass,
  protection,
  putSecret,
  reopened,
  secretOf,
  settled,
  startProcess,
  typed,
  withVault,
} from './world.ts'

const newest = (disk: FakeDisk): string => {
  const numbers = disk.files().flatMap((path) => /\/vault\.(\d+)$/.exec(path)?.[1] ?? [])
  return `${folder}/vault.${Math.max(...numbers.map(Number))}`
}

function without<T extends object>(object: T, key: keyof T): Partial<T> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key)) as Partial<T>
}

describe('the first start', () => {
  it('says that there is no vault, and how well the OS would protect one', async () => {
    const { vault, fs } = startProcess()
    expect(vault.state()).toEqual({ kind: 'opening' })
    await vault.open()
    expect(vault.state()).toEqual({
      kind: 'none',
      keystore: { level: 'strong', platform: 'linux', tag: 'v11', store: 'desktop keyring' },
    })
    expect(fs.disk.files()).toEqual([])
  })

  it('is not believed while the folder cannot be listed', async () => {
    const { vault, fs, clock } = startProcess()
    fs.failOn('list', 'EACCES')
    await settled(vault.open(), clock)
    expect(vault.state()).toMatchObject({ kind: 'damaged', olderGenerations: 0 })
  })

  it.each([
    ['a generation', 'vault.7'],
    ['a file put aside', 'vault.bad-3'],
    ['a snapshot', 'snapshots/00112233445566778899aabbccddeeff'],
  ])('is not believed where %s is left', async (_what, name) => {
    const disk = new FakeDisk()
    disk.put(`${folder}/${name}`, Buffer.from('not readable'))
    const { vault } = await reopened(disk)
    expect(vault.state()).toEqual({ kind: 'damaged', olderGenerations: 0, newestReadableAt: null, folder })
    await expect(vault.create('os', null)).rejects.toMatchObject({ error: { kind: 'busy' } })
    expect(disk.files()).toEqual([`${folder}/${name}`])
  })

  it('asks nothing of the keystore where a vault is that needs a passphrase', async () => {
    const disk = new FakeDisk()
    const first = startProcess(disk)
    await first.vault.open()
    await first.vault.create('passphrase', pass())
    const { vault, sealer } = await reopened(disk)
    expect(vault.state()).toEqual({ kind: 'locked', slots: ['passphrase'] })
    expect(sealer.calls).toEqual([])
  })
})

describe('opening by the OS keystore', () => {
  it('finds everything again', async () => {
    const { vault, fs } = await withVault()
    await vault.records.commit([putSecret('a', 'pul-EXAMPLE')])
    await vault.close()
    const again = await reopened(fs.disk)
    expect(without(again.vault.state() as Extract<VaultState, { kind: 'open' }>, 'openedAt')).toEqual({
      kind: 'open',
      storage: 'disk',
      readOnly: false,
      rekeying: null,
      strongerKeystore: null,
      keystoreSlot: null,
      slots: ['os'],
      keystore: { level: 'strong', platform: 'linux', tag: 'v11', store: 'desktop keyring' },
    })
    expect(secretOf(again.vault, 'a')).toBe('pul-EXAMPLE')
  })

  it.each([
    ['other-key', 'other-key'],
    ['garbage', 'other-key'],
    ['not-available', 'not-available'],
    ['no-answer', 'no-answer'],
    ['silent', 'no-answer'],
  ] as const)('is locked by the OS when the keystore is "%s"', async (mood, why) => {
    const { fs } = await withVault()
    const before = fs.disk.bytes(newest(fs.disk))
    const sealer = new FakeSealer()
    sealer.mood = mood
    const { vault, clock } = startProcess(fs.disk, { sealer })
    await settled(vault.open(), clock)
    expect(vault.state()).toEqual({ kind: 'locked-by-os', why, slots: ['os'] })
    expect(() => vault.records.ids('secret')).toThrow(expect.objectContaining({ error: { kind: 'vault-locked' } }))
    await expect(vault.create('os', null)).rejects.toMatchObject({ error: { kind: 'busy' } })
    expect(fs.disk.bytes(newest(fs.disk))).toEqual(before)
  })

  it('opens on retry, once the keystore answers', async () => {
    const { fs } = await withVault()
    const sealer = new FakeSealer()
    sealer.mood = 'not-available'
    const { vault } = await reopened(fs.disk, { sealer })
    expect(vault.state().kind).toBe('locked-by-os')
    sealer.mood = 'works'
    await vault.retry()
    expect(vault.state().kind).toBe('open')
  })

  it('opens by passphrase while the keystore is silent', async () => {
    const first = await withVault()
    await first.vault.protect(protection(['os', 'passphrase'], { passphrase: pass() }), noSignal)
    await first.vault.records.commit([putSecret('a', 'one')])
    const sealer = new FakeSealer()
    sealer.mood = 'silent'
    const { vault, clock } = startProcess(first.fs.disk, { sealer })
    await settled(vault.open(), clock)
    expect(vault.state()).toEqual({ kind: 'locked-by-os', why: 'no-answer', slots: ['os', 'passphrase'] })
    await vault.unlock(typed())
    expect(vault.state()).toMatchObject({ kind: 'open', slots: ['os', 'passphrase'] })
    expect(secretOf(vault, 'a')).toBe('one')
  })
})

describe('closing while the keystore keeps the vault waiting', () => {
  it.each(['the first start', 'opening'])('does not wait, at %s', async (when) => {
    const disk = when === 'opening' ? (await withVault()).fs.disk : new FakeDisk()
    const sealer = new FakeSealer()
    sealer.mood = 'silent'
    const { vault } = startProcess(disk, { sealer })
    const opening = vault.open()
    await new Promise((resolve) => setImmediate(resolve))
    await vault.close()
    await opening
    expect(vault.state()).toMatchObject(
      when === 'opening' ? { kind: 'locked', slots: ['os'] } : { kind: 'none', keystore: { level: 'unknown' } },
    )
  })

  it('leaves the vault locked when the answer comes late, and wipes the key that came', async () => {
    const { fs } = await withVault()
    const sealer = new FakeSealer()
    const answers: (() => void)[] = []
    const open = sealer.open.bind(sealer)
    const keys: Buffer[] = []
    sealer.open = async (sealed) => {
      await new Promise<void>((resolve) => answers.push(resolve))
      const opened = await open(sealed)
      keys.push(opened.key)
      return opened
    }
    const { vault } = startProcess(fs.disk, { sealer })
    const opening = vault.open()
    await new Promise((resolve) => setImmediate(resolve))
    await vault.close()
    await opening
    for (const answer of answers) answer()
    await new Promise((resolve) => setImmediate(resolve))
    expect(vault.state()).toMatchObject({ kind: 'locked', slots: ['os'] })
    expect(keys.map((key) => key.equals(Buffer.alloc(32)))).toEqual([true])
  })
})

describe('a vault that cannot be read', () => {
  it('is damaged, counts the older generations that can be read, and is left as it is', async () => {
    const { vault, fs } = await withVault()
    for (const id of ['a', 'b', 'c']) await vault.records.commit([putSecret(id, id)])
    const path = newest(fs.disk)
    const bytes = fs.disk.bytes(path)
    bytes.writeUInt8(bytes.readUInt8(200) ^ 1, 200)
    fs.disk.put(path, bytes)
    fs.disk.put(`${folder}/vault.2`, Buffer.from('rotten too'))
    const files = fs.disk.files()
    const again = await reopened(fs.disk)
    expect(again.vault.state()).toEqual({
      kind: 'damaged',
      olderGenerations: 2,
      newestReadableAt: Date.UTC(2026, 2, 1, 12),
      folder,
    })
    expect(again.sealer.calls).toEqual([])
    await again.vault.close()
    expect(fs.disk.files()).toEqual(files)
    expect(fs.disk.bytes(path)).toEqual(bytes)
  })

  it('is damaged when the disk refuses to read it', async () => {
    const first = await withVault()
    await first.vault.records.commit([putSecret('a', 'a')])
    const { vault, fs, clock } = startProcess(first.fs.disk)
    fs.failOn('read', 'EIO', { path: /vault\.2$/ })
    await settled(vault.open(), clock)
    expect(vault.state()).toMatchObject({ kind: 'damaged', olderGenerations: 1 })
  })

  it('is damaged when a generation has the name of another', async () => {
    const { vault, fs } = await withVault()
    await vault.records.commit([putSecret('a', 'a')])
    fs.disk.put(`${folder}/vault.9`, fs.disk.bytes(`${folder}/vault.1`))
    const again = await reopened(fs.disk)
    expect(again.vault.state()).toMatchObject({ kind: 'damaged', olderGenerations: 2 })
  })

  it('belongs to another purpose: it says which, and asks the keystore nothing', async () => {
    const { fs } = await withVault(new FakeDisk(), { purpose: 'real' })
    const files = fs.disk.files()
    const { vault, sealer } = await reopened(fs.disk, { purpose: 'demo' })
    expect(vault.state()).toEqual({ kind: 'other-purpose', purpose: 'real' })
    expect(sealer.calls).toEqual([])
    await expect(vault.create('session', null)).rejects.toMatchObject({ error: { kind: 'busy' } })
    expect(fs.disk.files()).toEqual(files)
  })
})

describe('an older vault that was put back', () => {
  it('is noticed by the counter beside the folder, and is not written to', async () => {
    const { vault, fs } = await withVault()
    await vault.records.commit([putSecret('a', 'old')])
    const old = fs.disk.bytes(`${folder}/vault.2`)
    await vault.records.commit([putSecret('a', 'new')])
    await vault.close()
    for (const path of fs.disk.files()) if (path.startsWith(`${folder}/`)) fs.disk.drop(path)
    fs.disk.put(`${folder}/vault.2`, old)
    const again = await reopened(fs.disk)
    expect(again.vault.state()).toEqual({ kind: 'older-than-seen', slots: ['os'] })
    await expect(again.vault.records.commit([putSecret('b', 'b')])).rejects.toMatchObject({
      error: { kind: 'vault-locked' },
    })
    expect(fs.disk.files()).toEqual(['/profile/vault.seen', `${folder}/vault.2`])
    expect(fs.disk.bytes(`${folder}/vault.2`)).toEqual(old)
  })

  it('is noticed after unlocking by passphrase, too', async () => {
    const disk = new FakeDisk()
    const first = startProcess(disk)
    await first.vault.open()
    await first.vault.create('passphrase', pass())
    const old = disk.bytes(`${folder}/vault.1`)
    await first.vault.records.commit([putSecret('a', 'new')])
    await first.vault.close()
    disk.drop(`${folder}/vault.2`)
    disk.put(`${folder}/vault.1`, old)
    const { vault } = await reopened(disk)
    await vault.unlock(typed())
    expect(vault.state()).toEqual({ kind: 'older-than-seen', slots: ['passphrase'] })
  })

  it('raises no alarm for a newer vault, a missing counter or a forged one', async () => {
    const { vault, fs } = await withVault()
    await vault.close()
    const oldCounter = fs.disk.bytes('/profile/vault.seen')
    const forged = Buffer.from(oldCounter)
    forged.writeUInt8(9, 10 + 16 + 5)

    for (const [counter, warnings] of [
      [oldCounter, 0],
      [forged, 1],
      [Buffer.from('x'), 1],
    ] as const) {
      fs.disk.put('/profile/vault.seen', counter)
      const again = await reopened(fs.disk)
      expect(again.vault.state().kind).toBe('open')
      expect(again.log.lines.filter((line) => line.level === 'warn')).toHaveLength(warnings)
    }
    fs.disk.drop('/profile/vault.seen')
    expect((await reopened(fs.disk)).vault.state().kind).toBe('open')
  })
})

describe('changes of state', () => {
  it('reach the listeners until they stop listening', async () => {
    const { vault } = startProcess()
    const heard: string[] = []
    const stop = vault.onChange((state) => heard.push(state.kind))
    await vault.open()
    await vault.create('session', null)
    stop()
    await vault.close()
    expect(heard).toEqual(['none', 'open'])
    expect(vault.state()).toEqual({ kind: 'locked', slots: [] })
  })

  it('leave an open vault open when it is asked to open or unlock again', async () => {
    const { vault } = await withVault()
    const state = vault.state()
    await vault.open()
    await vault.retry()
    await vault.unlock(typed('whatever it is'))
    expect(vault.state()).toBe(state)
  })
})
