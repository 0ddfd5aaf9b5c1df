import { describe, expect, it } from 'vitest'
import { writtenActivity } from '#test/support/activity'
import { AppWorld, failureOf, jobId, type Run, settle, until } from '#test/support/app-world'

/** What the sealed log of an open vault says. */
function written({ vault, log }: Run, world: AppWorld) {
  return writtenActivity(vault, { clock: world.clock, log })
}

/** What the sealed log says after a restart. */
async function entries(world: AppWorld, run: Run) {
  await run.app.close()
  const seen = await written(await world.start(), world)
  return seen.map(({ what, outcome, tokenId }) => [what, outcome, tokenId] as const)
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

describe('that the vault was locked and opened', () => {
  const stateOf = (run: Run) => run.vault.state().kind
  /** What was locked and opened, and by what. */
  const comings = async (run: Run, world: AppWorld) =>
    (await written(run, world)).filter(({ by }) => by !== undefined).map(({ what, by, outcome }) => [what, by, outcome])

  it('is noted with what did it, where the keystore opens the vault by itself', async () => {
    const lock = { idleMinutes: 5, onSystemLock: true, onSuspend: true, onUserSwitch: true, onClose: true }
    const world = new AppWorld({ lock })
    const first = await world.ready()
    await first.app.close()
    const run = await world.start()
    const causes: [string, () => unknown][] = [
      ['person', () => run.call['vault.lock']({})],
      ['system-lock', () => run.system.happen('lock')],
      ['suspend', () => run.system.happen('suspend')],
      ['user-switch', () => run.system.happen('user-switch')],
      ['window-closed', () => run.app.windowClosed()],
      [
        'idle',
        () => {
          run.system.idle = 300
          world.clock.advance(300_000)
        },
      ],
    ]
    for (const [, cause] of causes) {
      await cause()
      await until(() => stateOf(run) === 'locked')
      await settle()
      run.system.idle = 0
      await run.call['vault.retry']({})
    }
    await run.call['vault.lock']({})
    await run.call['vault.retry']({})
    expect(await comings(run, world)).toEqual([
      ['vault-unlocked', 'keystore', 'done'],
      ...causes.flatMap(([by]) => [
        ['vault-locked', by, 'done'],
        ['vault-unlocked', 'keystore', 'done'],
      ]),
      ['vault-locked', 'person', 'done'],
    ])
  })

  it('is noted once for what was typed, also when that was wrong', async () => {
    const world = new AppWorld()
    const run = await world.start()
    await run.call['vault.create']({ choice: 'passphrase', passphrase: 'right EXAMPLE phrase' })
    await run.call['vault.lock']({})
    await failureOf(run.call['vault.unlock']({ with: 'passphrase', value: 'wrong EXAMPLE phrase' }))
    await run.call['vault.unlock']({ with: 'passphrase', value: 'right EXAMPLE phrase' })
    await run.call['vault.lock']({})
    await run.call['vault.unlock']({ with: 'passphrase', value: 'right EXAMPLE phrase' })
    expect(await comings(run, world)).toEqual([
      ['vault-locked', 'person', 'done'],
      ['vault-unlocked', 'passphrase', 'wrong-passphrase'],
      ['vault-unlocked', 'passphrase', 'done'],
      ['vault-locked', 'person', 'done'],
    ])
  })

  it('is not noted where a secret that could not be stored keeps it open', async () => {
    const world = new AppWorld()
    const credential = world.service.person('ada')
    const run = await world.ready()
    const accountId = await world.account(run, credential)
    const release = world.service.hold('create')
    const making = run.call['token.create']({
      accountId,
      owner: { kind: 'me', id: 'ada', name: 'ada' },
      kind: 'classic',
      draft: { name: 'laptop', expiry: { kind: 'never' } },
      jobId: jobId(),
    })
    await until(() => world.service.count('create') === 1)
    run.fs.failOn('create', 'ENOSPC', { path: /vault\.tmp/ })
    release()
    await making
    await run.call['vault.lock']({})
    expect(stateOf(run)).toBe('open')
    world.clock.advance(2_000)
    await settle()
    expect(await written(run, world)).not.toEqual([])
    expect(await comings(run, world)).toEqual([])
  })
})
