import { beforeEach, describe, expect, it } from 'vitest'
import { type AppWorld, failureOf, jobId, refresh, type Run, until } from '#test/support/app-world'
import { withAda } from './ada.ts'

let world: AppWorld
let run: Run
let accountId: string

beforeEach(async () => {
  ;({ world, run, accountId } = await withAda([
    ['ada', 'classic', 'laptop'],
    ['acme', 'org', 'deploy', 'ada'],
  ]))
})

const idOf = (name: string) => run.window.row(name).token.id
const secretOf = (owner: string, kind: string, name: string) =>
  world.service.tokens(owner, kind).find((token) => token.name === name)?.secret ?? ''
const laptop = () => secretOf('ada', 'classic', 'laptop')

const store = (name: string, value: string) =>
  run.call['secret.store']({ tokenId: idOf(name), secret: { from: 'field', value }, jobId: jobId() })

const create = (name: string) =>
  run.call['token.create']({
    accountId,
    owner: { kind: 'organization', id: 'acme', name: 'acme' },
    kind: 'org',
    draft: { name, expiry: { kind: 'never' } },
    jobId: jobId(),
  })

describe('storing the secret of a listed token', () => {
  it('tries it, and says that it works when the provider cannot name the token', async () => {
    const { secretId, proof } = await store('laptop', laptop())
    expect(proof).toBe('works')
    expect(run.window.row('laptop').held).toEqual({
      secretId,
      proof: 'works',
      storedAt: world.clock.now(),
      checkedAt: world.clock.now(),
    })
    expect(await run.call['secret.reveal']({ id: secretId })).toMatchObject({ value: laptop() })
  })

  it('says that it is proven when the provider names the token', async () => {
    world.service.tellsOwn = true
    expect((await store('laptop', laptop())).proof).toBe('proven')
  })

  it('takes it from the clipboard', async () => {
    run.clipboard.text = laptop()
    const secret = { from: 'clipboard' } as const
    const { secretId } = await run.call['secret.store']({ tokenId: idOf('laptop'), secret, jobId: jobId() })
    expect((await run.call['secret.reveal']({ id: secretId })).value).toBe(laptop())
  })

  it('refuses one that the provider refuses', async () => {
    expect(await failureOf(store('laptop', 'fake-EXAMPLE-of-nobody'))).toBe('wrong-token')
    expect(run.window.row('laptop').held).toBeNull()
    expect(run.window.facts?.accounts[0]?.credentialError).toBeNull()
  })

  it('refuses one of somebody else', async () => {
    expect(await failureOf(store('laptop', world.service.person('bob')))).toBe('other-identity')
  })

  it('refuses one that Keyrack knows to be of another token, without asking', async () => {
    const made = await create('other')
    const { value } = await run.call['secret.reveal']({ id: made.secretId ?? '' })
    const probes = world.service.count('probe')
    expect(await failureOf(store('laptop', value))).toBe('other-identity')
    expect(world.service.count('probe')).toBe(probes)
  })

  it('does not give a certain secret away for another', async () => {
    const made = await create('certain')
    expect(await failureOf(store('certain', secretOf('acme', 'org', 'deploy')))).toBe('other-identity')
    expect(run.window.row('certain').held?.secretId).toBe(made.secretId)
  })

  it('keeps what is known of a secret that is stored once more', async () => {
    const made = await create('certain')
    const { value } = await run.call['secret.reveal']({ id: made.secretId ?? '' })
    expect(await store('certain', value)).toEqual({ secretId: made.secretId, proof: 'made-here' })
  })

  it('replaces one that is less than certain', async () => {
    const first = await store('deploy', secretOf('acme', 'org', 'deploy'))
    const second = await store('deploy', world.service.add('ada', 'classic').secret)
    expect(run.vault.records.ids('secret')).toEqual([second.secretId])
    expect(await failureOf(run.call['secret.reveal']({ id: first.secretId }))).toBe('not-found')
  })

  it.each(['offline', 'timeout', 'tls', 'proxy', 'server-error', 'rate-limited', 'missing-permission'] as const)(
    'stores it as one that could not be tried after %s',
    async (kind) => {
      world.service.fail({ on: 'probe', kind })
      expect((await store('laptop', laptop())).proof).toBe('unchecked')
      expect(run.window.row('laptop').held?.checkedAt).toBeUndefined()
    },
  )

  it('stores nothing when it is cancelled', async () => {
    const release = world.service.hold('probe')
    const id = jobId()
    const secret = { from: 'field', value: laptop() } as const
    const stored = failureOf(run.call['secret.store']({ tokenId: idOf('laptop'), secret, jobId: id }))
    await until(() => world.service.count('probe') === 1)
    await run.call['job.cancel']({ jobId: id })
    expect(await stored).toBe('cancelled')
    release()
    expect(run.vault.records.ids('secret')).toEqual([])
  })

  it('is shown for a token that is gone, also after a year', async () => {
    await store('laptop', laptop())
    world.service.drop('t-0002')
    await refresh(run)
    world.clock.advance(400 * 86_400_000)
    await refresh(run)
    expect(run.window.row('laptop')).toMatchObject({ token: { state: 'gone' }, held: { proof: 'works' } })
    await run.app.close()
    run = await world.start()
    expect(run.window.row('laptop').token.state).toBe('gone')
  })
})

describe('forgetting a secret', () => {
  it('takes it out of the vault', async () => {
    const { secretId } = await store('laptop', laptop())
    await run.call['secret.forget']({ secretId })
    expect(run.window.row('laptop').held).toBeNull()
    expect([run.vault.records.ids('secret'), run.vault.records.ids('held')]).toEqual([[], []])
    expect(run.window.facts?.accounts[0]?.heldSecrets).toBe(0)
    expect(await failureOf(run.call['secret.forget']({ secretId }))).toBe('not-found')
  })

  it('keeps what it told about the own credential', async () => {
    const made = await create('certain')
    expect(run.window.row('certain').own).toBe('no')
    await run.call['secret.forget']({ secretId: made.secretId ?? '' })
    expect(run.window.row('certain').own).toBe('no')
  })

  it('keeps that it was the own credential', async () => {
    const made = await create('certain')
    const { value } = await run.call['secret.reveal']({ id: made.secretId ?? '' })
    await run.call['account.reenter']({ accountId, secret: { from: 'field', value }, jobId: jobId() })
    await refresh(run)
    expect(run.window.row('certain').own).toBe('yes')
    expect(run.window.row('laptop').own).toBe('no')
    await run.call['secret.forget']({ secretId: made.secretId ?? '' })
    expect(run.window.row('certain').own).toBe('yes')
    expect(run.window.row('laptop').own).toBe('no')
  })
})

describe('the person’s answer about the own credential', () => {
  const answer = (name: string, own: 'yes' | 'no') => run.call['token.ownCredential']({ tokenId: idOf(name), own })

  it('makes the other tokens of the account sure too, and only sends rows that changed', async () => {
    await answer('laptop', 'no')
    run.window.patches.length = 0
    await answer('ada-signs-in', 'yes')
    expect(run.window.row('deploy').own).toBe('no')
    const sent = run.window.patches.flatMap(({ upsert }) => upsert.map(({ token }) => token.name))
    expect(sent.sort()).toEqual(['ada-signs-in', 'deploy'])
  })

  it('can be taken back', async () => {
    await answer('laptop', 'yes')
    await answer('laptop', 'no')
    expect(run.window.row('laptop').own).toBe('no')
    expect(run.window.row('deploy').own).toBe('unknown')
  })

  it('tells when the account’s credential expires', async () => {
    expect(run.window.facts?.accounts[0]?.credentialExpiry).toEqual({ kind: 'unknown' })
    await answer('ada-signs-in', 'yes')
    expect(run.window.facts?.accounts[0]?.credentialExpiry).toEqual({ kind: 'never' })
  })

  it('counts no more once the credential was entered anew', async () => {
    await answer('ada-signs-in', 'yes')
    const value = world.service.add('ada', 'classic').secret
    await run.call['account.reenter']({ accountId, secret: { from: 'field', value }, jobId: jobId() })
    expect(run.window.row('ada-signs-in').own).toBe('unknown')
  })

  it('counts no more once that token is gone and the credential still works', async () => {
    await answer('laptop', 'yes')
    expect(run.window.row('deploy').own).toBe('no')
    world.service.drop('t-0002')
    await refresh(run)
    expect(run.window.row('deploy').own).toBe('unknown')
  })
})

it('logs no secret and sends none to the window but through the one channel', async () => {
  await create('certain')
  await store('laptop', laptop())
  await store('deploy', secretOf('acme', 'org', 'deploy'))
  world.service.drop('t-0001')
  await failureOf(refresh(run))
  const sent = JSON.stringify([run.window.patches, run.window.facts])
  for (const text of [sent, run.log.text()]) expect(text).not.toContain('fake-EXAMPLE')
  for (const path of world.disk.files()) expect(world.disk.bytes(path).includes('fake-EXAMPLE')).toBe(false)
})
