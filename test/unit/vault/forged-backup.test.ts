import { describe, expect, it } from 'vitest'
import { Contents } from '#main/vault/contents'
import type { Change } from '#main/vault/draft'
import { readVaultFile } from '#main/vault/format'
import { deriveKeys } from '#main/vault/keys'
import { makePassphraseSlot } from '#main/vault/passphrase-slot'
import type { TypedKey } from '#main/vault/index'
import { FakeDisk } from '#test/support/fake-disk'
import { resealed } from './format-kit.ts'
import { cheapScrypt, failure, noSignal, pass, putSecret, startProcess, withVault, type Process } from './world.ts'

const key = (): TypedKey => ({ with: 'passphrase', secret: pass() })
const open = ({ vault }: Process, bytes: Buffer) => vault.backups.open(bytes, key(), () => undefined, noSignal)
const damaged = failure('vault-unreadable', { code: 'backup-damaged' })

/** A backup that is authentic through and through, with whatever its maker put into it. */
async function forged(process: Process, changes: readonly Change[]): Promise<Buffer> {
  const { random } = process
  const [vaultId, dataKey] = [random.bytes(16), random.bytes(32)]
  const slot = await makePassphraseSlot(pass(), dataKey, vaultId, { random, now: 0, cost: cheapScrypt })
  const numbers = { keyNumber: 1, keySince: 1, generation: 0, createdAt: 0, writtenAt: 0 }
  const header = { vaultId, purpose: 'test', backup: true, ...numbers, history: [], slots: [slot] } as const
  const contents = Contents.empty(header, deriveKeys(dataKey, vaultId))
  return (await contents.draft(changes, [slot], 0, random)).file
}

const record = (kind: Change['kind'], value: unknown): Change => ({
  kind,
  id: 'one',
  plaintext: Buffer.from(JSON.stringify(value)),
})

describe('a backup that a stranger has made', () => {
  it.each([
    ['a secret that is no text', record('secret', { value: 7 })],
    ['a credential without an origin', record('credential', { value: 'EXAMPLE' })],
    ['a secret with something else beside it', record('secret', { value: 'EXAMPLE', then: 'run' })],
    ['notes that are a number', record('annotation', { tags: [], notes: 7 })],
    ['an account without anything', record('account', {})],
  ])('is refused as a whole with %s in it', async (_what, change) => {
    const process = startProcess(new FakeDisk())
    const good = record('annotation', { tags: [], notes: 'whole' })
    await expect(open(process, await forged(process, [good]))).resolves.toBeDefined()
    await expect(open(process, await forged(process, [{ ...good, id: 'two' }, change]))).rejects.toEqual(damaged)
  })
})

describe('a backup of which one secret has gone bad', () => {
  it('does not open, although its list and its checksum are right', async () => {
    const process = await withVault(new FakeDisk())
    await process.vault.records.commit([putSecret('a', 'pul-EXAMPLE-a'), putSecret('b', 'pul-EXAMPLE-b')])
    const bytes = await process.vault.backups.seal(key(), () => undefined, noSignal)
    await expect(open(process, await resealed(bytes))).resolves.toBeDefined()
    const { bodies } = await readVaultFile(bytes, 'backup')
    const bad = Buffer.from(bytes)
    const at = bytes.indexOf(bodies) + bodies.length - 1
    bad.writeUInt8(bad.readUInt8(at) ^ 1, at)
    await expect(open(process, await resealed(bad))).rejects.toEqual(damaged)
  })
})
