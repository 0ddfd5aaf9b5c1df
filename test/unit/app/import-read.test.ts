import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Secret } from '#main/ports/secret'
import { type AppWorld, failureOf, jobId, type Run } from '#test/support/app-world'
import { asRead, at, importWorld, paste, putFile } from './import-kit.ts'

const path = '/home/ada/.env'
const unknown = 'EXAMPLEpassword0000000000000000'

let world: AppWorld
let run: Run
let credential: string

beforeEach(async () => {
  world = importWorld()
  credential = world.service.person('ada', ['acme'])
  run = await world.ready()
})

const drop = (file = path) => run.call['import.dropped']({ path: file, jobId: jobId() })

describe('reading secrets that are to be imported', () => {
  it('tells what each looks like and where it stands, and nothing of it but its ends', async () => {
    const answer = await paste(run, `A=${credential}`, `B=${unknown}`)
    expect(at(answer, 'A')).toEqual({
      id: expect.any(String) as string,
      masked: `fake-••••••••${credential.slice(-4)}`,
      spots: [{ file: null, line: 1, entry: 'A' }],
      name: 'A',
      service: null,
      user: null,
      expiresAt: null,
      providers: ['fake'],
      isCertain: false,
      address: null,
      tokenIds: [],
      accountIds: [],
    })
    expect(at(answer, 'B')).toMatchObject({ masked: '••••••••', providers: [] })
    expect(JSON.stringify(answer)).not.toContain('EXAMPLE')
    expect(world.service.calls).toEqual([])
  })

  it('believes a file about whose secret it is, where its looks do not speak against it', async () => {
    const marked = world.providers[0]!
    const vague = { kind: null, prefix: '', pattern: '^[a-z0-9-]{20,}$', checksum: null }
    const record = { ...marked.record, id: 'vague', instances: [], shapes: [vague] }
    world.providers = [marked, { ...marked, record }]
    await run.app.close()
    run = await world.start()
    const value = 'abcdefghij-0123456789'
    const read = await paste(run, `VAGUE_TOKEN=${value}-1`, `SECRET=${value}-2`, `VAGUE_KEY=${value.toUpperCase()}`)
    expect(read.candidates.map(({ name, providers }) => [name, providers])).toEqual([
      ['VAGUE_TOKEN', ['vague']],
      ['SECRET', []],
      ['VAGUE_KEY', []],
    ])
  })

  it('says where it would be sent by what the file says, and whether that is known', async () => {
    const netrc = '/home/ada/.netrc'
    const [first, second] = [credential, `${credential}-2`]
    await putFile(
      world,
      run,
      netrc,
      `machine fake.example login ada password ${first}\nmachine strange.example login ada password ${second}\n`,
    )
    const read = asRead(await drop(netrc))
    expect(read.candidates.map(({ address }) => address)).toEqual([
      { origin: 'https://api.fake.example', isKnown: true },
      { origin: 'https://api.strange.example', isKnown: false },
    ])
  })

  it('puts first what looks like a token', async () => {
    const answer = await paste(run, `B=${unknown}`, `A=${credential}`)
    expect(answer.candidates.map(({ name }) => name)).toEqual(['A', 'B'])
  })

  it('tells a value once, with every place that has it', async () => {
    const answer = await paste(run, `A=${credential}`, `B=${credential}`)
    expect(answer.candidates).toHaveLength(1)
    expect(at(answer, 'B').spots).toEqual([
      { file: null, line: 1, entry: 'A' },
      { file: null, line: 2, entry: 'B' },
    ])
  })

  it('tells what the vault has already, with a token or as a sign-in', async () => {
    const accountId = await world.account(run, credential)
    const { secret } = world.service.add('ada', 'classic', { name: 'ci' })
    await run.call['inventory.refresh']({ accountId, jobId: jobId() })
    const { token } = run.window.row('ci')
    await run.call['secret.store']({ tokenId: token.id, secret: { from: 'field', value: secret }, jobId: jobId() })
    const answer = await paste(run, `A=${credential}`, `B=${secret}`)
    expect(at(answer, 'A')).toMatchObject({ tokenIds: [], accountIds: [accountId] })
    expect(at(answer, 'B')).toMatchObject({ tokenIds: [token.id], accountIds: [] })
  })

  it('reads a file that is chosen or dropped, and the clipboard', async () => {
    await putFile(world, run, path, `A=${credential}\n`)
    run.picker.path = path
    const { answer } = await run.call['import.choose']({ jobId: jobId() })
    expect(asRead(answer)).toMatchObject({ files: [path], candidates: [{ spots: [{ file: 0 }] }] })
    expect(asRead(await drop()).candidates).toHaveLength(1)
    run.picker.path = null
    expect(await run.call['import.choose']({ jobId: jobId() })).toEqual({ answer: null })
    await world.clipboard.writeText(credential)
    expect(
      asRead(await run.call['import.paste']({ secret: { from: 'clipboard' }, jobId: jobId() })).candidates,
    ).toHaveLength(1)
  })

  it('says why a file is not read, and never touches the vault’s own', async () => {
    expect(await drop('/home/ada/none')).toMatchObject({ state: 'refused', why: 'no-file' })
    await putFile(world, run, path, `A=${credential}\u0000\u0001`)
    expect(await drop()).toMatchObject({ state: 'refused' })
    expect(await failureOf(drop('/profile/vault/vault.1'))).toBe('invalid-input')
  })

  it('leaves out what is no secret, and says why', async () => {
    const answer = await paste(run, 'A=short', `B=${credential}`, 'C=${TOKEN}')
    expect(answer.candidates).toHaveLength(1)
    expect(answer.leftOut).toEqual([
      { line: 1, entry: 'A', reason: 'too-short' },
      { line: 3, entry: 'C', reason: 'elsewhere' },
    ])
  })

  it('shows no more than a person can decide about, and keeps nothing of the rest', async () => {
    const lines = Array.from({ length: 700 }, (_, number) => `V${number}=${unknown}${number}`)
    const wiped = vi.spyOn(Secret.prototype, 'wipe')
    const answer = await paste(run, ...lines, `A=${credential}`)
    expect(wiped.mock.instances).toHaveLength(201)
    wiped.mockRestore()
    expect(answer).toMatchObject({ more: 201 })
    expect(answer.candidates).toHaveLength(500)
    expect(at(answer, 'A').providers).toEqual(['fake'])
  })

  it('leaves no byte of a file, and none of its password, in memory', async () => {
    const kept: Secret[] = []
    const files: Uint8Array[] = []
    vi.spyOn(world.importReader, 'read').mockImplementation((bytes, _hint, key) => {
      files.push(bytes)
      if (key !== undefined) kept.push(key)
      return Promise.resolve({ ok: false, why: key === undefined ? 'key-needed' : 'wrong-key', format: 'kdbx' })
    })
    await putFile(world, run, path, credential)
    const answer = await drop()
    if (answer.state !== 'key-needed') throw new Error('it needs no key')
    const again = await run.call['import.unlock']({ importId: answer.importId, key: 'EXAMPLE', jobId: jobId() })
    expect(again).toMatchObject({ state: 'key-needed', isWrong: true })
    expect(files.map((bytes) => bytes.every((byte) => byte === 0))).toEqual([true, true])
    expect(kept.map((key) => key.use((value) => /^\0+$/.test(value)))).toEqual([true])
  })

  it('overwrites the values when it forgets them', async () => {
    const read = world.importReader.read.bind(world.importReader)
    const secrets: Secret[] = []
    vi.spyOn(world.importReader, 'read').mockImplementation(async (...asked) => {
      const result = await read(...asked)
      if (result.ok) secrets.push(...result.candidates.map(({ secret }) => secret))
      return result
    })
    const isWiped = () => secrets.map((secret) => secret.use((value) => /^\0+$/.test(value)))
    const { importId } = await paste(run, `A=${credential}`, `B=${unknown}`)
    expect(isWiped()).toEqual([false, false])
    await run.call['import.forget']({ importId })
    expect(isWiped()).toEqual([true, true])
  })

  it('wipes what was read when the vault is closed before a person is told of it', async () => {
    const read = world.importReader.read.bind(world.importReader)
    const secrets: Secret[] = []
    vi.spyOn(world.importReader, 'read').mockImplementation(async (...asked) => {
      const result = await read(...asked)
      if (result.ok) secrets.push(...result.candidates.map(({ secret }) => secret))
      await run.vault.close()
      return result
    })
    expect(
      await failureOf(
        run.call['import.paste']({ secret: { from: 'field', value: `A=${credential}` }, jobId: jobId() }),
      ),
    ).toBe('vault-locked')
    expect(secrets.map((secret) => secret.use((value) => /^\0*$/.test(value)))).toEqual([true])
  })

  it('forgets everything after half an hour, when it is told to, and with the vault', async () => {
    const store = async (importId: string) =>
      failureOf(
        run.call['import.store']({
          importId,
          decisions: [{ candidateId: 'x', decision: { as: 'other', name: 'a', service: 'b' } }],
          jobId: jobId(),
        }),
      )
    const one = await paste(run, credential)
    expect(await store(one.importId)).toBe('no failure')
    world.clock.advance(1_800_000)
    expect(await store(one.importId)).toBe('not-found')
    const two = await paste(run, credential)
    await run.call['import.forget']({ importId: two.importId })
    expect(await store(two.importId)).toBe('not-found')
    const three = await paste(run, credential)
    await run.call['vault.lock']({})
    await run.call['vault.retry']({})
    expect(await store(three.importId)).toBe('not-found')
  })
})
