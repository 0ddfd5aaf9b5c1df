import { beforeEach, describe, expect, it } from 'vitest'
import type { Provider } from '#main/ports/provider'
import { AppWorld, failureOf, jobId, refresh, settle, until, type Run } from '#test/support/app-world'
import { demanding, password } from '#test/support/demanding-provider'
import { fakeProvider } from '#test/support/fake-provider'
import { FakeService } from '#test/support/fake-service'
import { adaAndBob, leakShape as shape, leakSteps, withShape } from '#test/support/leaked'

let world: AppWorld
let run: Run
let accountId: string
let bobs: string

beforeEach(() => {
  world = new AppWorld()
  world.providers = [withShape(fakeProvider(world.service))]
})

async function start(tellsOwn = true): Promise<void> {
  ;({ run, accountId, bobs } = await adaAndBob(world, tellsOwn))
}

const { issued, secretOf, idOf, stateOf, read, end, look, inTime, revokes, journalled } = leakSteps(() => ({
  world,
  run,
}))

describe('a leaked secret of a service where secrets do not sign in', () => {
  beforeEach(async () => {
    const plain = fakeProvider(world.service)
    const client = { id: 'client', label: 'Client', placeholder: '', says: '', secret: false }
    world.providers = [{ ...plain, record: { ...plain.record, signIn: [client] } }]
    world.service.tellsOwn = true
    const adas = world.service.person('ada')
    world.service.add('ada', 'classic', { name: 'deploy' })
    run = await world.ready()
    const { checkId } = await run.call['account.check']({
      provider: 'fake',
      address: 'fake.example',
      secret: { from: 'field', value: adas },
      fields: { client: 'id' },
      jobId: jobId(),
    })
    ;({ accountId } = await run.call['account.add']({ checkId, name: 'Work' }))
    await refresh(run, accountId)
  })

  it('is ended by an account, and the token that it is with it', async () => {
    const leak = await read(secretOf('deploy'))
    expect(leak.values).toMatchObject([{ look: 'unknown', ways: [{ how: 'account', accountId }] }])
    expect(await end(leak)).toMatchObject({ values: [{ state: 'ended', tokenIds: [idOf('deploy')] }] })
    expect(issued('deploy')).toBeUndefined()
    expect(issued('ada-signs-in')).toBeDefined()
    expect(stateOf('deploy')).toBe('revoked')
    expect(journalled()).toMatchObject([{ kind: 'revoke', step: 'done', tokenId: idOf('deploy') }])
  })

  it('is offered to an account for the address of that account only', async () => {
    const other = new FakeService('https://api.other.example')
    await run.app.close()
    const [first] = world.providers
    world.providers = [{ ...fakeProvider(world.service, other), record: first!.record }]
    run = await world.start()
    const { checkId } = await run.call['account.check']({
      provider: 'fake',
      address: 'other.example',
      secret: { from: 'field', value: other.person('eve') },
      fields: { client: 'id' },
      jobId: jobId(),
    })
    const second = await run.call['account.add']({ checkId, name: 'Other' })
    const { values } = await read(secretOf('deploy'))
    expect(values[0]?.ways.map(({ origin, accountId: by }) => [origin, by])).toEqual([
      ['https://api.fake.example', accountId],
      ['https://api.other.example', second.accountId],
    ])
  })

  it('is left to the person where places would stop working that nobody has shown them', async () => {
    await run.call['place.add']({ tokenId: idOf('deploy'), where: { kind: 'server', name: 'ci7' }, note: '' })
    const leak = await read(secretOf('deploy'))
    expect(await end(leak)).toMatchObject({ values: [{ state: 'which', tokenIds: [idOf('deploy')] }] })
    expect(revokes()).toBe(0)
  })

  it('is not called alive where the account learns that it is dead', async () => {
    world.service.fail({ on: 'inspect', kind: 'offline' })
    const leak = await read('EXAMPLE-that-nobody-knows-any-more')
    expect(await end(leak)).toMatchObject({ values: [{ state: 'was-refused' }] })
    expect(revokes()).toBe(0)
  })
})

describe('several of them', () => {
  it('each have their own result, and only where all fail does the call', async () => {
    const other = new FakeService('https://api.other.example')
    const second = fakeProvider(other)
    const record = { ...second.record, id: 'other-fake', shapes: [{ ...shape, prefix: 'oth-', pattern: '^oth-\\w+$' }] }
    const [instance] = second.record.instances
    world.providers = [
      ...world.providers,
      { ...second, record: { ...record, instances: [{ ...instance!, origin: other.origin }] } },
    ]
    await start()
    other.fail({ on: 'identify', kind: 'offline', times: 50 })
    const leak = await read(bobs, 'oth-EXAMPLE')
    expect(await end(leak)).toMatchObject({
      values: [
        { line: 1, state: 'ended', error: null },
        { line: 2, state: 'not-asked', error: { kind: 'offline' } },
      ],
    })
    expect(await failureOf(end(leak))).toBe('offline')
    expect(revokes()).toBe(1)
  })

  it('are tried, and not sent once more, when one asks for a password', async () => {
    const { other } = await twoServices((provider) => demanding(provider, [], ['revoke']))
    const leak = await read(bobs, other.person('eve'))
    expect(await failureOf(end(leak))).toBe('step-up-needed')
    expect(world.service.calls.at(-1)?.call).toBe('identify')
    expect(await end(leak, { password })).toMatchObject({
      values: [
        { state: 'ended', error: null },
        { state: 'ended', error: null },
      ],
    })
    expect([revokes(), other.count('revoke')]).toEqual([1, 1])
  })

  it('go no other way than one that was shown', async () => {
    await start()
    const { leakId } = await read(bobs)
    const before = world.service.calls.length
    const ways = [{ line: 1, way: 7 }]
    const call = run.call['leaked.revoke']({ leakId: leakId ?? '', ways, ownConfirmed: true, jobId: jobId() })
    expect(await failureOf(call)).toBe('invalid-input')
    expect(world.service.calls).toHaveLength(before)
  })

  it('are told what became of each when they are cancelled between two', async () => {
    const { other } = await twoServices()
    other.hold('identify')
    const leak = await read(bobs, other.person('eve'))
    const job = jobId()
    const call = run.call['leaked.revoke']({
      leakId: leak.leakId ?? '',
      ways: leak.values.map(({ line }) => ({ line, way: 0 })),
      ownConfirmed: false,
      jobId: job,
    })
    await until(() => revokes() === 1)
    await settle()
    await run.call['job.cancel']({ jobId: job })
    const { values } = await inTime(call)
    expect(values).toMatchObject([
      { line: 1, error: null },
      { line: 2, state: 'not-asked', error: { kind: 'cancelled' } },
    ])
    expect(other.count('revoke')).toBe(0)
    expect(await look(leak)).toMatchObject({ values: [{ line: 1, state: 'ended' }, { line: 2 }] })
  })

  /** A second provider of another address, whose secrets begin differently. */
  async function twoServices(changed = (provider: Provider) => provider): Promise<{ other: FakeService }> {
    const other = new FakeService('https://api.other.example')
    const plain = fakeProvider(other)
    const [instance] = plain.record.instances
    const record = { ...plain.record, id: 'other-fake', instances: [{ ...instance!, origin: other.origin }] }
    const shapes = [{ ...shape, pattern: '^fake-EXAMPLE-api.other[\\w.-]+$' }]
    const [first] = world.providers
    const firstShapes = [{ ...shape, pattern: '^fake-EXAMPLE-api.fake[\\w.-]+$' }]
    world.providers = [
      { ...first!, record: { ...first!.record, shapes: firstShapes } },
      changed({ ...plain, record: { ...record, shapes } }),
    ]
    await start()
    other.tellsOwn = true
    return { other }
  }
})
