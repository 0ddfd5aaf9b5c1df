import { getEventListeners } from 'node:events'
import { beforeEach, describe, expect, it } from 'vitest'
import { markdownOfPlan } from '#main/app/team/plan-table'
import type { TeamOwner } from '#shared/contract/team'
import { markdownText } from '#shared/text/plain'
import { sampleRow } from '#test/support/sample'
import type { Member } from '#shared/model/member'
import { failureOf, jobId, refresh, type AppWorld, type Run } from '#test/support/app-world'
import { withAda } from './ada.ts'

const day = 86_400_000
const member = (login: string): Member => ({ id: `id-${login}`, login, name: login, state: 'active' })

let world: AppWorld
let run: Run
let accountId: string

beforeEach(async () => {
  ;({ world, run, accountId } = await withAda())
  world.clock.advance(day)
  const old = { kind: 'at', at: world.clock.now() - 40 * day } as const
  const made = { created: { kind: 'at', at: world.clock.now() } as const }
  world.service.add('acme', 'org', { name: 'deploy', createdBy: 'grace', ...made, lastUsed: made.created })
  world.service.add('acme', 'org', { name: '=ci [x](y)', createdBy: 'grace', created: old })
  world.service.add('acme', 'org', { name: 'mine', createdBy: 'ada', ...made })
  world.service.members.set('acme', [member('ada'), member('grace')])
  await refresh(run)
})

const team = () => run.call['team.list']({ listId: null, from: 0 })
async function owner(name: string): Promise<TeamOwner> {
  const found = (await team()).owners.filter((one) => one.name === name)
  if (found.length !== 1) throw new Error(`${found.length} are called ${name}`)
  return found[0]!
}
async function leaves(login: string): Promise<void> {
  world.clock.advance(day)
  world.service.members.set(
    'acme',
    world.service.members.get('acme')!.filter((one) => one.login !== login),
  )
  await refresh(run)
}

it('is found out anew without keeping what was found before', async () => {
  const { context } = run.app
  const held = () => getEventListeners(context.life(), 'abort').length
  await team()
  const before = held()
  await team()
  await team()
  expect(held()).toBe(before)
})

describe('members', () => {
  it('are asked for with a refresh, with an age of their own', async () => {
    const { lists } = await team()
    expect(lists).toMatchObject([
      { accountId, owner: { id: 'acme' }, members: 2, asOf: world.clock.now(), failure: null },
    ])
    expect(await owner('grace')).toMatchObject({ kind: 'person', made: 2, owns: 0, departures: [], isYou: false })
    expect(await owner('ada')).toMatchObject({ made: 1, owns: 1, isYou: true, ownCredentials: 2 })
  })

  it('who have left are told, with the last list that had them, and still after a restart', async () => {
    const seenAt = world.clock.now()
    await leaves('grace')
    const departures = [{ accountId, of: 'acme', asOf: world.clock.now(), seenAt, isSaid: false }]
    expect((await owner('grace')).departures).toEqual(departures)
    expect((await team()).owners[0]?.name).toBe('grace')
    await run.app.close()
    run = await world.start()
    expect((await owner('grace')).departures).toEqual(departures)
  })

  it('are remembered as another process saw them', async () => {
    const other = await world.start()
    world.service.members.set('acme', [...world.service.members.get('acme')!, member('alan')])
    const created = { kind: 'at', at: world.clock.now() } as const
    world.service.add('acme', 'org', { name: 'short', createdBy: 'alan', created })
    await refresh(other)
    const seenAt = world.clock.now()
    await leaves('alan')
    expect((await owner('alan')).departures).toMatchObject([{ of: 'acme', seenAt }])
    await other.app.close()
  })

  it('that are forbidden make nobody leave, and fail for themselves', async () => {
    world.service.members.set('acme', [])
    world.service.fail({ on: 'members', kind: 'missing-permission' })
    world.clock.advance(day)
    await refresh(run)
    expect((await owner('grace')).departures).toEqual([])
    expect((await team()).lists).toMatchObject([
      {
        failure: { kind: 'missing-permission' },
        asOf: world.clock.now() - day,
        failedAt: world.clock.now(),
        members: 2,
      },
    ])
    expect(run.window.facts?.accounts[0]?.failure).toBeNull()
    expect(run.window.facts?.parts.every(({ failure }) => failure === null)).toBe(true)
  })

  it('that are told to be none of an organization make nobody leave: it has at least who asks', async () => {
    world.service.members.set('acme', [])
    await refresh(run)
    expect((await owner('grace')).departures).toEqual([])
    expect((await team()).lists).toMatchObject([{ failure: { kind: 'broken-body' }, members: 2 }])
  })

  it('stay as they were when a refresh is called off while they are asked for', async () => {
    const before = (await team()).lists
    world.service.members.set('acme', [member('ada')])
    const release = world.service.hold('members')
    const job = jobId()
    const refreshing = failureOf(run.call['inventory.refresh']({ accountId: null, jobId: job }))
    await expect.poll(() => world.service.calls.filter(({ call }) => call === 'members').length).toBe(2)
    await run.call['job.cancel']({ jobId: job })
    release()
    await refreshing
    expect((await team()).lists).toEqual(before)
    expect((await owner('grace')).departures).toEqual([])
  })

  it('are not asked for where no token tells of them', async () => {
    const asked = world.service.calls.filter(({ call }) => call === 'members').length
    for (const { issuerId } of [...world.service.tokens('acme', 'org')]) world.service.drop(issuerId)
    world.service.members.set('beta', [member('ada')])
    await refresh(run)
    // What is gone is kept for a year, and so is the question whose it was.
    expect(world.service.calls.filter(({ call }) => call === 'members').map((call) => call.owner)).toEqual(
      Array.from({ length: asked + 1 }, () => 'acme'),
    )
  })

  it('are forgotten with their account', async () => {
    await run.call['account.remove']({ accountId, acceptLosing: 0 })
    expect(await team()).toMatchObject({ owners: [], next: null, lists: [], more: false })
    expect((await run.vault.snapshots.names()).filter((name) => name.startsWith('members.'))).toEqual([])
  })
})

describe('what the audit finds', () => {
  const found = async (rule: string) => {
    const { findings } = await run.call['findings.list']({ auditId: null, from: 0 })
    return findings.filter((one) => one.rule === rule)
  }

  it('is that a token was made by somebody who has left, and counts for the owner', async () => {
    expect(await found('owner-left')).toEqual([])
    await leaves('grace')
    await run.call['findings.run']({ jobId: jobId() })
    const left = await found('owner-left')
    expect(left.map(({ subject }) => subject.name).sort()).toEqual(['=ci [x](y)', 'deploy'])
    expect(left[0]?.evidence).toEqual([{ fact: 'owner', text: 'grace (acme)', asOf: world.clock.now() }])
    const { findings } = await owner('grace')
    expect(Object.values(findings ?? {}).reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(2)
  })

  it('is that of one whom the service still lists, and says that they have left', async () => {
    world.clock.advance(day)
    world.service.members.set('acme', [member('ada'), { ...member('grace'), state: 'left' }])
    await refresh(run)
    await run.call['findings.run']({ jobId: jobId() })
    expect((await found('owner-left')).map(({ subject }) => subject.name).sort()).toEqual(['=ci [x](y)', 'deploy'])
  })

  it('is not that its maker has left who came after the list', async () => {
    await leaves('grace')
    world.clock.advance(day)
    const created = { kind: 'at', at: world.clock.now() } as const
    world.service.add('acme', 'org', { name: 'newest', createdBy: 'alan', created })
    world.service.fail({ on: 'members', kind: 'missing-permission' })
    await refresh(run)
    expect((await found('owner-left')).map(({ subject }) => subject.name)).not.toContain('newest')
  })

  it('is that nobody looks after an organization in which nobody is left', async () => {
    expect(await found('no-owner')).toEqual([])
    world.service.members.set('acme', [{ ...member('ada'), state: 'left' }])
    await refresh(run)
    await run.call['findings.run']({ jobId: jobId() })
    expect((await found('no-owner')).length).toBe(3)
  })
})

describe('the owners', () => {
  it('come piece by piece, each once, and as they were when the first piece was asked for', async () => {
    const created = { kind: 'at', at: world.clock.now() } as const
    for (let number = 0; number < 1_200; number += 1) {
      world.service.add('acme', 'org', { name: `of ${number}`, createdBy: `maker-${number}`, created })
    }
    await refresh(run)
    const first = await team()
    expect(first).toMatchObject({ from: 0, next: 500 })
    expect(first.owners).toHaveLength(500)
    // Something changes while the rest is read.
    await leaves('grace')
    const { listId } = first
    const second = await run.call['team.list']({ listId, from: 500 })
    const third = await run.call['team.list']({ listId, from: 1_000 })
    expect([second, third]).toMatchObject([
      { listId, from: 500, next: 1_000, lists: [] },
      { listId, from: 1_000, next: null, lists: [] },
    ])
    const all = [first, second, third].flatMap(({ owners }) => owners)
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length)
    expect(all).toHaveLength(1_203)
    const anew = await run.call['team.list']({ listId: 'another', from: 1_000 })
    expect(anew).toMatchObject({ from: 0, next: 500 })
    expect(anew.owners[0]?.name).toBe('grace')
  })
})

describe('the tokens of an owner', () => {
  it('are due by the steps that were chosen for them, their account or their provider', async () => {
    const expiry = { kind: 'at', at: world.clock.now() + 5 * day } as const
    world.service.add('acme', 'org', { name: 'soon', createdBy: 'ada', expiry })
    await refresh(run)
    const dueSoon = async () => (await owner('acme')).dueSoon
    expect(await dueSoon()).toBe(1)
    await run.call['expiry.steps']({ of: 'account', id: accountId, days: [3] })
    expect(await dueSoon()).toBe(0)
    const { token } = run.window.row('soon')
    await run.call['expiry.steps']({ of: 'token', id: token.id, days: [7] })
    expect(await dueSoon()).toBe(1)
  })

  it('are told with what they are to them', async () => {
    const { key } = await owner('ada')
    const { tokens, total } = await run.call['team.tokens']({ key, from: 0 })
    expect(total).toBe(2)
    const nameOf = (id: string) => run.window.rows.get(id)?.token.name
    expect(tokens.map(({ tokenId, relation }) => [nameOf(tokenId), relation])).toEqual([
      ['ada-signs-in', 'owns'],
      ['mine', 'made'],
    ])
    expect((await run.call['team.tokens']({ key, from: 1 })).tokens).toHaveLength(1)
  })

  it('are nobody’s any more once the last has gone', async () => {
    const { key } = await owner('grace')
    for (const { issuerId } of [...world.service.tokens('acme', 'org')]) world.service.drop(issuerId)
    await refresh(run)
    expect(await failureOf(run.call['team.tokens']({ key, from: 0 }))).toBe('not-found')
  })
})

describe('a plan for somebody who leaves', () => {
  const written = async (format: 'csv' | 'markdown') => {
    const path = `/home/plan.${format}`
    world.disk.makeFolder('/home')
    run.picker.path = path
    const { key } = await owner('grace')
    expect(await run.call['team.exportPlan']({ key, format })).toMatchObject({ written: { tokens: 2 } })
    expect(world.disk.mode(path)).toBe(0o600)
    return world.disk.bytes(path).toString('utf8')
  }

  it('is written as CSV, in which nothing is computed', async () => {
    const [head = '', first = '', second = ''] = (await written('csv')).split('\r\n')
    expect(head).toContain(',expires,expires by,used in,')
    expect(first).toContain('Give new secrets in Keyrack,"Keyrack, as ada",deploy,made by them,Fake')
    // Of the fake service's tokens nobody knows whether Keyrack signs in with them.
    expect(second).toContain(
      `Keyrack signs in with these, or may do so","Keyrack, as ada",'=ci [x](y),made by them,Fake`,
    )
  })

  it('is written as Markdown, in which nothing leads anywhere', async () => {
    const text = await written('markdown')
    expect(text).toContain('# Tokens of grace\n')
    expect(text).toContain('## Give new secrets in Keyrack (1)')
    expect(text).toMatch(/- \[ \] \*\*deploy\*\*: made by them; Fake · .* · acme; last used: 20/)
    expect(text).toContain(String.raw`**=ci \[x\](y)**`)
    expect(text).not.toContain('EXAMPLE')
  })

  it('calls nobody by a name in it, and shows what would hide', async () => {
    world.service.add('acme', 'org', { name: '@everyone \u202etxt $x$ ![y](z)', createdBy: 'grace' })
    await refresh(run)
    const path = '/home/plan.md'
    world.disk.makeFolder('/home')
    run.picker.path = path
    await run.call['team.exportPlan']({ key: (await owner('grace')).key, format: 'markdown' })
    const text = world.disk.bytes(path).toString('utf8')
    expect(text).toContain('everyone')
    expect(text).not.toMatch(/@everyone|\u202e|(?<!\\)[$!]/)
  })

  it('is Markdown in which how Keyrack signs in is text, too', () => {
    const line = { step: 'revoke', relation: 'owns', row: sampleRow(), reason: null } as const
    const planned = { line, provider: 'Pulumi', account: 'Work', signIn: '@ada [x](y)' }
    expect(markdownOfPlan('grace', 0, [planned])).toContain(`Keyrack, as ${markdownText('@ada [x](y)')}`)
    expect(markdownOfPlan('grace', 0, [planned])).not.toContain('[x](y)')
  })

  it('is not written over the files of the vault', async () => {
    run.picker.path = '/profile/vault/vault.2'
    const { key } = await owner('grace')
    expect(await failureOf(run.call['team.exportPlan']({ key, format: 'csv' }))).toBe('invalid-input')
  })

  it('is not written when no file was chosen', async () => {
    const { key } = await owner('grace')
    run.picker.path = null
    expect(await run.call['team.exportPlan']({ key, format: 'csv' })).toEqual({ written: null })
  })
})
