import { beforeEach, describe, expect, it } from 'vitest'
import type { Input, StepUpInput } from '#shared/contract'
import type { Operation } from '#shared/model/operation'
import { AppWorld, failureOf, jobId, refresh, type Run, until } from '#test/support/app-world'
import { changes, demanding, password } from '#test/support/demanding-provider'
import { guidedProvider } from '#test/support/guided-provider'

const me = { kind: 'me', id: 'ada', name: 'id-ada' } as const
const never = { kind: 'never' } as const
/** What a person types. */
const typed = { stepUp: { password } }

let world: AppWorld
let run: Run
let accountId: string
let refused: string[]

/** From the next start on, secrets can be tried without it. */
const asksOnlyChanges = () => {
  world.providers = [demanding(guidedProvider(world.service), refused, changes)]
}

/** What was tried without it; secrets that are stored are asked about after each refresh. */
const tried = () => refused.filter((call) => call !== 'inspect')

beforeEach(async () => {
  world = new AppWorld()
  refused = []
  world.providers = [demanding(guidedProvider(world.service), refused)]
  const credential = world.service.person('ada', ['acme'])
  run = await world.ready()
  world.service.add('ada', 'classic', { name: 'laptop' })
  world.service.add('acme', 'org', { name: 'deploy' }, 'ada')
  world.service.add('ada', 'seen', { name: 'page' })
  accountId = await world.account(run, credential)
})

const idOf = (name: string) => run.window.row(name).token.id
const secretOf = (kind: string) => ({ from: 'field' as const, value: world.service.tokens('ada', kind)[0]!.secret })

interface Given {
  readonly stepUp?: StepUpInput
}
const asked = () => ({ ownConfirmed: true, jobId: jobId() })
const create = (given: Given) =>
  run.call['token.create']({
    accountId,
    owner: me,
    kind: 'classic',
    draft: { name: 'desktop', expiry: never },
    jobId: jobId(),
    ...given,
  })
const succeed = (given: Given) =>
  run.call['token.regenerate']({
    tokenId: idOf('deploy'),
    draft: { name: 'deploy-2', expiry: never },
    ...asked(),
    ...given,
  })
const takeFromPage = (given: Given) =>
  run.call['guided.create']({
    accountId,
    owner: me,
    kind: 'seen',
    draft: { name: 'page', expiry: never },
    secret: secretOf('seen'),
    jobId: jobId(),
    ...given,
  })

const calls: readonly (readonly [string, (given: Given) => Promise<unknown>])[] = [
  ['making a token', create],
  ['making a successor', succeed],
  ['taking a token from the provider’s page', takeFromPage],
  [
    'changing a token',
    (given) =>
      run.call['token.update']({ tokenId: idOf('laptop'), changes: { name: 'desk' }, jobId: jobId(), ...given }),
  ],
  [
    'regenerating a token',
    (given) =>
      run.call['token.regenerate']({ tokenId: idOf('laptop'), draft: { expiry: never }, ...asked(), ...given }),
  ],
  ['revoking a token', (given) => run.call['token.revoke']({ tokenId: idOf('laptop'), ...asked(), ...given })],
  [
    'taking a new secret from the provider’s page',
    (given) =>
      run.call['guided.regenerate']({
        tokenId: idOf('page'),
        draft: { expiry: never },
        secret: secretOf('seen'),
        ...asked(),
        ...given,
      }),
  ],
  [
    'storing a secret',
    (given) =>
      run.call['secret.store']({ tokenId: idOf('laptop'), secret: secretOf('classic'), jobId: jobId(), ...given }),
  ],
]

describe('what a provider asks for beside the credential', () => {
  it.each(calls)('is asked for on %s, and given to that one call', async (_name, call) => {
    expect(await failureOf(call({}))).toBe('step-up-needed')
    expect(await failureOf(call({ stepUp: { password: 'password-of-another' } }))).toBe('step-up-needed')
    expect(run.operations()).toEqual([])
    expect(refused).not.toEqual([])
    expect(await failureOf(call(typed))).toBe('no failure')
    expect(run.window.facts?.accounts[0]?.credentialError).toBeNull()
  })

  it('is given to the check of a guided revocation', async () => {
    await takeFromPage(typed)
    world.service.drop(run.window.row('page').token.issuerId)
    const revoke = (given: Given) =>
      run.call['guided.revoke']({ tokenId: idOf('page'), saysDone: false, ...asked(), ...given })
    expect(await failureOf(revoke({}))).toBe('step-up-needed')
    expect(run.window.row('page').token.state).toBe('active')
    expect(await revoke(typed)).toEqual({ by: 'probe' })
  })

  it('is given to the new secret of the own credential too', async () => {
    const issued = world.service.add('ada', 'seen', { name: 'signs-in' })
    await run.call['account.reenter']({ accountId, secret: { from: 'field', value: issued.secret }, jobId: jobId() })
    await refresh(run)
    const tokenId = idOf('signs-in')
    await run.call['token.ownCredential']({ tokenId, own: 'yes' })
    world.service.drop(issued.issuerId)
    const { secret: value } = world.service.add('ada', 'seen', { name: 'signs-in', issuerId: issued.issuerId })
    const secret = { from: 'field' as const, value }
    const again = (given: Given) =>
      run.call['guided.regenerate']({ tokenId, draft: { expiry: never }, secret, ...asked(), ...given })
    expect(await failureOf(again({}))).toBe('step-up-needed')
    await again(typed)
    expect(run.vault.records.get('credential', accountId)?.value).toBe(value)
  })

  it('is given to what ends all tokens', async () => {
    const plain = guidedProvider(world.service)
    const native = { ...plain, record: { ...plain.record, revokeAll: { how: 'native' as const } } }
    world.providers = [demanding(native, refused)]
    await run.app.close()
    run = await world.start()
    const { tokenIds } = await run.call['revokeAll.list']({ accountId, jobId: jobId() })
    const end = (given: Given) =>
      run.call['revokeAll.call']({ accountId, name: 'Work', tokenIds, jobId: jobId(), ...given })
    expect(await failureOf(end({}))).toBe('step-up-needed')
    expect(run.operations()).toEqual([])
    expect(run.window.row('laptop').token.state).toBe('active')
    await end(typed)
    expect(run.window.row('laptop').token.state).toBe('revoked')
  })

  it('is given to the check that all tokens are ended', async () => {
    const plain = guidedProvider(world.service)
    const guide = { page: '/tokens', steps: ['Choose Revoke all.'] }
    const support = { how: 'guided' as const, reason: 'It has no such call.', guide }
    world.providers = [demanding({ ...plain, record: { ...plain.record, revokeAll: support } }, refused)]
    await run.app.close()
    run = await world.start()
    await takeFromPage(typed)
    world.service.drop(run.window.row('page').token.issuerId)
    const check = (given: Given) =>
      run.call['revokeAll.check']({ accountId, ownConfirmed: true, jobId: jobId(), ...given })
    expect(await failureOf(check({}))).toBe('step-up-needed')
    expect(await check(typed)).toMatchObject({ ended: 1 })
  })

  it('revokes a token whose secret could not be stored', async () => {
    const release = world.service.hold('create')
    const making = create(typed)
    await until(() => world.service.count('create') === 1)
    run.fs.failOn('create', 'ENOSPC', { path: /vault\.tmp/ })
    release()
    expect(await making).toMatchObject({ secretId: null, error: { kind: 'disk-full' } })
    run.fs.fault = () => undefined
    const revoke = (given: Given) => run.call['token.revoke']({ tokenId: idOf('desktop'), ...asked(), ...given })
    expect(await failureOf(revoke({}))).toBe('step-up-needed')
    expect(await revoke(typed)).toEqual({ outcome: 'revoked' })
  })
})

describe('an operation in which the provider asks for it', () => {
  const operation = (): Operation => run.operations()[0]!
  const decide = (
    decision: Input<'operation.continue'>['decision'],
    given: Given = {},
    tokenId: string | null = null,
  ) => run.call['operation.continue']({ operationId: operation().id, decision, tokenId, ...asked(), ...given })
  const alive = () => world.service.tokens('acme', 'org').map(({ name }) => name)
  const restart = async () => {
    await run.app.close()
    run = await world.start()
  }

  it('revokes the old token with it once the successor is in use', async () => {
    await succeed(typed)
    expect(await failureOf(decide('revoke-old'))).toBe('step-up-needed')
    expect(alive()).toEqual(['deploy', 'deploy-2'])
    await decide('revoke-old', typed)
    expect(alive()).toEqual(['deploy-2'])
    expect(run.operations()).toEqual([])
  })

  it('waits for the person, and tries nothing by itself', async () => {
    asksOnlyChanges()
    await restart()
    await succeed(typed)
    expect(operation()).toMatchObject({ step: 'checked', error: null })
    await failureOf(decide('revoke-old'))
    expect(operation()).toMatchObject({ step: 'revoking', error: { kind: 'step-up-needed', field: 'password' } })
    refused.length = 0
    await refresh(run)
    await restart()
    await refresh(run)
    expect(tried()).toEqual([])
    expect(operation()).toMatchObject({ step: 'revoking', error: { kind: 'step-up-needed', field: 'password' } })
    await decide('revoke-old', typed)
    expect(alive()).toEqual(['deploy-2'])
  })

  it('does not ask about the successor again and again either', async () => {
    await succeed(typed)
    expect(operation()).toMatchObject({ step: 'stored', error: { kind: 'step-up-needed' } })
    refused.length = 0
    await refresh(run)
    expect(tried()).toEqual([])
  })

  it('can be ended without it', async () => {
    asksOnlyChanges()
    await restart()
    await succeed(typed)
    await failureOf(decide('revoke-old'))
    await decide('keep-old')
    expect(alive()).toEqual(['deploy', 'deploy-2'])
    expect(run.operations()).toEqual([])
  })

  it('revokes with it what a lost answer made', async () => {
    world.service.fail({ on: 'create', kind: 'answer-lost', done: true })
    expect(await failureOf(create(typed))).toBe('answer-lost')
    const [candidate] = operation().candidates
    expect(await failureOf(decide('revoke-candidate', {}, candidate))).toBe('step-up-needed')
    await refresh(run)
    expect(run.window.row('desktop').token.state).toBe('active')
    await decide('revoke-candidate', typed, candidate)
    expect(run.window.row('desktop').token.state).toBe('revoked')
    expect(run.operations()).toEqual([])
  })

  it('gives the provider the stored secret of what it revokes', async () => {
    const old = world.service.tokens('acme', 'org')[0]!.secret
    await run.call['secret.store']({
      tokenId: idOf('deploy'),
      secret: { from: 'field', value: old },
      jobId: jobId(),
      ...typed,
    })
    await succeed(typed)
    await decide('revoke-old', typed)
    expect(world.service.revokedWith).toBe(old)
  })
})
