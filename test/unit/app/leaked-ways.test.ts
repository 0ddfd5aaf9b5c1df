import { beforeEach, describe, expect, it } from 'vitest'
import type { Provider } from '#main/ports/provider'
import { writtenActivity } from '#test/support/activity'
import { AppWorld, failureOf, jobId, refresh, settle, until, type Run } from '#test/support/app-world'
import { demanding, password } from '#test/support/demanding-provider'
import { fakeProvider } from '#test/support/fake-provider'
import { FakeService } from '#test/support/fake-service'

const shape = { kind: null, prefix: 'fake-', pattern: '^fake-EXAMPLE-[\\w.-]+$', checksum: null }

let world: AppWorld
let run: Run
let accountId: string
let bobs: string

beforeEach(() => {
  world = new AppWorld()
  world.providers = [withShape(fakeProvider(world.service))]
})

function withShape(plain: Provider): Provider {
  return { ...plain, record: { ...plain.record, shapes: [shape] } }
}

/** Ada has an account here, Bob has none; the service tells which token calls, unless told otherwise. */
async function start(tellsOwn = true): Promise<void> {
  world.service.tellsOwn = tellsOwn
  const adas = world.service.person('ada')
  bobs = world.service.person('bob')
  world.service.add('ada', 'classic', { name: 'deploy' })
  world.service.add('ada', 'classic', { name: 'laptop' })
  run = await world.ready()
  accountId = await world.account(run, adas)
}

const issued = (name: string) => {
  const all = [...world.service.tokens('ada', 'classic'), ...world.service.tokens('bob', 'classic')]
  return all.find((token) => token.name === name)
}
const secretOf = (name: string) => issued(name)?.secret ?? ''
const idOf = (name: string) => run.window.row(name).token.id
const stateOf = (name: string) => run.window.row(name).token.state
const store = (name: string) =>
  run.call['secret.store']({ tokenId: idOf(name), secret: { from: 'field', value: secretOf(name) }, jobId: jobId() })
const read = (...lines: string[]) => run.call['leaked.read']({ secrets: { from: 'field', value: lines.join('\n') } })

interface Word {
  readonly ownConfirmed?: boolean
  readonly acceptPlaces?: number
  readonly password?: string
}

const end = (
  { leakId, values }: Awaited<ReturnType<typeof read>>,
  { ownConfirmed = false, acceptPlaces, password: typed }: Word = {},
) =>
  inTime(
    run.call['leaked.revoke']({
      leakId: leakId ?? '',
      ways: values.map(({ line }) => ({ line, way: 0 })),
      ownConfirmed,
      jobId: jobId(),
      ...(acceptPlaces !== undefined && { acceptPlaces }),
      ...(typed !== undefined && { stepUp: { password: typed } }),
    }),
  )
const look = ({ leakId }: { leakId: string | null }) =>
  inTime(run.call['leaked.look']({ leakId: leakId ?? '', jobId: jobId() }))

/** Waits for a call that waits by the clock. */
async function inTime<T>(call: Promise<T>): Promise<T> {
  const ends: true[] = []
  const over = () => ends.push(true)
  call.then(over, over)
  for (let second = 0; second < 60 && ends.length === 0; second += 1) {
    await settle(5)
    world.clock.advance(1_000)
  }
  return call
}

const revokes = () => world.service.count('revoke')
const journalled = () => [...run.vault.records.all('operation').values()].map(({ operation }) => operation)

describe('a leaked secret that the vault has', () => {
  it('is ended with its token, which is revoked like any other', async () => {
    await start()
    await store('deploy')
    const leak = await read(secretOf('deploy'))
    expect(leak.values).toMatchObject([{ look: 'held', tokenIds: [idOf('deploy')], ways: [{ how: 'token' }] }])
    expect(await end(leak)).toMatchObject({ values: [{ state: 'ended', error: null }] })
    expect(stateOf('deploy')).toBe('revoked')
    expect(journalled()).toMatchObject([{ kind: 'revoke', step: 'done', tokenId: idOf('deploy') }])
    await run.app.close()
    const { vault, log } = await world.start()
    const noted = await writtenActivity(vault, { clock: world.clock, log })
    expect(noted.map(({ what }) => what).filter((what) => /revoked/.test(what))).toEqual(['token-revoked'])
  })

  it('is ended only once the places that stop working with it are accepted', async () => {
    await start()
    await store('deploy')
    await run.call['place.add']({ tokenId: idOf('deploy'), where: { kind: 'server', name: 'ci7' }, note: '' })
    const leak = await read(secretOf('deploy'))
    expect(await failureOf(end(leak))).toBe('confirmation-needed')
    expect(revokes()).toBe(0)
    expect(await end(leak, { acceptPlaces: 1 })).toMatchObject({ values: [{ state: 'ended' }] })
  })

  it('is left alone with its token when it was dead before: that one has another secret by now', async () => {
    await start()
    await store('deploy')
    const leaked = secretOf('deploy')
    const token = issued('deploy')!
    world.service.replace('ada', 'classic', { ...token, secret: `${leaked}-again` })
    expect(await end(await read(leaked))).toMatchObject({ values: [{ state: 'was-refused' }] })
    expect(revokes()).toBe(0)
    expect(stateOf('deploy')).toBe('active')
  })

  it('ends no token that it was never known to be of, but whatever it is', async () => {
    await start()
    world.service.fail({ on: 'probe', kind: 'offline' })
    const secret = { from: 'field', value: bobs } as const
    await run.call['secret.store']({ tokenId: idOf('deploy'), secret, jobId: jobId() })
    const leak = await read(bobs)
    expect(leak.values).toMatchObject([{ look: 'held', tokenIds: [idOf('deploy')], ways: [{ how: 'itself' }] }])
    expect(await end(leak)).toMatchObject({ values: [{ state: 'ended', who: 'bob' }] })
    expect(issued('bob-signs-in')).toBeUndefined()
    expect(issued('deploy')).toBeDefined()
    expect(stateOf('deploy')).toBe('active')
  })

  it('is dead at the address where it was ended, and nowhere else', async () => {
    const other = new FakeService('https://api.other.example')
    world.providers = [withShape(fakeProvider(world.service, other))]
    await start()
    await store('deploy')
    const eves = other.person('eve')
    other.add('eve', 'classic', { name: 'far' })
    const far = other.tokens('eve', 'classic').find(({ name }) => name === 'far')
    other.replace('eve', 'classic', { ...far!, secret: secretOf('deploy') })
    await world.account(run, eves, 'Other', 'other.example')
    const secret = { from: 'field', value: secretOf('deploy') } as const
    await run.call['secret.store']({ tokenId: idOf('far'), secret, jobId: jobId() })
    const leak = await read(secretOf('deploy'))
    expect(new Set(leak.values[0]?.tokenIds)).toEqual(new Set([idOf('deploy'), idOf('far')]))
    const { values } = await end(leak)
    expect(values).toMatchObject([{ state: 'ended' }])
    expect([revokes(), other.count('revoke')]).toEqual([1, 0])
    expect([stateOf('deploy'), stateOf('far')]).toEqual(['revoked', 'active'])
    expect(journalled().map(({ tokenId }) => tokenId)).toEqual([idOf('deploy')])
  })

  it('is guarded where Keyrack signs in with it', async () => {
    await start()
    const leak = await read(secretOf('ada-signs-in'))
    expect(leak.values).toMatchObject([{ accountIds: [accountId], ways: [{ how: 'token' }] }])
    expect(await failureOf(end(leak))).toBe('confirmation-needed')
    expect(revokes()).toBe(0)
    await end(leak, { ownConfirmed: true })
    expect(issued('ada-signs-in')).toBeUndefined()
  })
})

describe('a leaked secret that nobody has stored', () => {
  it('signs in to tell which listed token it is, and that one is revoked', async () => {
    await start()
    const before = world.service.calls.length
    const leak = await read(secretOf('deploy'))
    expect(leak.values).toMatchObject([{ look: 'likely', tokenIds: [], ways: [{ how: 'itself' }] }])
    expect(world.service.calls).toHaveLength(before)
    const { values } = await end(leak)
    expect(values).toMatchObject([{ state: 'ended', who: 'ada', tokenIds: [idOf('deploy')] }])
    expect(stateOf('deploy')).toBe('revoked')
    expect(journalled()).toMatchObject([{ kind: 'revoke', step: 'done' }])
    expect(revokes()).toBe(1)
  })

  it('is left to the person where places would stop working that nobody has shown them', async () => {
    await start()
    await run.call['place.add']({ tokenId: idOf('deploy'), where: { kind: 'server', name: 'ci7' }, note: '' })
    const leak = await read(secretOf('deploy'))
    expect(await end(leak)).toMatchObject({ values: [{ state: 'which', tokenIds: [idOf('deploy')] }] })
    expect(revokes()).toBe(0)
    // They have revoked it in the meantime.
    await run.call['token.revoke']({ tokenId: idOf('deploy'), ownConfirmed: false, acceptPlaces: 1, jobId: jobId() })
    expect(await look(leak)).toMatchObject({ values: [{ state: 'ended' }] })
  })

  it('revokes itself where it belongs to somebody who has no account here', async () => {
    await start()
    expect(await end(await read(bobs))).toMatchObject({ values: [{ state: 'ended', who: 'bob', tokenIds: [] }] })
    expect(issued('bob-signs-in')).toBeUndefined()
    expect(journalled()).toEqual([])
  })

  it('is not revoked without a word where Keyrack may sign in with the token', async () => {
    await start(false)
    world.service.tellsOwn = true
    expect(run.window.row('deploy').own).toBe('unknown')
    expect(await end(await read(secretOf('deploy')))).toMatchObject({
      values: [{ state: 'which', tokenIds: [idOf('deploy')] }],
    })
    expect(revokes()).toBe(0)
  })

  it('ends none of the tokens that it may be, surely other ones than Keyrack’s own', async () => {
    await start()
    await store('ada-signs-in')
    world.service.tellsOwn = false
    expect(run.window.row('deploy').own).toBe('no')
    expect(await end(await read(secretOf('laptop')))).toMatchObject({ values: [{ state: 'which', who: 'ada' }] })
    expect(revokes()).toBe(0)
  })

  it('is not called dead when it may not ask who it is', async () => {
    await start()
    world.service.fail({ on: 'identify', kind: 'missing-permission', times: 50 })
    expect(await end(await read(bobs))).toMatchObject({ values: [{ state: 'which', who: null }] })
  })

  it('is not taken for a token of the same name at another address', async () => {
    const other = new FakeService('https://api.other.example')
    other.tellsOwn = true
    world.providers = [withShape(fakeProvider(world.service, other))]
    await start()
    await world.account(run, other.person('bob'), 'Other', 'other.example')
    expect(stateOf('bob-signs-in')).toBe('active')
    expect(await end(await read(bobs))).toMatchObject({ values: [{ state: 'ended', tokenIds: [] }] })
    expect([revokes(), other.count('revoke')]).toEqual([1, 0])
    expect(stateOf('bob-signs-in')).toBe('active')
  })

  it('is never guessed: the tokens that it may be are told, but for those whose secret is another', async () => {
    await start(false)
    await run.call['token.create']({
      accountId,
      owner: run.window.row('deploy').token.owner,
      kind: 'classic',
      draft: { name: 'made here', expiry: { kind: 'never' }, scopes: ['none'] },
      jobId: jobId(),
    })
    const { values } = await end(await read(secretOf('deploy')))
    expect(values).toMatchObject([{ state: 'which', who: 'ada', lost: false }])
    expect(new Set(values[0]?.tokenIds)).toEqual(new Set(['deploy', 'laptop', 'ada-signs-in'].map(idOf)))
    expect(revokes()).toBe(0)
  })

  it('is not ended, and not called so, when it was dead before', async () => {
    await start()
    const leak = await read('fake-EXAMPLE-nobodys')
    expect(await end(leak)).toMatchObject({ values: [{ state: 'was-refused' }] })
    expect(revokes()).toBe(0)
  })

  describe('where secrets do not sign in', () => {
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
