import { describe, expect, it, vi } from 'vitest'
import { Failure } from '#main/ports/failure'
import { recordSchemas } from '#main/ports/record-schemas'
import { type RecordKind } from '#main/ports/records'
import { Contents } from '#main/vault/contents'
import { deriveKeys } from '#main/vault/keys'
import { makeOsSlot } from '#main/vault/os-slot'
import { drawRecoveryCode, type OpenBackup, type TypedKey, type Vault } from '#main/vault/index'
import { FakeDisk } from '#test/support/fake-disk'
import { FakeRandom } from '#test/support/fake-random'
import { FakeSealer } from '#test/support/fake-sealer'
import { sampleRecords } from './sample-records.ts'
import {
  folder,
  noSignal,
  pass,
  passphrase,
  protection,
  putSecret,
  reopened,
  startProcess,
  typedCode,
  withVault,
  type Process,
} from './world.ts'

const key = (text: string = passphrase): TypedKey => ({ with: 'passphrase', secret: pass(text) })
const kinds = Object.keys(recordSchemas) as RecordKind[]
const quiet = (): void => undefined

async function filled(disk = new FakeDisk()): Promise<Process> {
  const process = await withVault(disk)
  await process.vault.records.commit(sampleRecords)
  return process
}

function seal(vault: Vault, text?: string, signal = new AbortController().signal): Promise<Buffer> {
  return vault.backups.seal(key(text), quiet, signal)
}

function open(vault: Vault, bytes: Buffer, typed = key()): Promise<OpenBackup> {
  return vault.backups.open(bytes, typed, quiet, new AbortController().signal)
}

async function errorOf(call: Promise<unknown>) {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof Failure) return error.error
  throw new Error('no failure', { cause: error })
}

/** Every record of a store, by kind and id, without the fingerprints, which are of each vault's own key. */
function everything(store: Pick<OpenBackup, 'ids' | 'get'>): Record<string, unknown> {
  const plain = (kind: RecordKind, id: string): unknown => {
    const record = store.get(kind, id)
    return record === undefined || !('fingerprint' in record) ? record : { ...record, fingerprint: '' }
  }
  return Object.fromEntries(kinds.flatMap((kind) => store.ids(kind).map((id) => [`${kind} ${id}`, plain(kind, id)])))
}

describe('a backup', () => {
  it('has every record, and opens with its passphrase on another system', async () => {
    const { vault } = await filled()
    const bytes = await seal(vault)
    const elsewhere = startProcess(new FakeDisk(), { sealer: new FakeSealer({ platform: 'win32', tag: 'v10' }) })
    const backup = await open(elsewhere.vault, bytes)
    expect(everything(backup)).toEqual(everything(vault.records))
    expect(Object.keys(everything(backup))).toHaveLength(sampleRecords.length)
    expect(backup.unknown).toBe(0)
  })

  it('says when it was made and what opens it, and nothing of the OS keystore', async () => {
    const { vault, clock } = await filled()
    expect(await vault.backups.look(await seal(vault))).toEqual({ madeAt: clock.now(), slots: ['passphrase'] })
  })

  it('has neither a key nor an id of the vault in it, and no value in clear', async () => {
    const disk = new FakeDisk()
    const { vault } = await filled(disk)
    const bytes = await seal(vault)
    const vaultId = disk.bytes(`${folder}/vault.2`).subarray(24, 40)
    expect(bytes.includes(vaultId)).toBe(false)
    expect(bytes.subarray(24, 40)).toHaveLength(16)
    expect(bytes.includes('EXAMPLE')).toBe(false)
    expect(bytes.includes('pulumi')).toBe(false)
  })

  it('shows one moment: what is saved meanwhile is in the next one', async () => {
    const { vault } = await filled()
    const sealing = seal(vault)
    const saving = vault.records.commit([putSecret('late', 'pul-EXAMPLE-late')])
    const backup = await open(vault, await sealing)
    await saving
    expect(backup.ids('secret')).toEqual(['secret-1'])
    expect((await open(vault, await seal(vault))).ids('secret')).toEqual(['secret-1', 'late'])
  })

  it('holds what another process has saved, and what is in memory where the disk does not give out the newest', async () => {
    const first = await filled()
    const second = await reopened(first.fs.disk)
    await second.vault.records.commit([putSecret('theirs', 'pul-EXAMPLE-theirs')])
    first.fs.failOn('read', 'EIO')
    expect((await open(first.vault, await seal(first.vault))).ids('secret')).toEqual(['secret-1'])
    first.fs.fault = () => undefined
    expect((await open(first.vault, await seal(first.vault))).ids('secret')).toEqual(['secret-1', 'theirs'])
  })

  it('is checked against the passphrase of the vault', async () => {
    const process = startProcess()
    await process.vault.open()
    await process.vault.create('passphrase', pass())
    expect(await errorOf(seal(process.vault, 'another EXAMPLE passphrase'))).toEqual({ kind: 'wrong-passphrase' })
    expect(await errorOf(process.vault.backups.check(key('another EXAMPLE passphrase')))).toEqual({
      kind: 'wrong-passphrase',
    })
    await expect(open(process.vault, await seal(process.vault))).resolves.toMatchObject({ slots: ['passphrase'] })
  })

  it('opens with the recovery code of the vault, which is checked before', async () => {
    const { vault } = await filled()
    const code = drawRecoveryCode(new FakeRandom('a code')).use((text) => text)
    const other = drawRecoveryCode(new FakeRandom('another code')).use((text) => text)
    const sealWith = (typed: string) => vault.backups.seal(typedCode(typed), quiet, noSignal)
    expect(await errorOf(sealWith(code))).toEqual({ kind: 'wrong-recovery-code' })
    await vault.protect(protection(['os', 'recovery'], { recovery: pass(code) }), noSignal)
    expect(await errorOf(sealWith(other))).toEqual({ kind: 'wrong-recovery-code' })
    expect(await errorOf(sealWith('not a code'))).toMatchObject({ kind: 'wrong-recovery-code' })
    const bytes = await sealWith(code)
    const elsewhere = startProcess(new FakeDisk(), { sealer: new FakeSealer({ platform: 'win32', tag: 'v10' }) })
    expect(await elsewhere.vault.backups.look(bytes)).toMatchObject({ slots: ['recovery'] })
    const backup = await open(elsewhere.vault, bytes, typedCode(code.toLowerCase().replaceAll('-', ' ')))
    expect(everything(backup)).toEqual(everything(vault.records))
    expect(await errorOf(open(elsewhere.vault, bytes, typedCode(other)))).toEqual({ kind: 'wrong-recovery-code' })
    expect(await errorOf(open(elsewhere.vault, bytes))).toEqual({ kind: 'wrong-passphrase' })
  })

  it('of a vault that opens by OS and passphrase together opens by the passphrase alone', async () => {
    const process = startProcess()
    await process.vault.open()
    await process.vault.create('os-passphrase', pass())
    await process.vault.records.commit(sampleRecords)
    expect(await errorOf(seal(process.vault, 'another EXAMPLE passphrase'))).toEqual({ kind: 'wrong-passphrase' })
    const bytes = await seal(process.vault)
    process.sealer.mood = 'not-available'
    expect(await errorOf(seal(process.vault))).toEqual({ kind: 'vault-closed-by-os' })
    const asked = process.sealer.calls.length
    expect(everything(await open(process.vault, bytes))).toEqual(everything(process.vault.records))
    expect(process.sealer.calls).toHaveLength(asked)
  })

  it('takes a new passphrase where the vault has none, and refuses a short one', async () => {
    const { vault } = await filled()
    expect(await errorOf(seal(vault, 'short'))).toMatchObject({ kind: 'invalid-input', field: 'passphrase' })
    const bytes = await seal(vault, 'a passphrase of its own EXAMPLE')
    await expect(open(vault, bytes, key('a passphrase of its own EXAMPLE'))).resolves.toBeDefined()
  })

  it('has fingerprints of its own, from which nobody can tell that two vaults hold the same secret', async () => {
    const { vault } = await filled()
    const backup = await open(vault, await seal(vault))
    const print = backup.get('held', 'secret-1')?.fingerprint
    expect(print).toMatch(/^[\w-]{43}$/)
    expect(print).not.toBe(vault.records.get('held', 'secret-1')?.fingerprint)
    expect(print).not.toBe(vault.records.fingerprint('pul-EXAMPLE-secret'))
  })

  it('can be called off', async () => {
    const { vault } = await filled()
    expect(await errorOf(seal(vault, passphrase, AbortSignal.abort()))).toEqual({ kind: 'cancelled' })
  })

  it('tells how far it has come', async () => {
    const { vault } = await withVault()
    await vault.records.commit(Array.from({ length: 450 }, (_, index) => putSecret(`s${index}`, 'pul-EXAMPLE')))
    for (const work of ['seal', 'open'] as const) {
      const report = vi.fn<(done: number, total: number) => void>()
      const bytes = await vault.backups.seal(key(), work === 'seal' ? report : quiet, noSignal)
      await vault.backups.open(bytes, key(), work === 'open' ? report : quiet, noSignal)
      const done = report.mock.calls.map(([number]) => number)
      expect(done.length).toBeGreaterThan(1)
      expect(done).toEqual([...done].sort((a, b) => a - b))
      expect(report.mock.calls.every(([number, total]) => number > 0 && number <= total && total === 450)).toBe(true)
    }
  })

  it('cannot be made while the vault is closed', async () => {
    const { vault } = await filled()
    await vault.close()
    expect(await errorOf(seal(vault))).toEqual({ kind: 'vault-locked' })
  })
})

describe('a file that is no good backup', () => {
  it('is refused with a wrong passphrase', async () => {
    const { vault } = await filled()
    const bytes = await seal(vault)
    expect(await errorOf(open(vault, bytes, key('another EXAMPLE passphrase')))).toEqual({ kind: 'wrong-passphrase' })
    expect(await errorOf(open(vault, bytes, typedCode('EXAM-PLEC-0DE')))).toEqual({ kind: 'wrong-recovery-code' })
  })

  it('is refused wherever a bit of it is flipped', async () => {
    const { vault } = await filled()
    const bytes = await seal(vault)
    for (let at = 0; at < bytes.length; at += Math.ceil(bytes.length / 60)) {
      const bad = Buffer.from(bytes)
      bad.writeUInt8(bad.readUInt8(at) ^ (1 << (at & 7)), at)
      expect(await errorOf(vault.backups.look(bad))).toMatchObject({ kind: 'vault-unreadable' })
    }
  })

  it.each([0, 8, 23, 60, 500, -1])('is refused when it is cut short (%i bytes)', async (length) => {
    const { vault } = await filled()
    const bytes = await seal(vault)
    const error = await errorOf(vault.backups.look(bytes.subarray(0, length < 0 ? bytes.length + length : length)))
    expect(error).toEqual({ kind: 'vault-unreadable', code: 'backup-damaged' })
  })

  it('is refused when it was made for another purpose', async () => {
    const { vault } = await filled()
    const demo = startProcess(new FakeDisk(), { purpose: 'demo' })
    const error = await errorOf(demo.vault.backups.look(await seal(vault)))
    expect(error).toEqual({ kind: 'vault-unreadable', code: 'backup-purpose' })
  })

  it('is refused when it is a generation of a vault', async () => {
    const disk = new FakeDisk()
    const { vault } = await filled(disk)
    const error = await errorOf(vault.backups.look(disk.bytes(`${folder}/vault.2`)))
    expect(error).toEqual({ kind: 'vault-unreadable', code: 'backup-damaged' })
  })

  it('is refused when it has a slot of a keystore, which is not asked', async () => {
    const { sealer, clock, random } = startProcess()
    const [vaultId, dataKey] = [random.bytes(16), random.bytes(32)]
    const slot = await makeOsSlot(dataKey, vaultId, false, { sealer, clock, random })
    const base = {
      vaultId,
      purpose: 'test',
      backup: true,
      keyNumber: 1,
      keySince: 1,
      createdAt: 0,
      writtenAt: 0,
    } as const
    const header = { ...base, generation: 0, history: [], slots: [slot] }
    const { file } = await Contents.empty(header, deriveKeys(dataKey, vaultId)).draft([], [slot], 0, random)
    const { vault } = startProcess(new FakeDisk(), { sealer })
    const asked = sealer.calls.length
    expect(await errorOf(vault.backups.look(file))).toEqual({ kind: 'vault-unreadable', code: 'backup-damaged' })
    expect(await errorOf(open(vault, file))).toEqual({ kind: 'vault-unreadable', code: 'backup-damaged' })
    expect(sealer.calls).toHaveLength(asked)
  })

  it('is never opened in the place of the vault', async () => {
    const { vault } = await filled()
    const disk = new FakeDisk()
    disk.put(`${folder}/vault.1`, await seal(vault))
    const other = await reopened(disk)
    expect(other.vault.state()).toMatchObject({ kind: 'damaged' })
  })
})
