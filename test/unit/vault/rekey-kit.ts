import type { SlotKind } from '#shared/model/vault'
import type { Protection } from '#main/vault/index'
import { FakeDisk } from '#test/support/fake-disk'
import { sampleRecords } from './sample-records.ts'
import { heldRecord, noSignal, protection, withVault, type Process } from './world.ts'

/** Seals everything anew. */
export function rekey(
  process: Process,
  slots: readonly SlotKind[] = ['os'],
  more: Partial<Protection> = {},
): Promise<void> {
  return process.vault.protect(protection(slots, { rekey: true, ...more }), noSignal)
}

/** A vault with a record of each kind, true fingerprints, two snapshots and some generations. */
export async function filled(disk = new FakeDisk()): Promise<Process> {
  const process = await withVault(disk)
  const { vault } = process
  await vault.records.commit(sampleRecords)
  await vault.records.commit(withPrints(process))
  await vault.snapshots.write('inventory', Buffer.from('list'))
  await vault.snapshots.write('activity.1', Buffer.from('what happened'))
  return process
}

export function withPrints({ vault }: Process) {
  const account = vault.records.get('account', 'account-1')
  if (account === undefined) throw new Error('no account')
  const held = heldRecord(1)
  return [
    { put: 'account', id: 'account-1', value: { ...account, fingerprint: printOf(vault, 'pul-EXAMPLE-credential') } },
    { put: 'held', id: 'secret-1', value: { ...held, fingerprint: printOf(vault, 'pul-EXAMPLE-secret') } },
  ] as const
}

export const printOf = (vault: Process['vault'], value: string): string => vault.records.fingerprint(value)

/** Everything that a vault tells, but the fingerprints. */
export async function told({ vault }: Process): Promise<unknown> {
  const { records, snapshots } = vault
  const all = sampleRecords.map((change) => {
    if (!('put' in change)) return null
    const value = records.get(change.put, change.id)
    return value !== undefined && 'fingerprint' in value ? { ...value, fingerprint: '' } : value
  })
  const names = [...(await snapshots.names())].sort()
  const contents = await Promise.all(names.map(async (name) => (await snapshots.read(name))?.toString()))
  return { all, names, contents }
}
