import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#shared/model/member'
import type { Owner } from '#shared/model/owner'
import { systemClock } from '#main/adapters/node/clock'
import { createFileSystem } from '#main/adapters/node/file-system'
import { systemRandom } from '#main/adapters/node/random'
import { AuditDesk } from '#main/app/findings/audit-desk'
import { PolicyDesk } from '#main/app/findings/policy-desk'
import { TrendKeep } from '#main/app/findings/trend'
import { Rosters } from '#main/app/team/rosters'
import type { Judged } from '#main/audit/index'
import type { Identity } from '#shared/model/account'
import type { ProviderSession } from '#main/ports/provider'
import { createVault, type Vault } from '#main/vault/index'
import { FakeClock } from '#test/support/fake-clock'
import { FakeFileSystem } from '#test/support/fake-file-system'
import { FakeLog } from '#test/support/fake-log'
import { FakeRandom } from '#test/support/fake-random'
import { FakeSealer } from '#test/support/fake-sealer'

let profile: string
let one: Vault
let two: Vault

beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'keyrack-together-'))
  one = vaultOf(1)
  await one.open()
  await one.create('os', null)
  two = vaultOf(2)
  await two.open()
})

afterEach(async () => {
  await Promise.all([one.close(), two.close()])
  await rm(profile, { recursive: true, force: true })
})

/** The vault on the real disk, as one of two processes that live has it. */
function vaultOf(pid: number): Vault {
  const process = { pid, machine: 'desk of ada', isRunning: () => true }
  return createVault(
    {
      fs: createFileSystem(),
      clock: systemClock,
      random: systemRandom,
      sealer: new FakeSealer(),
      log: new FakeLog(),
      process,
    },
    { folder: join(profile, 'vault'), purpose: 'test' },
  )
}

describe('members that two processes ask for in the same second', () => {
  const accountId = 'account'
  const identity: Identity = { id: 'u', kind: 'person', login: 'ada', name: 'Ada', organizations: [], teams: [] }
  const organization = (id: string): Owner => ({ kind: 'organization', id, name: id })
  const [acme, globex] = [organization('acme'), organization('globex')]
  const member = (id: string): Member => ({ id, login: id, name: id, state: 'active' })
  const [ada, grace] = [member('ada'), member('grace')]

  let clock: FakeClock
  beforeEach(() => {
    clock = new FakeClock()
  })

  const rostersOf = ({ snapshots }: Vault) =>
    new Rosters({ clock, log: new FakeLog(), snapshots, changed: () => undefined })

  /** Asks for the members of these owners, each list as `answer` gives it. */
  const ask = (rosters: Rosters, owners: readonly Owner[], answer: (owner: Owner) => Promise<Member[]>) =>
    rosters.ask({
      accountId,
      session: { memberLists: () => owners, members: answer } as unknown as ProviderSession,
      identity,
      tokens: owners.map((owner) => ({ owner })),
      limited: (call) => call(),
      signal: new AbortController().signal,
    })

  async function kept() {
    const rosters = rostersOf(one)
    await rosters.load([accountId])
    return rosters.all()
  }

  it('stay, also those that only one of them has asked for', async () => {
    const held = Promise.withResolvers<undefined>()
    const begun = Promise.withResolvers<undefined>()
    const first = ask(rostersOf(one), [acme], async () => {
      begun.resolve(undefined)
      await held.promise
      return [ada]
    })
    await begun.promise
    await ask(rostersOf(two), [acme, globex], () => Promise.resolve([ada]))
    held.resolve(undefined)
    await first
    expect((await kept()).map(({ owner }) => owner.id).sort()).toEqual(['acme', 'globex'])
  })

  it('are those of the newer list, whichever is written last, and who was in the older one has left', async () => {
    const held = Promise.withResolvers<undefined>()
    const begun = Promise.withResolvers<undefined>()
    const older = ask(rostersOf(one), [acme, globex], async ({ id }) => {
      if (id === 'acme') return [ada, grace]
      begun.resolve(undefined)
      await held.promise
      return [ada]
    })
    await begun.promise
    const seenAt = clock.now()
    clock.advance(1_000)
    const missingAt = clock.now()
    await ask(rostersOf(two), [acme], () => Promise.resolve([ada]))
    held.resolve(undefined)
    await older
    const roster = (await kept()).find(({ owner }) => owner.id === 'acme')
    expect(roster).toMatchObject({ asOf: missingAt, members: [ada], former: [{ member: grace, seenAt, missingAt }] })
  })

  it('of whom nobody asks any more go, and no list of another process with them', async () => {
    await ask(rostersOf(one), [acme], () => Promise.resolve([ada]))
    clock.advance(1_000)
    await ask(rostersOf(two), [globex], () => Promise.resolve([ada]))
    expect((await kept()).map(({ owner }) => owner.id)).toEqual(['globex'])
  })

  it('say nothing of a failure that is older than a list', async () => {
    const held = Promise.withResolvers<undefined>()
    const begun = Promise.withResolvers<undefined>()
    const failing = ask(rostersOf(one), [acme, globex], async ({ id }) => {
      if (id === 'acme') throw new Error('no answer')
      begun.resolve(undefined)
      await held.promise
      return [ada]
    })
    await begun.promise
    clock.advance(1_000)
    await ask(rostersOf(two), [acme], () => Promise.resolve([ada]))
    held.resolve(undefined)
    await failing
    const roster = (await kept()).find(({ owner }) => owner.id === 'acme')
    expect(roster).toMatchObject({ members: [ada], asOf: clock.now(), failure: null })
  })
})

describe('audits that two processes make in the same second', () => {
  let clock: FakeClock
  beforeEach(() => {
    clock = new FakeClock()
  })
  const counts = { critical: 0, high: 0, medium: 0, low: 0 }

  /** Its audits find so many tokens, and are over when `judging` says so. */
  function deskOf({ snapshots }: Vault, tokens: number, judging = () => Promise.resolve()): AuditDesk {
    const log = new FakeLog()
    return new AuditDesk({
      clock,
      random: new FakeRandom(),
      log,
      keep: new TrendKeep(snapshots, log),
      policy: new PolicyDesk({
        fs: new FakeFileSystem(),
        catalogue: [],
        chosen: () => ({ kind: 'pack', pack: 'issuer' }),
      }),
      oneCommand: true,
      isOpen: () => true,
      changedSoon: () => undefined,
      changedNow: () => undefined,
      judge: async (): Promise<Judged> => {
        const at = clock.now()
        await judging()
        return { at, policy: '', tokens, findings: [], counts, unjudged: [], endedExceptions: [] }
      },
    })
  }
  const never = new AbortController().signal
  const points = async () => (await new TrendKeep(one.snapshots, new FakeLog()).read()).points

  it('are all remembered', async () => {
    const desks = [deskOf(one, 1), deskOf(two, 2)]
    for (let round = 0; round < 5; round += 1) {
      await Promise.all(desks.map((desk) => desk.run(never)))
      clock.advance(1)
    }
    const kept = await points()
    for (const tokens of [1, 2]) expect(kept.filter((point) => point.tokens === tokens)).toHaveLength(5)
  })

  it('stand in the order in which they were made, each with what came since the one before', async () => {
    await deskOf(one, 1).run(never)
    const first = clock.now()
    clock.advance(1_000)
    const held = Promise.withResolvers<undefined>()
    const begun = Promise.withResolvers<undefined>()
    const slow = deskOf(one, 2, () => {
      begun.resolve(undefined)
      return held.promise
    }).run(never)
    await begun.promise
    clock.advance(1_000)
    await deskOf(two, 3).run(never)
    clock.advance(1_000)
    held.resolve(undefined)
    const { audit } = await slow
    expect((await points()).map(({ tokens }) => tokens)).toEqual([1, 2, 3])
    expect(audit.trend.map(({ tokens }) => tokens)).toEqual([1, 2])
    expect(audit.trend.at(-1)?.since?.at).toBe(first)
  })
})
