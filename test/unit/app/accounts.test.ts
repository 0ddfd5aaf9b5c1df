import { beforeEach, describe, expect, it } from 'vitest'
import { AppWorld, failureOf, jobId, refresh, type Run } from '#test/support/app-world'

describe('accounts', () => {
  let world: AppWorld
  let run: Run
  let credential: string

  beforeEach(async () => {
    world = new AppWorld()
    credential = world.service.person('ada', ['acme'])
    run = await world.ready()
  })

  const check = (value: string, address = 'fake.example') =>
    run.call['account.check']({ provider: 'fake', address, secret: { from: 'field', value }, jobId: jobId() })

  it('asks the provider who a credential is before anything is stored', async () => {
    const checked = await check(credential)
    expect(checked.identity.login).toBe('ada')
    expect(checked.origin).toBe('https://api.fake.example')
    expect(checked.sameAs).toBeNull()
    expect(run.window.facts?.accounts).toEqual([])
    expect(run.vault.records.ids('credential')).toEqual([])
  })

  it('adds the account under the name the person gave and lists its tokens', async () => {
    world.service.add('acme', 'org', { name: 'deploy' })
    const accountId = await world.account(run, credential, 'Work')
    expect(run.window.facts?.accounts).toMatchObject([{ id: accountId, name: 'Work', heldSecrets: 0, refresh: null }])
    expect(run.window.row('deploy').token).toMatchObject({ accountId, state: 'active', owner: { id: 'acme' } })
    expect(run.window.facts?.parts.map(({ tokens, failure }) => ({ tokens, failure }))).toEqual([
      { tokens: 1, failure: null },
      { tokens: 1, failure: null },
    ])
  })
})
