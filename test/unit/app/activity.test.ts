import { expect, it } from 'vitest'
import { Activity } from '#main/activity/index'
import { AppWorld, failureOf, jobId, type Run } from '#test/support/app-world'

/** What the sealed log says after a restart. */
async function entries(world: AppWorld, run: Run) {
  await run.app.close()
  const { vault, log } = await world.start()
  const reader = new Activity({ clock: world.clock, log, snapshots: vault.snapshots })
  await reader.load()
  return (await reader.entries()).map(({ what, outcome, tokenId }) => [what, outcome, tokenId] as const)
}

it('notes what was done with accounts, tokens and secrets, and how it ended', async () => {
  const world = new AppWorld()
  const credential = world.service.person('ada', ['acme'])
  const run = await world.ready()
  const accountId = await world.account(run, credential)
  const draft = { name: 'deploy', expiry: { kind: 'never' as const } }
  const owner = { kind: 'organization' as const, id: 'acme', name: 'acme' }
  const made = await run.call['token.create']({ accountId, owner, kind: 'org', draft, jobId: jobId() })
  const { tokenId } = made
  const id = made.secretId ?? ''
  const { value } = await run.call['secret.reveal']({ id })
  await run.call['secret.copy']({ id })
  await run.call['account.rename']({ accountId, name: 'Home' })
  await failureOf(run.call['token.revoke']({ tokenId: 'none/such', ownConfirmed: true, jobId: jobId() }))
  world.service.fail({ on: 'revoke', kind: 'missing-permission' })
  await failureOf(run.call['token.revoke']({ tokenId, ownConfirmed: true, jobId: jobId() }))
  await run.call['token.revoke']({ tokenId, ownConfirmed: true, jobId: jobId() })
  await run.call['secret.forget']({ secretId: id })

  const seen = await entries(world, run)
  expect(seen).toEqual([
    ['vault-created', 'done', undefined],
    ['account-added', 'done', undefined],
    ['token-created', 'done', tokenId],
    ['secret-revealed', 'done', tokenId],
    ['secret-copied', 'done', tokenId],
    ['account-renamed', 'done', undefined],
    ['token-revoked', 'missing-permission', tokenId],
    ['token-revoked', 'done', tokenId],
    ['secret-forgotten', 'done', tokenId],
  ])
  expect(JSON.stringify(seen)).not.toContain(value)
})
