import { beforeEach, describe, expect, it } from 'vitest'
import { AppWorld, failureOf, jobId, refresh, type Run } from '#test/support/app-world'

const expiry = { kind: 'at', at: Date.UTC(2026, 5, 1) } as const

describe('regenerating where the provider gives the token another id', () => {
  let world: AppWorld
  let run: Run
  let accountId: string
  let oldId: string

  beforeEach(async () => {
    world = new AppWorld()
    world.service.givesNewIds = true
    const credential = world.service.person('ada')
    world.service.add('ada', 'classic', { name: 'laptop' })
    run = await world.ready()
    accountId = await world.account(run, credential)
    oldId = run.window.row('laptop').token.id
  })

  const regenerate = (tokenId: string) =>
    run.call['token.regenerate']({ tokenId, draft: { expiry }, ownConfirmed: true, jobId: jobId() })
  const token = (tokenId: string | null) => run.window.rows.get(tokenId ?? '')?.token

  it('keeps the secret with the new one, and the old one is revoked at once', async () => {
    const made = await regenerate(oldId)
    expect(made.tokenId).not.toBe(oldId)
    expect(token(made.tokenId)).toMatchObject({ name: 'laptop', state: 'active', expiry })
    expect(token(oldId)).toMatchObject({ state: 'revoked' })
    expect(run.operations()).toEqual([])
    await refresh(run, accountId)
    expect(token(made.tokenId)).toMatchObject({ state: 'active' })
    expect(token(oldId)).toMatchObject({ state: 'revoked' })
  })

  it('takes the places where the old one was used with it, each with the old secret', async () => {
    const where = { kind: 'variable', name: 'DEPLOY_TOKEN' } as const
    await run.call['place.add']({ tokenId: oldId, where, note: '' })
    const { tokenId } = await regenerate(oldId)
    expect(run.window.rows.get(oldId)?.places).toBeUndefined()
    expect(run.window.rows.get(tokenId)?.places).toMatchObject([{ tokenId, where, replaced: null }])
    expect(run.window.rows.get(tokenId)?.places?.[0]?.oldSince).not.toBeNull()
  })

  it('signs in with the new one when the old one was the credential', async () => {
    const own = run.window.row('ada-signs-in').token.id
    const made = await regenerate(own)
    expect(run.window.facts?.accounts[0]?.credentialError).toBeNull()
    expect(run.window.rows.get(made.tokenId)?.own).toBe('yes')
    await refresh(run, accountId)
    expect(run.window.facts?.accounts[0]?.credentialError).toBeNull()
  })

  it('finds the new one when the answer was lost', async () => {
    world.service.fail({ on: 'regenerate', kind: 'answer-lost', done: true })
    expect(await failureOf(regenerate(oldId))).toBe('answer-lost')
    const [operation] = run.operations()
    expect(operation).toMatchObject({ kind: 'regenerate', step: 'answer-lost', tokenId: oldId })
    expect(operation?.candidates).toHaveLength(1)
    expect(token(operation?.candidates[0] ?? '')).toMatchObject({ name: 'laptop', state: 'active', expiry })
    expect(world.service.count('regenerate')).toBe(1)
  })

  it('takes no token of another name for the new one', async () => {
    world.service.fail({ on: 'regenerate', kind: 'answer-lost' })
    world.service.drop(world.service.tokens('ada', 'classic').find(({ name }) => name === 'laptop')!.issuerId)
    world.service.add('ada', 'classic', { name: 'desktop' })
    expect(await failureOf(regenerate(oldId))).toBe('answer-lost')
    expect(run.operations()).toMatchObject([{ step: 'answer-lost', candidates: [] }])
  })
})
