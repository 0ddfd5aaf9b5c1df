import { beforeEach, describe, expect, it } from 'vitest'
import { AppWorld, failureOf, jobId, type Run } from '#test/support/app-world'
import { FakeDisk } from '#test/support/fake-disk'

const path = '/home/ada/.npmrc'

let world: AppWorld
let run: Run

beforeEach(async () => {
  world = new AppWorld()
  world.disk = new FakeDisk(['/profile', '/home/ada'])
  const credential = world.service.person('ada', ['acme'])
  world.service.add('ada', 'classic', { name: 'laptop' })
  world.service.add('acme', 'org', { name: 'deploy' }, 'ada')
  run = await world.ready()
  await world.account(run, credential)
})

const idOf = (name: string) => run.window.row(name).token.id
const secretOf = (name: string): string =>
  [...world.service.tokens('ada', 'classic'), ...world.service.tokens('acme', 'org')].find((one) => one.name === name)
    ?.secret ?? ''
const store = (name: string) =>
  run.call['secret.store']({
    tokenId: idOf(name),
    secret: { from: 'field', value: secretOf(name) },
    jobId: jobId(),
  })
const add = async (name: string, where = path) =>
  (await run.call['place.add']({ tokenId: idOf(name), where: { kind: 'file', path: where }, note: '' })).placeId
const write = (text: string) => world.disk.put(path, Buffer.from(text))
const look = async (placeId: string) => (await run.call['place.look']({ placeId })).found
const regenerate = (name: string, successor?: string) =>
  run.call['token.regenerate']({
    tokenId: idOf(name),
    draft:
      successor === undefined
        ? { expiry: { kind: 'at', at: Date.UTC(2026, 5, 1) } }
        : { name: successor, expiry: { kind: 'never' } },
    ownConfirmed: true,
    jobId: jobId(),
  })

describe('a look into the file of a place', () => {
  it('tells whether the secret of its token is there, and notes it', async () => {
    await store('laptop')
    const placeId = await add('laptop')
    write(`registry=https://r.example\n//r.example/:_authToken=${secretOf('laptop')}\n`)
    expect(await look(placeId)).toBe('current')
    expect(run.window.row('laptop').places?.[0]?.seen).toEqual({ at: world.clock.now(), value: 'current' })
    write('registry=https://r.example\n')
    expect(await look(placeId)).toBe('absent')
  })

  it('knows the secret before the one that the token has now, also where both are', async () => {
    await store('laptop')
    const old = secretOf('laptop')
    const placeId = await add('laptop')
    await regenerate('laptop')
    write(`token=${old}`)
    expect(await look(placeId)).toBe('old')
    write(`token=${secretOf('laptop')}\nagain=${old}`)
    expect(await look(placeId)).toBe('old')
    write(`token=${secretOf('laptop')}`)
    expect(await look(placeId)).toBe('current')
  })

  it('knows the secret of the successor, ticked or not, and not before the old one is gone', async () => {
    await store('deploy')
    const placeId = await add('deploy')
    world.service.fail({ on: 'create', kind: 'answer-lost' })
    expect(await failureOf(regenerate('deploy', 'deploy-1'))).toBe('answer-lost')
    await regenerate('deploy', 'deploy-2')
    const old = secretOf('deploy')
    write(`${secretOf('deploy-2')}\n${old}`)
    expect(await look(placeId)).toBe('current')
    write(secretOf('deploy-2'))
    expect(await look(placeId)).toBe('successor')
    await run.call['place.setReplaced']({ placeId, replaced: true, by: idOf('deploy-2') })
    expect(await look(placeId)).toBe('successor')
  })

  it('finds no file where there is none, and one that is below the home folder', async () => {
    await store('laptop')
    const placeId = await add('laptop')
    expect(await look(placeId)).toBe('absent')
    write(secretOf('laptop'))
    expect(await look(await add('laptop', '~/.npmrc'))).toBe('current')
  })

  it.each(['.npmrc', '//share/x/.npmrc', '\\\\share\\x'])('touches no disk for %s', async (where) => {
    await store('laptop')
    const placeId = await add('laptop', where)
    const calls = run.fs.calls.length
    expect(await look(placeId)).toBe('elsewhere')
    expect(run.fs.calls.length).toBe(calls)
  })

  it('says why nothing can be told', async () => {
    const placeId = await add('laptop')
    write('x')
    expect(await look(placeId)).toBe('unknown')
    await store('laptop')
    write('x'.repeat(1024 * 1024 + 1))
    expect(await look(placeId)).toBe('too-large')
    write(Array.from({ length: 30_000 }, (_, at) => `word-${at}-EXAMPLE`).join(' '))
    expect(await look(placeId)).toBe('too-large')
    run.fs.fault = ({ step, path: at }) =>
      step === 'read' && at === path ? { kind: 'fail', code: 'EACCES' } : undefined
    expect(await look(placeId)).toBe('unreadable')
    expect(run.window.row('laptop').places?.[0]?.seen).toBeNull()
  })

  it('is for files only', async () => {
    const where = { kind: 'server', name: 'ci7' } as const
    const { placeId } = await run.call['place.add']({ tokenId: idOf('laptop'), where, note: '' })
    expect(await failureOf(run.call['place.look']({ placeId }))).toBe('not-found')
  })
})
