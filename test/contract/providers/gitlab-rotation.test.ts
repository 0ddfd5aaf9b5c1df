import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PartScope, ProviderSession } from '#main/ports/provider'
import type { GitlabToken } from '#test/simulators/gitlab/model'
import { plantedGitlab, type PlantedGitlab } from './stages/gitlab.ts'
import { day, listed, now, tokenOf } from './stages/stage.ts'
import { connected, failureOf, never } from './support.ts'

const midnight = Math.floor(now / day) * day
const expiry = { kind: 'at', at: now + 60 * day } as const

let planted: PlantedGitlab
let session: ProviderSession

beforeEach(async () => {
  planted = await plantedGitlab()
  ;({ session } = connected('gitlab', planted.simulator.origin, planted.credential))
})

afterEach(async () => {
  await planted.simulator.close()
})

const state = () => planted.simulator.state
const as = (token: GitlabToken) => connected('gitlab', planted.simulator.origin, token.value).session
const row = (part: PartScope, { id, name }: GitlabToken) => tokenOf('gitlab', part, { issuerId: String(id), name })
const rotate = (part: PartScope, token: GitlabToken, by = session) =>
  by.regenerate(part, row(part, token), expiry, never)
const rotations = () =>
  planted.simulator.requests.filter(({ path }) => path.includes('/rotate')).map(({ path }) => path)

function plant(name: string, scopes = ['read_api'], revoked = false): GitlabToken {
  return state().addToken(planted.ada, { name, scopes, expiresOn: state().day(30), revoked })
}

function plantBot(scopes = ['read_api']): GitlabToken {
  return state().addResourceToken(planted.project, { name: 'ci', scopes, expiresOn: state().day(30) })
}

describe('rotating a GitLab token', () => {
  it.each(['personal', 'ofProject', 'ofGroup'] as const)(
    'gives a successor, and the old one is dead (%s)',
    async (at) => {
      const part = planted[at]
      const { group, project } = planted
      const resource = at === 'ofGroup' ? group : project
      const old =
        at === 'personal'
          ? plant('deploy')
          : state().addResourceToken(resource, { name: 'deploy', scopes: ['read_api'], expiresOn: state().day(30) })
      const made = await rotate(part, old)
      expect(old.revoked).toBe(true)
      expect(made.token.issuerId).not.toBe(String(old.id))
      expect(made.token).toMatchObject({ name: 'deploy', expiry: { kind: 'at', at: midnight + 60 * day } })
      expect(made.secret.use((value) => state().findByValue(value)?.id)).toBe(Number(made.token.issuerId))
      expect((await listed(session, part)).tokens.map(({ issuerId }) => issuerId)).not.toContain(String(old.id))
      expect(rotations()).toHaveLength(1)
    },
  )

  it('leaves the family alone when the token was rotated elsewhere meanwhile', async () => {
    const old = plant('deploy')
    await rotate(planted.personal, old)
    const successor = [...state().tokens.values()].at(-1)!
    const error = await failureOf(() => rotate(planted.personal, old))
    expect(error).toMatchObject({ kind: 'not-found' })
    expect(successor.revoked).toBe(false)
    expect(rotations()).toHaveLength(1)
  })

  it('sends nothing by a credential that is dead, which would end the family of the credential', async () => {
    const old = plant('old', ['api'])
    await rotate(planted.personal, old)
    const successor = [...state().tokens.values()].at(-1)!
    const error = await failureOf(() => rotate(planted.personal, plant('deploy'), as(old)))
    expect(error).toMatchObject({ kind: 'wrong-token' })
    expect(successor.revoked).toBe(false)
    expect(rotations()).toHaveLength(1)
  })

  it('is sent once, and its outcome is unknown, when the answer is lost', async () => {
    const old = plant('deploy')
    planted.simulator.faults.add({ match: { path: /rotate/ }, fault: { kind: 'lost-answer' } })
    expect(await failureOf(() => rotate(planted.personal, old))).toMatchObject({ kind: 'answer-lost' })
    expect(rotations()).toHaveLength(1)
    expect(old.revoked).toBe(true)
  })

  it.each([502, 504])('is sent once when a gateway says %i', async (status) => {
    planted.simulator.faults.add({ match: { path: /rotate/ }, fault: { kind: 'status', status }, times: 5 })
    expect(await failureOf(() => rotate(planted.personal, plant('deploy')))).toMatchObject({ kind: 'answer-lost' })
    expect(rotations()).toHaveLength(1)
  })

  it('is not sent when GitLab cannot be asked before', async () => {
    planted.simulator.faults.add({ fault: { kind: 'status', status: 500 }, times: Infinity })
    expect(await failureOf(() => rotate(planted.personal, plant('deploy')))).toMatchObject({ kind: 'server-error' })
    expect(rotations()).toEqual([])
  })

  it('lets a token rotate itself that may do nothing else', async () => {
    const few = plant('few', ['self_rotate'])
    await rotate(planted.personal, few, as(few))
    expect(rotations()).toEqual(['/api/v4/personal_access_tokens/self/rotate'])
    const bot = plantBot(['self_rotate'])
    await rotate(planted.ofProject, bot, as(bot))
    expect(rotations()[1]).toBe(`/api/v4/projects/${planted.project.id}/access_tokens/self/rotate`)
  })

  it('rotates the own credential by its id where it may', async () => {
    const own = [...state().tokens.values()][0]!
    await rotate(planted.personal, own)
    expect(rotations()).toEqual([`/api/v4/personal_access_tokens/${own.id}/rotate`])
  })

  it('is missing a permission for the token of another, and for one bot by another', async () => {
    const bob = state().addUser({ username: 'bob' })
    const his = state().addToken(bob, { name: 'his', scopes: ['api'], expiresOn: state().day(9) })
    expect(await failureOf(() => rotate(planted.personal, his))).toMatchObject({ kind: 'not-found' })
    const error = await failureOf(() => rotate(planted.ofProject, plantBot(), as(plantBot(['api']))))
    expect(error).toMatchObject({ kind: 'missing-permission' })
    const reader = as(plant('reader'))
    expect(await failureOf(() => rotate(planted.personal, plant('deploy'), reader))).toMatchObject({
      kind: 'missing-permission',
    })
  })

  it('is refused beyond the limit of the instance', async () => {
    const far = { kind: 'at', at: now + 500 * day } as const
    const token = row(planted.personal, plant('deploy'))
    expect(await failureOf(() => session.regenerate(planted.personal, token, far, never))).toMatchObject({
      kind: 'expiry-policy',
    })
  })
})
