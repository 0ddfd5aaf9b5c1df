import { expect, it, vi } from 'vitest'
import { NoticeTimer } from '#main/app/vault/notice-timer'
import { AppWorld } from '#test/support/app-world'

const day = 86_400_000

it('while the vault is locked, main keeps instants, steps and opaque ids, and names only where the person wants them', async () => {
  const world = new AppWorld()
  const credential = world.service.person('ada', ['acme'])
  world.service.add('acme', 'org', { name: 'deploy', expiry: { kind: 'at', at: world.clock.now() + 60 * day } })
  const run = await world.ready()
  await world.account(run, credential)
  const { token } = run.window.row('deploy')
  const kept = vi.spyOn(NoticeTimer.prototype, 'start')

  await run.call['vault.lock']({})
  const [upcoming = []] = kept.mock.lastCall ?? []
  expect(upcoming.length).toBeGreaterThan(1)
  for (const step of upcoming) {
    expect(Object.keys(step).sort()).toEqual(['at', 'id', 'step'])
    // What was made with a key: as long as a SHA-256 in base64.
    expect(step.id).toMatch(/^[\w-]{43}$/)
  }
  for (const known of [token.id, token.issuerId, token.accountId, 'deploy', 'acme', 'fake']) {
    expect(JSON.stringify(upcoming)).not.toContain(known)
  }

  await run.call['vault.retry']({})
  await run.call['preferences.set']({ namesInNotices: true })
  await run.call['vault.lock']({})
  const [named = []] = kept.mock.lastCall ?? []
  expect(named.map(({ name }) => name)).toContain('deploy')
  // One token is the same one in the notices before and after, without anything that tells which.
  expect(named.map(({ id }) => id)).toEqual(upcoming.map(({ id }) => id))
})
