import { join } from 'node:path'
import { expect, it } from 'vitest'
import { systemClock } from '#main/adapters/node/clock'
import { createFileSystem } from '#main/adapters/node/file-system'
import { systemRandom } from '#main/adapters/node/random'
import type { RecordChange } from '#main/ports/records'
import { Secret } from '#main/ports/secret'
import { createVault } from '#main/vault/index'
import { FakeLog } from '#test/support/fake-log'
import { FakeSealer } from '#test/support/fake-sealer'
import { passphrase } from './support/keyrack.ts'
import { filledVault, startWorld } from './support/world.ts'

/** Saves what the person has chosen in the app. */
async function chosen(data: string, changes: readonly RecordChange[]): Promise<void> {
  const fs = createFileSystem()
  const ports = { fs, clock: systemClock, random: systemRandom, sealer: new FakeSealer(), log: new FakeLog() }
  const vault = createVault(ports, { folder: join(data, 'vault'), purpose: 'real' })
  await vault.open()
  await vault.unlock({ with: 'passphrase', secret: new Secret(passphrase) })
  await vault.records.commit(changes)
  await vault.close()
}

it('warns by the steps of the account, and not of what the person knows', async () => {
  const { data, run } = await filledVault(await startWorld())
  const listed = async (...args: string[]) => {
    const { out } = await run(['list', '--format', 'json', ...args])
    return (JSON.parse(out) as { tokens: { tokenId: string; accountId: string; expires: string }[] }).tokens
  }
  const [due] = await listed('--state', 'due')
  // Nothing is due before its end.
  const untilTheEnd: RecordChange = {
    put: 'warning',
    id: due!.accountId,
    value: { of: 'account', days: [], quiet: null },
  }
  await chosen(data, [untilTheEnd])
  expect(await listed('--state', 'due')).toEqual([])

  const ending = (await listed()).filter(({ expires }) => /^\d/.test(expires))
  const known = ending.map(({ tokenId, expires }): RecordChange => {
    const quiet = { kind: 'known', end: Date.parse(expires) } as const
    return { put: 'warning', id: tokenId, value: { of: 'token', days: null, quiet } }
  })
  expect(await run(['calendar', '--fail-on-due'])).toMatchObject({ exit: 3 })
  await chosen(data, known)
  expect(await run(['calendar', '--fail-on-due'])).toMatchObject({ exit: 0 })
})
