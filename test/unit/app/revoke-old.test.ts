import { beforeEach, describe, expect, it } from 'vitest'
import { AppWorld, jobId, refresh, type Run } from '#test/support/app-world'

describe('before the old token is revoked beside its successor', () => {
  let world: AppWorld
  let run: Run

  beforeEach(async () => {
    world = new AppWorld()
    const credential = world.service.person('ada', ['acme'])
    world.service.add('acme', 'org', { name: 'deploy' }, 'ada')
    run = await world.ready()
    await world.account(run, credential)
  })

  const idOf = (name: string) => run.window.row(name).token.id
  const names = () => world.service.tokens('acme', 'org').map(({ name }) => name)

  const regenerate = (days: number | null = null) =>
    run.call['token.regenerate']({
      tokenId: idOf('deploy'),
      draft: {
        name: 'deploy-2',
        expiry: days === null ? { kind: 'never' } : { kind: 'at', at: world.clock.now() + days * 86_400_000 },
      },
      ownConfirmed: false,
      jobId: jobId(),
    })

  const decide = (decision: 'revoke-old' | 'keep-old') =>
    run.call['operation.continue']({
      operationId: run.operations('regenerate')[0]?.id ?? '',
      decision,
      tokenId: null,
      ownConfirmed: true,
      jobId: jobId(),
    })

  it('refuses where the successor has ended since it was checked, and lets the person keep the old one', async () => {
    await regenerate()
    world.service.drop('t-0003')
    await refresh(run)
    await expect(decide('revoke-old')).rejects.toMatchObject({ error: { kind: 'not-found', code: 'successor' } })
    expect(world.service.count('revoke')).toBe(0)
    expect(names()).toEqual(['deploy'])
    await decide('keep-old')
    expect(run.operations()).toEqual([])
  })

  it('refuses where the successor has ended since, also when nobody has listed it', async () => {
    await regenerate()
    world.service.drop('t-0003')
    await expect(decide('revoke-old')).rejects.toMatchObject({ error: { kind: 'not-found', code: 'successor' } })
    expect(world.service.count('revoke')).toBe(0)
    expect(names()).toEqual(['deploy'])
    expect(run.operations('regenerate')[0]?.step).toBe('checked')
  })

  it('refuses where the successor has expired, whether anybody has listed it since or not', async () => {
    await regenerate(7)
    world.clock.advance(8 * 86_400_000)
    await expect(decide('revoke-old')).rejects.toMatchObject({ error: { kind: 'not-found', code: 'successor' } })
    expect(world.service.count('revoke')).toBe(0)
  })

  it('goes on where somebody else has revoked the old one already', async () => {
    await regenerate(7)
    world.service.drop('t-0002')
    await refresh(run)
    world.clock.advance(8 * 86_400_000)
    await decide('revoke-old')
    expect(run.operations()).toEqual([])
  })

  it.each(['yes', 'unknown'] as const)(
    'refuses where the secret that the account is to go on with was forgotten (own credential: %s)',
    async (own) => {
      if (own === 'yes') await run.call['token.ownCredential']({ tokenId: idOf('deploy'), own })
      const { secretId } = await regenerate()
      await run.call['secret.forget']({ secretId: secretId ?? '' })
      await expect(decide('revoke-old')).rejects.toMatchObject({
        error: { kind: 'not-found', code: 'successor-secret' },
      })
      expect(names()).toEqual(['deploy', 'deploy-2'])
      expect(run.operations('regenerate')[0]?.step).toBe('checked')
    },
  )
})
