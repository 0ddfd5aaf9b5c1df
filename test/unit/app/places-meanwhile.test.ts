import { expect, it } from 'vitest'
import { failureOf, jobId, until } from '#test/support/app-world'
import { withAda } from './ada.ts'

it('an old token is not revoked where a place of it is noted while its successor is checked', async () => {
  const { world, run } = await withAda([['acme', 'org', 'deploy']])
  const tokenId = run.window.row('deploy').token.id
  world.service.fail({ on: 'probe', kind: 'offline' })
  const { operationId } = await run.call['token.regenerate']({
    tokenId,
    draft: { name: 'deploy-2', expiry: { kind: 'never' } },
    ownConfirmed: true,
    jobId: jobId(),
  })
  expect(run.operations('regenerate')).toMatchObject([{ step: 'stored' }])
  const probes = world.service.count('probe')
  const release = world.service.hold('probe')
  const decided = { operationId, decision: 'revoke-old', tokenId: null, ownConfirmed: true, jobId: jobId() } as const
  const going = failureOf(run.call['operation.continue'](decided))
  await until(() => world.service.count('probe') > probes)
  await run.call['place.add']({ tokenId, where: { kind: 'variable', name: 'DEPLOY' }, note: '' })
  release()
  expect(await going).toBe('confirmation-needed')
  expect(world.service.count('revoke')).toBe(0)
  expect(run.window.row('deploy').token.state).toBe('active')
})
