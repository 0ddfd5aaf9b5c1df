import { beforeEach, describe, expect, it } from 'vitest'
import type { ImportDecision } from '#shared/contract/import'
import { type AppWorld, failureOf, jobId, refresh, type Run, until } from '#test/support/app-world'
import { FakeService } from '#test/support/fake-service'
import { fakeProvider } from '#test/support/fake-provider'
import { at, importWorld, paste, storeAll } from './import-kit.ts'

let world: AppWorld
let run: Run
let credential: string
let accountId: string

async function begin(options: { readonly guided?: boolean } = {}): Promise<void> {
  world = importWorld(options)
  credential = world.service.person('ada', ['acme'])
  run = await world.ready()
  accountId = await world.account(run, credential)
}

beforeEach(() => begin())

const ofToken = (tokenId: string | null = null): ImportDecision => ({ as: 'token', accountId, tokenId })
const ofAccount = (address: string, confirmed: string | null = null): ImportDecision => ({
  as: 'account',
  provider: 'fake',
  address,
  confirmed,
  name: 'Found',
})
const other: ImportDecision = { as: 'other', name: 'deploy key', service: 'Acme' }

/** A token that was made elsewhere and is listed here. Gives its secret. */
async function made(name: string, owner = 'ada', kind = 'classic'): Promise<string> {
  const { secret } = world.service.add(owner, kind, { name }, 'ada')
  await refresh(run, accountId)
  return secret
}

const storedOf = (name: string) => {
  const secretId = run.window.row(name).held?.secretId
  return secretId === undefined ? undefined : run.vault.records.get('secret', secretId)?.value
}

describe('storing an imported secret as that of a token', () => {
  it('finds the token that the provider names', async () => {
    world.service.tellsOwn = true
    const secret = await made('ci')
    await made('second')
    const probes = world.service.count('probe')
    const [result] = await storeAll(run, await paste(run, `A=${secret}`), { A: ofToken() })
    expect(world.service.count('probe')).toBe(probes + 1)
    expect(result).toMatchObject({
      outcome: 'stored',
      tokenIds: [run.window.row('ci').token.id],
      proof: 'proven',
      error: null,
    })
    expect(storedOf('ci')).toBe(secret)
    expect(storedOf('second')).toBeUndefined()
  })

  it('asks which one it is where the provider does not tell, and stores nothing yet', async () => {
    const secret = await made('ci')
    await made('second')
    const read = await paste(run, `A=${secret}`)
    const probes = world.service.count('probe')
    const [asked] = await storeAll(run, read, { A: ofToken() })
    // What the provider says of one it says of all of them.
    expect(world.service.count('probe')).toBe(probes + 1)
    const ids = ['ci', 'second'].map((name) => run.window.row(name).token.id)
    expect(asked?.outcome).toBe('which')
    expect(asked?.tokenIds).toEqual(expect.arrayContaining(ids))
    expect(storedOf('ci')).toBeUndefined()
    const [result] = await storeAll(run, read, { A: ofToken(ids[0]) })
    expect(result).toMatchObject({ outcome: 'stored', tokenIds: [ids[0]], proof: 'works' })
    expect(storedOf('ci')).toBe(secret)
  })

  it('takes no name for a proof where two tokens have it', async () => {
    world.service.tellsOwn = true
    await made('ci')
    const secret = await made('ci')
    const [result] = await storeAll(run, await paste(run, `A=${secret}`), { A: ofToken() })
    const ids = [...run.window.rows.values()].flatMap(({ token }) => (token.name === 'ci' ? [token.id] : []))
    expect(result).toMatchObject({ outcome: 'which', tokenIds: ids })
    expect(run.vault.records.ids('secret')).toEqual([])
  })

  it('offers no token that has a secret already: that would be lost', async () => {
    const secrets = [await made('ci'), await made('second')]
    const read = await paste(run, `A=${secrets[0]}`, `B=${secrets[1]}`)
    await storeAll(run, read, { A: ofToken(run.window.row('ci').token.id) })
    const [asked] = await storeAll(run, read, { B: ofToken() })
    expect(asked?.tokenIds).toContain(run.window.row('second').token.id)
    expect(asked?.tokenIds).not.toContain(run.window.row('ci').token.id)
  })

  it('lists a token that its provider does not list', async () => {
    await begin({ guided: true })
    world.service.tellsOwn = true
    const { secret } = world.service.add('ada', 'unlisted', { name: 'page token' })
    const [result] = await storeAll(run, await paste(run, `A=${secret}`), { A: ofToken() })
    expect(result).toMatchObject({ outcome: 'stored', proof: 'proven' })
    expect(storedOf('page token')).toBe(secret)
  })

  it('stores nothing that the provider refuses or that is somebody else’s, and blames no sign-in for it', async () => {
    const bobs = world.service.person('bob')
    const dead = await made('dead')
    world.service.drop(run.window.row('dead').token.issuerId)
    const results = await storeAll(run, await paste(run, `A=${bobs}`, `B=${dead}`), { A: ofToken(), B: ofToken() })
    expect(results.map(({ error }) => error?.kind)).toEqual(['other-identity', 'wrong-token'])
    expect(run.window.facts?.accounts[0]).toMatchObject({ credentialError: null, heldSecrets: 0 })
  })

  it('stores one that two runs take in at once with one token', async () => {
    await begin({ guided: true })
    world.service.tellsOwn = true
    const { secret } = world.service.add('ada', 'unlisted', { name: 'page token' })
    const reads = [await paste(run, `A=${secret}`), await paste(run, `A=${secret}`)]
    const results = await Promise.all(reads.map((read) => storeAll(run, read, { A: ofToken() })))
    expect(results.flat().filter(({ outcome }) => outcome === 'stored')).toHaveLength(1)
    expect(run.vault.records.ids('secret')).toHaveLength(1)
  })

  it('takes a token of the account that was chosen and of no other', async () => {
    const secret = await made('ci')
    const { id } = run.window.row('ci').token
    const read = await paste(run, `A=${secret}`)
    const strange: ImportDecision = { as: 'token', accountId: 'another', tokenId: id }
    expect((await storeAll(run, read, { A: strange }))[0]?.error?.kind).toBe('not-found')
    expect(storedOf('ci')).toBeUndefined()
  })
})

describe('storing an imported secret otherwise', () => {
  it('adds an account that signs in with it', async () => {
    const bobs = world.service.person('bob')
    const [result] = await storeAll(run, await paste(run, `A=${bobs}`), { A: ofAccount('fake.example') })
    expect(result).toMatchObject({ outcome: 'stored', tokenIds: [] })
    expect(run.window.facts?.accounts.map(({ id, name }) => [id, name])).toContainEqual([result?.accountId, 'Found'])
  })

  it('adds none for what was forgotten meanwhile, and none that needs what stands beside its secret', async () => {
    const bobs = world.service.person('bob')
    const read = await paste(run, `A=${bobs}`)
    const go = world.service.hold('identify')
    const asked = world.service.count('identify')
    const running = storeAll(run, read, { A: ofAccount('fake.example') })
    await until(() => world.service.count('identify') > asked)
    await run.call['import.forget']({ importId: read.importId })
    go()
    expect((await running)[0]?.outcome).toBe('cancelled')
    expect(run.window.facts?.accounts).toHaveLength(1)
    const [provider] = world.providers
    const field = { label: 'Name', help: '', isSecret: false } as never
    world.providers = [{ ...provider!, record: { ...provider!.record, signIn: [field] } }]
    await run.app.close()
    run = await world.start()
    const before = world.service.calls.length
    const [refused] = await storeAll(run, await paste(run, `A=${bobs}`), { A: ofAccount('fake.example') })
    expect(refused?.error?.kind).toBe('not-supported')
    expect(world.service.calls).toHaveLength(before)
  })

  it('sends nothing to an address that only a file names before a person has confirmed it', async () => {
    const strange = new FakeService('https://api.strange.example')
    const carls = strange.person('carl')
    const provider = fakeProvider(world.service, strange)
    world.providers = [{ ...provider, record: { ...provider.record, shapes: world.providers[0]!.record.shapes } }]
    await run.app.close()
    run = await world.start()
    const read = await paste(run, `A=${carls}`)
    const [refused] = await storeAll(run, read, { A: ofAccount('strange.example') })
    expect(refused?.error?.kind).toBe('confirmation-needed')
    const [other] = await storeAll(run, read, { A: ofAccount('strange.example', 'https://api.fake.example') })
    expect(other?.error?.kind).toBe('confirmation-needed')
    expect(strange.calls).toEqual([])
    const confirmed = ofAccount('strange.example', 'https://api.strange.example')
    expect((await storeAll(run, read, { A: confirmed }))[0]?.outcome).toBe('stored')
  })

  it('keeps it as a token of another service, which nobody can ask about', async () => {
    const read = await paste(run, 'A=EXAMPLE-of-acme-0001')
    const [result] = await storeAll(run, read, { A: other })
    expect(result).toMatchObject({ outcome: 'stored', proof: 'unchecked' })
    expect(run.window.row('deploy key').token).toMatchObject({ id: result?.tokenIds[0], service: 'Acme' })
    expect(storedOf('deploy key')).toBe('EXAMPLE-of-acme-0001')
  })

  it('takes over no note of its entry, which may have other secrets in it and would be shown and exported', async () => {
    const item = {
      name: 'Acme',
      notes: 'recovery codes: 1111-EXAMPLE 2222-EXAMPLE',
      login: { password: 'EXAMPLE-of-acme-0001' },
    }
    const read = await paste(run, JSON.stringify({ encrypted: false, items: [item] }))
    await storeAll(run, read, { Acme: other })
    expect(JSON.stringify(run.window.row('deploy key'))).not.toContain('2222-EXAMPLE')
  })

  it('stores nothing twice', async () => {
    const read = await paste(run, 'A=EXAMPLE-of-acme-0001', `B=${credential}`)
    const [first] = await storeAll(run, read, { A: other })
    const [again, signIn] = await storeAll(run, read, { A: other, B: other })
    expect(again).toMatchObject({ outcome: 'known', tokenIds: first?.tokenIds })
    expect(signIn).toMatchObject({ outcome: 'known', accountId })
  })
})

describe('a run of several', () => {
  it('goes on after one that failed, and tells how far it is', async () => {
    world.service.tellsOwn = true
    const secret = await made('ci')
    const job = jobId()
    const read = await paste(run, 'A=fake-EXAMPLE-refused', `B=${secret}`, 'C=EXAMPLE-of-acme-0001')
    const results = await storeAll(run, read, { A: ofToken(), B: ofToken(), C: other }, job)
    expect(results.map(({ outcome }) => outcome)).toEqual(['failed', 'stored', 'stored'])
    expect(run.window.progress.filter((one) => one.jobId === job)).toEqual(
      [1, 2, 3].map((done) => ({ jobId: job, done, total: 3 })),
    )
  })

  it('begins nothing more once it is cancelled, and tells what was done', async () => {
    const job = jobId()
    const read = await paste(run, 'A=EXAMPLE-of-acme-0001', `B=${await made('ci')}`, 'C=EXAMPLE-of-acme-0002')
    const go = world.service.hold('identify')
    const asked = world.service.count('identify')
    const running = storeAll(run, read, { A: other, B: ofToken(), C: { ...other, name: 'second' } }, job)
    await until(() => world.service.count('identify') > asked)
    await run.call['job.cancel']({ jobId: job })
    go()
    expect((await running).map(({ outcome }) => outcome)).toEqual(['stored', 'cancelled', 'cancelled'])
    expect(storedOf('ci')).toBeUndefined()
  })

  it('stores nothing of what was forgotten meanwhile', async () => {
    const secret = await made('ci')
    const read = await paste(run, `A=${secret}`, 'B=EXAMPLE-of-acme-0002')
    const go = world.service.hold('identify')
    const asked = world.service.count('identify')
    const running = storeAll(run, read, { A: ofToken(), B: other })
    await until(() => world.service.count('identify') > asked)
    await run.call['import.forget']({ importId: read.importId })
    go()
    expect((await running).map(({ outcome }) => outcome)).toEqual(['cancelled', 'cancelled'])
    expect(await failureOf(storeAll(run, read, { A: ofToken() }))).toBe('not-found')
    expect(at(read, 'A').tokenIds).toEqual([])
  })
})
