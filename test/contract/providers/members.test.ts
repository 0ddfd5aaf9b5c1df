import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ProviderSession } from '#main/ports/provider'
import type { PulumiSimulator } from '#test/simulators/pulumi/index'
import { plantedGitlab, type PlantedGitlab } from './stages/gitlab.ts'
import { plantedOna, type PlantedOna } from './stages/ona.ts'
import { plantedPulumi, pulumiOrganization, pulumiTeam } from './stages/pulumi.ts'
import { connected, failureOf, never } from './support.ts'

describe('who is a member at Pulumi', () => {
  let simulator: PulumiSimulator
  let session: ProviderSession

  beforeEach(async () => {
    const planted = await plantedPulumi()
    simulator = planted.simulator
    ;({ session } = connected('pulumi', simulator.origin, planted.credential))
  })

  afterEach(() => simulator.close())

  const acme = pulumiOrganization.owner
  const platform = pulumiTeam.owner

  it('is asked of organizations and teams, never of a person', async () => {
    expect(session.memberLists(await session.identify(never))).toEqual([acme, platform])
  })

  it('lists an organization to its end, with who may look after its tokens', async () => {
    for (let at = 0; at < 250; at += 1) {
      const login = `member-${at}`
      simulator.state.addUser({ login, name: '', email: '' })
      simulator.state.addMember('acme', login, 'member')
    }
    simulator.state.addUser({ login: 'guest', name: 'Guest', email: '' })
    simulator.state.addMember('acme', 'guest', 'potential-member')
    const members = await session.members(acme, never)
    expect(members).toHaveLength(251)
    expect(members[0]).toEqual({
      id: 'ada',
      login: 'ada',
      name: 'Ada',
      email: 'ada@example.com',
      role: 'admin',
      state: 'active',
      manages: true,
    })
    const last = { id: 'member-249', login: 'member-249', name: 'member-249', role: 'member', state: 'active' }
    expect(members.at(-1)).toEqual({ ...last, manages: false })
  })

  it('lists a team, which may have nobody in it', async () => {
    expect(await session.members(platform, never)).toEqual([])
    simulator.state.organization('acme').teams.get('platform')!.members.set('ada', 'admin')
    expect(await session.members(platform, never)).toEqual([
      { id: 'ada', login: 'ada', name: 'Ada', role: 'admin', state: 'active' },
    ])
  })

  it('is not known where the service leaves it out, which is not the same as nobody', async () => {
    simulator.faults.add({
      match: { path: '/api/orgs/acme/teams/platform' },
      fault: { kind: 'wrong-body', body: { kind: 'pulumi', name: 'platform' } },
      times: 1,
    })
    expect(await failureOf(() => session.members(platform, never))).toMatchObject({ kind: 'not-supported' })
  })

  it('is not half known when a page of it fails', async () => {
    simulator.faults.add({
      match: { path: '/api/orgs/acme/members' },
      fault: { kind: 'status', status: 403 },
      times: 1,
    })
    expect(await failureOf(() => session.members(acme, never))).toMatchObject({ kind: 'missing-permission' })
  })
})

describe('who is a member at Ona', () => {
  let planted: PlantedOna
  let session: ProviderSession

  beforeEach(async () => {
    planted = await plantedOna()
    ;({ session } = connected('ona', planted.simulator.origin, planted.credential))
  })

  afterEach(() => planted.simulator.close())

  it('is told with those who have left or may not sign in', async () => {
    const { ada, acme, simulator } = planted
    const { state } = simulator
    state.addUser(state.addAccount({ name: 'Grace' }), acme).hasLeft = true
    state.addUser(state.addAccount({ name: 'Alan' }), acme).isSuspended = true
    const [list] = session.memberLists(await session.identify(never))
    expect(list).toMatchObject({ kind: 'organization', id: acme.id })
    const members = await session.members(list!, never)
    expect(members[0]).toEqual({
      id: ada.id,
      login: 'ada@example.com',
      name: 'Ada',
      email: 'ada@example.com',
      role: 'admin',
      state: 'active',
      manages: true,
    })
    expect(members.slice(1).map(({ name, state: word }) => [name, word])).toEqual(
      expect.arrayContaining([
        ['Grace', 'left'],
        ['Alan', 'suspended'],
      ]),
    )
  })

  it('is listed to its end', async () => {
    const { acme, simulator } = planted
    const before = await session.members({ kind: 'organization', id: acme.id, name: 'Acme' }, never)
    for (let at = 0; at < 250; at += 1) {
      simulator.state.addUser(simulator.state.addAccount({ name: `Member ${at}` }), acme)
    }
    const after = await session.members({ kind: 'organization', id: acme.id, name: 'Acme' }, never)
    expect(new Set(after.map(({ id }) => id)).size).toBe(before.length + 250)
  })
})

describe('who is a member at GitLab', () => {
  let planted: PlantedGitlab
  let session: ProviderSession

  beforeEach(async () => {
    planted = await plantedGitlab()
    ;({ session } = connected('gitlab', planted.simulator.origin, planted.credential))
  })

  const state = () => planted.simulator.state

  afterEach(() => planted.simulator.close())

  it('is told of groups and projects, with those of the groups around them', async () => {
    const { ada, ofGroup, ofProject, project } = planted
    const blocked = state().addUser({ username: 'grace', name: 'Grace' })
    blocked.isBlocked = true
    project.members.set(blocked.id, 40)
    const writer = state().addUser({ username: 'alan' })
    project.members.set(writer.id, 30)
    const deploy = { name: 'deploy', scopes: ['api'], expiresOn: state().day(30) }
    state().addResourceToken(planted.project, deploy)
    expect(session.memberLists(await session.identify(never))).toEqual([ofGroup.owner, ofProject.owner])
    const members = await session.members(ofProject.owner, never)
    expect(members.find(({ login }) => login === 'ada')).toMatchObject({
      id: String(ada.id),
      state: 'active',
      manages: true,
    })
    expect(members.find(({ login }) => login === 'grace')).toMatchObject({ state: 'suspended', manages: true })
    expect(members.find(({ login }) => login === 'alan')).toMatchObject({ role: 'Developer', manages: false })
    expect(members.filter(({ isMachine }) => isMachine)).toHaveLength(1)
    // A maintainer looks after a project's tokens, and not after a group's.
    planted.project.parent?.members.set(blocked.id, 40)
    const inGroup = await session.members(ofGroup.owner, never)
    expect(inGroup.find(({ login }) => login === 'grace')?.manages).not.toBe(true)
  })

  it('is listed to its end', async () => {
    for (let at = 0; at < 250; at += 1) planted.project.members.set(state().addUser({ username: `u${at}` }).id, 20)
    const members = await session.members(planted.ofProject.owner, never)
    expect(new Set(members.map(({ id }) => id)).size).toBeGreaterThanOrEqual(251)
  })
})
