import { expect, it } from 'vitest'
import { AppWorld, failureOf, jobId, refresh } from '#test/support/app-world'

it('knows the secrets that are held after everything was sealed anew, too', async () => {
  const world = new AppWorld()
  const credential = world.service.person('ada', ['acme'])
  world.service.add('ada', 'classic', { name: 'laptop' })
  const run = await world.ready()
  const accountId = await world.account(run, credential)
  const made = await run.call['token.create']({
    accountId,
    owner: { kind: 'organization', id: 'acme', name: 'acme' },
    kind: 'org',
    draft: { name: 'other', expiry: { kind: 'never' } },
    jobId: jobId(),
  })
  const { value } = await run.call['secret.reveal']({ id: made.secretId ?? '' })
  await run.call['vault.protect']({
    slots: ['os'],
    passphrase: null,
    recoveryId: null,
    current: null,
    acceptWeak: false,
    rekey: true,
    jobId: jobId(),
  })

  const tokenId = run.window.row('laptop').token.id
  const probes = world.service.count('probe')
  const storing = run.call['secret.store']({ tokenId, secret: { from: 'field', value }, jobId: jobId() })
  expect(await failureOf(storing)).toBe('other-identity')
  expect(world.service.count('probe')).toBe(probes)

  // What the account's record is written back with fits the new key as well.
  await refresh(run)
  await run.call['account.rename']({ accountId, name: 'Renamed' })
  const account = run.vault.records.get('account', accountId)
  expect(account?.fingerprint).toBe(run.vault.records.fingerprint(credential))
})

it('is cancelled by whoever asks, and the vault stays as it was', async () => {
  const world = new AppWorld()
  const credential = world.service.person('ada')
  const run = await world.ready()
  await world.account(run, credential)
  await run.call['vault.cancelRekey']({})
  run.vault.onChange((state) => {
    if (state.kind === 'open' && state.rekeying !== null) void run.call['vault.cancelRekey']({})
  })
  const before = world.disk.files().filter((path) => !path.includes('snapshots'))
  const protecting = run.call['vault.protect']({
    slots: ['os'],
    passphrase: null,
    recoveryId: null,
    current: null,
    acceptWeak: false,
    rekey: true,
    jobId: jobId(),
  })
  expect(await failureOf(protecting)).toBe('cancelled')
  expect(run.vault.state()).toMatchObject({ kind: 'open', rekeying: null })
  expect(world.disk.files().filter((path) => !path.includes('snapshots'))).toEqual(before)
})
