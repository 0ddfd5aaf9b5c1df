import { beforeEach, expect, it } from 'vitest'
import { Failure } from '#main/ports/failure'
import { AppWorld, failureOf, jobId, type Run } from '#test/support/app-world'
import { fakeProvider } from '#test/support/fake-provider'

const me = { kind: 'me', id: 'ada', name: 'id-ada' } as const
let world: AppWorld
let run: Run
let accountId: string

/** The fake service, at a provider that wants a password for each change. */
beforeEach(async () => {
  world = new AppWorld()
  const plain = fakeProvider(world.service)
  const needed = () => Promise.reject(new Failure('step-up-needed', { provider: 'Fake', field: 'password' }))
  world.providers = [
    {
      ...plain,
      async connect(origin, credential, stepUp) {
        const session = await plain.connect(origin, credential)
        const isGiven = stepUp?.password?.use((value) => value === 'password-EXAMPLE') ?? false
        return isGiven ? session : { ...session, create: needed, revoke: needed }
      },
    },
  ]
  run = await world.ready()
  accountId = await world.account(run, world.service.person('ada'))
})

const create = (password?: string) =>
  run.call['token.create']({
    accountId,
    owner: me,
    kind: 'classic',
    draft: { name: 'deploy', expiry: { kind: 'never' } },
    ...(password === undefined ? {} : { stepUp: { password } }),
    jobId: jobId(),
  })

it('makes nothing without what the provider asks for, and leaves nothing unfinished', async () => {
  expect(await failureOf(create())).toBe('step-up-needed')
  expect(await failureOf(create('password-of-another'))).toBe('step-up-needed')
  expect(run.operations()).toEqual([])
})

it('gives it to the provider for that one call', async () => {
  await create('password-EXAMPLE')
  const { id: tokenId } = run.window.row('deploy').token
  const revoke = { tokenId, ownConfirmed: false, jobId: jobId() }
  expect(await failureOf(run.call['token.revoke'](revoke))).toBe('step-up-needed')
  const stepUp = { password: 'password-EXAMPLE' }
  expect(await run.call['token.revoke']({ ...revoke, stepUp, jobId: jobId() })).toEqual({ outcome: 'revoked' })
})
