import { beforeEach, describe, expect, it } from 'vitest'
import type { Provider } from '#main/ports/provider'
import { readBase } from '#main/providers/kit/base'
import { AppWorld, failureOf, jobId, type Run } from '#test/support/app-world'
import { FakeDisk } from '#test/support/fake-disk'
import { fakeProvider } from '#test/support/fake-provider'
import { FakeService } from '#test/support/fake-service'

const address = 'https://r.example/npm'
const npmrc = '/home/ada/.npmrc'

let world: AppWorld
let run: Run
let service: FakeService
let credential: string

/** The fake provider, with instances below paths that an npm configuration names. */
function named(): Provider {
  const provider = fakeProvider(service)
  return {
    ...provider,
    record: { ...provider.record, custom: { label: '', placeholder: '', says: '', namedIn: 'npmrc' } },
    resolve: (text) => ({ origin: readBase(text), console: readBase(text) }),
  }
}

beforeEach(async () => {
  service = new FakeService(address)
  credential = service.person('ada')
  world = new AppWorld()
  world.disk = new FakeDisk(['/profile', '/home/ada'])
  const { record } = fakeProvider(service)
  world.providers = [named(), { ...fakeProvider(service), record: { ...record, id: 'plain' } }]
  run = await world.ready()
})

/** What the person's file says from now on. */
async function write(...lines: readonly string[]): Promise<void> {
  const fs = run.fs
  await fs.remove(npmrc).catch(() => {})
  await fs.writeNew(npmrc, Buffer.from(lines.join('\n')))
}

const list = (provider = 'fake') => run.call['account.named']({ provider })
const check = (at: string, provider = 'fake') =>
  run.call['account.check']({ provider, address: at, secret: { from: 'configuration' }, jobId: jobId() })

describe('addresses that the configuration of a tool names', () => {
  it('are offered as accounts keep them, each once, with what they are for and no secret', async () => {
    await write(
      'registry=https://R.example:443/npm/',
      '@acme:registry=https://r.example/npm',
      '@globex:registry=https://globex.example/',
      `//r.example/npm/:_authToken=${credential}`,
      '//ci.example/:_authToken=${CI_TOKEN}',
    )
    const answer = await list()
    const common = { place: 'user', variable: null }
    expect(answer).toEqual({
      named: [
        { ...common, address, scopes: ['@acme'], isDefault: true, credential: 'there' },
        { ...common, address: 'https://globex.example', scopes: ['@globex'], isDefault: false, credential: 'none' },
        {
          ...common,
          address: 'https://ci.example',
          scopes: [],
          isDefault: false,
          credential: 'unset',
          variable: 'CI_TOKEN',
        },
      ],
      unusable: 0,
    })
    expect(JSON.stringify(answer)).not.toContain(credential)
    expect(run.log.text()).not.toContain(credential)
  })

  it('are counted where no credential may be sent to them, and not told', async () => {
    await write(
      'registry=http://r.example/',
      '@a:registry=https://ada:EXAMPLE@r.example/',
      '@b:registry=https://r.example/a/../b',
      '@c:registry=${NOWHERE}',
    )
    expect(await list()).toEqual({ named: [], unusable: 4 })
  })

  it('are none without a configuration, and at a provider whose record names none no file is read', async () => {
    expect(await list()).toEqual({ named: [], unusable: 0 })
    await write('registry=https://r.example/npm/')
    run.fs.fault = ({ path }) => {
      throw new Error(`${path} was read`)
    }
    expect(await list('plain')).toEqual({ named: [], unusable: 0 })
  })
})

describe('the credential that a configuration has', () => {
  it('is taken for its own address, sealed with it, and read anew each time', async () => {
    await write('registry=https://r.example/npm/', '//r.example/:_authToken=EXAMPLE-wrong')
    expect(await failureOf(check(address))).toBe('wrong-token')
    await write('registry=https://r.example/npm/', `//r.example/npm/:_authToken=${credential}`)
    const { checkId, origin, identity } = await check(`${address}/`)
    expect([origin, identity.login]).toEqual([address, 'ada'])
    const { accountId } = await run.call['account.add']({ checkId, name: 'Work' })
    expect(run.vault.records.get('credential', accountId)).toEqual({ origin: address, value: credential })
  })

  it.each([
    'https://evil.example/npm',
    'https://r.example',
    'https://r.example/npm-evil',
    'https://r.example/npm/a',
    'https://r.example:8443/npm',
  ])('is not taken for %s', async (elsewhere) => {
    const other = new FakeService(elsewhere)
    other.person('ada')
    world.providers = [{ ...named(), connect: (...args) => fakeProvider(service, other).connect(...args) }]
    await run.app.close()
    run = await world.start()
    await write('registry=https://r.example/npm/', `//r.example/npm/:_authToken=${credential}`)
    expect(await failureOf(check(elsewhere))).toBe('invalid-input')
    expect([...service.calls, ...other.calls]).toEqual([])
  })

  it.each([
    ['is not there', 'registry=https://r.example/npm/'],
    ['is in a variable that is not set', '//r.example/npm/:_authToken=${NPM_TOKEN}'],
    ['cannot be one', '//r.example/npm/:_authToken=two words'],
  ])('is refused where it %s, before anything is sent', async (_why, line) => {
    await write('registry=https://r.example/npm/', line)
    expect(await failureOf(check(address))).toBe('invalid-input')
    expect(service.calls).toEqual([])
  })

  it('is not looked for at a provider whose record names no configuration', async () => {
    await write('registry=https://api.fake.example/', `//api.fake.example/:_authToken=${credential}`)
    expect(await failureOf(check('https://api.fake.example', 'plain'))).toBe('invalid-input')
  })
})
