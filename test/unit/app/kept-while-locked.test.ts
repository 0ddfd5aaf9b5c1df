import { expect, it, vi } from 'vitest'
import { LockedWatching, OpenWatching } from '#main/app/expiry/watching'
import { AppWorld } from '#test/support/app-world'

const day = 86_400_000

it('while the vault is locked, main keeps instants, steps and opaque ids, and names only where the person wants them', async () => {
  const world = new AppWorld()
  const credential = world.service.person('ada', ['acme'])
  world.service.add('acme', 'org', { name: 'deploy', expiry: { kind: 'at', at: world.clock.now() + 60 * day } })
  const run = await world.ready()
  await world.account(run, credential)
  const { token } = run.window.row('deploy')
  const sealed = vi.spyOn(OpenWatching.prototype, 'sealed')
  const kept = () => {
    const last: unknown = sealed.mock.results.at(-1)?.value
    return last instanceof LockedWatching ? [...last.watches] : []
  }

  await run.call['vault.lock']({})
  const watched = kept()
  expect(watched).toHaveLength(1)
  for (const [id, one] of watched) {
    expect(Object.keys(one).sort()).toEqual(['dueSteps', 'end', 'quiet', 'steps'])
    // What was made with a key: as long as a SHA-256 in base64.
    expect(id).toMatch(/^[\w-]{43}$/)
  }
  for (const known of [token.id, token.issuerId, token.accountId, 'deploy', 'acme', 'fake']) {
    expect(JSON.stringify(watched)).not.toContain(known)
  }

  await run.call['vault.retry']({})
  await run.call['preferences.set']({ namesInNotices: true })
  await run.call['vault.lock']({})
  const named = kept()
  expect(named.map(([, { name }]) => name)).toEqual(['deploy'])
  // One token is the same one in the notices before and after, without anything that tells which.
  expect(named.map(([id]) => id)).toEqual(watched.map(([id]) => id))
})
