import { expect, it } from 'vitest'
import { Rosters } from '#main/app/team/rosters'
import type { ProviderSession } from '#main/ports/provider'
import type { SnapshotStore } from '#main/ports/records'
import type { Owner } from '#shared/model/owner'
import { FakeClock } from '#test/support/fake-clock'
import { FakeLog } from '#test/support/fake-log'

const acme: Owner = { kind: 'organization', id: 'acme', name: 'acme' }

it('knows nobody any more once the vault was closed, though lists were just being written', async () => {
  const [begun, gate] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
  const snapshots = {
    read: () => Promise.resolve(undefined),
    exclusively: async () => {
      begun.resolve(undefined)
      await gate.promise
    },
  } as unknown as SnapshotStore
  const rosters = new Rosters({ clock: new FakeClock(), log: new FakeLog(), snapshots, changed: () => undefined })
  const members = () => Promise.resolve([{ id: 'ada', login: 'ada', name: 'Ada', state: 'active' as const }])
  const asking = rosters.ask({
    accountId: 'account',
    session: { memberLists: () => [acme], members } as unknown as ProviderSession,
    identity: { id: 'u', kind: 'person', login: 'ada', name: 'Ada', organizations: [], teams: [] },
    tokens: [{ owner: acme }],
    limited: (call) => call(),
    signal: new AbortController().signal,
  })
  await begun.promise
  rosters.clear()
  gate.resolve(undefined)
  await asking
  expect(rosters.all()).toEqual([])
})
