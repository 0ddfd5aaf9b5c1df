import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Clock } from '#main/ports/clock'
import { createProviders } from '#main/providers/index'
import type { RootOptions } from '#test/demo/electron/options'
import { serveDemoWorld, type DemoWorld } from '#test/demo/serve-world'
import { withServices } from '#test/demo/with-services'
import { request } from '#test/contract/simulators/client'
import { AppWorld, jobId, refresh, type Run } from '#test/support/app-world'
import { loopbackHttp } from '#test/support/loopback-http'

const now = Date.UTC(2026, 10, 22, 9)
const all = createProviders({ http: loopbackHttp(), clock: { now: () => now, after: () => () => undefined } })

let world: DemoWorld

beforeAll(async () => {
  world = await serveDemoWorld(() => now)
})

afterAll(() => world.close())

async function openedDemo(): Promise<Run> {
  const app = new AppWorld()
  app.clock.set(now)
  const clock: Clock = { now: () => app.clock.now(), after: (_ms, action) => afterATurn(action) }
  app.providers = withServices(createProviders({ http: loopbackHttp(), clock }), world.services)
  return app.ready()
}

function afterATurn(action: () => void): () => void {
  const timer = setImmediate(action)
  return () => clearImmediate(timer)
}

const serviceOf = (provider: string): RootOptions['services'][number] =>
  world.services.find((service) => service.provider === provider)!

async function signIn(run: Run, provider: string): Promise<string> {
  const { origin, credential, fields } = serviceOf(provider)
  const { checkId } = await run.call['account.check']({
    provider,
    address: origin,
    secret: { from: 'field', value: credential },
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
    jobId: jobId(),
  })
  const { accountId } = await run.call['account.add']({ checkId, name: provider })
  await refresh(run, accountId)
  return accountId
}

describe('every provider in the demo', () => {
  it.each(all.map(({ record }) => record.id))('is signed in to with what the wizard names: %s', async (provider) => {
    const run = await openedDemo()
    const accountId = await signIn(run, provider)
    const { credentialError, failure, console } = run.window.facts!.accounts.find(({ id }) => id === accountId)!
    expect({ credentialError, failure }).toEqual({ credentialError: null, failure: null })
    expect(run.window.facts?.parts.map((part) => part.failure)).toEqual(run.window.facts?.parts.map(() => null))
    expect(console).toBe(serviceOf(provider).console)
    const kinds = all.find(({ record }) => record.id === provider)!.record.tokenKinds
    if (kinds.some(({ support }) => support.list.how === 'native')) expect(run.window.rows.size).toBeGreaterThan(0)
  })

  it('names its credential in the record, and nothing of it in that of the product', () => {
    for (const { record } of withServices(all, world.services)) {
      const { credential, origin } = serviceOf(record.id)
      expect(record.notice).toContain(credential)
      expect(record.instances.map((instance) => instance.origin)).toEqual([origin])
    }
    expect(JSON.stringify(all.map(({ record }) => record))).not.toContain('127.0.0.1')
  })
})

describe('the pages of a service in the demo', () => {
  it('make a token that the account takes over, and end it', async () => {
    const run = await openedDemo()
    const accountId = await signIn(run, 'rudderstack')
    const { owner } = run.window.facts!.parts.find((part) => part.kind === 'personal')!
    const asked = { accountId, owner, kind: 'personal', draft: { name: 'loader', expiry: { kind: 'never' } } } as const
    await run.call['guided.open']({ what: 'create', ...asked })
    const address = run.opener.urls.at(-1)!
    expect(new URL(address).origin).toBe(serviceOf('rudderstack').console)

    const made = await press(address, {
      do: 'make',
      kind: 'personal',
      name: 'loader & <b>more</b>',
      days: '',
      scopes: '',
    })
    const value = /shown only once:<br><code>(\w+)<\/code>/.exec(made)?.[1] ?? ''
    const { tokenId } = await run.call['guided.create']({
      ...asked,
      secret: { from: 'field', value },
      jobId: jobId(),
    })
    expect(run.window.rows.get(tokenId)).toMatchObject({ held: { proof: 'works' } })

    const list = await (await fetch(address)).text()
    expect(list).not.toContain(value)
    expect(list).toContain('loader &amp; &lt;b&gt;more&lt;/b&gt;')
    const id = /loader &amp;.*?name="id" value="(\d+)"/s.exec(list)?.[1] ?? ''
    expect(await press(address, { do: 'remove', id })).not.toContain('loader &amp;')
    await refresh(run, accountId)
    expect(run.window.rows.get(tokenId)?.token.state).toBe('gone')
  })

  it('do nothing for a form of another site', async () => {
    const { console } = serviceOf('github')
    const answer = await request(console, {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example' },
      body: 'do=make&name=EXAMPLE',
    })
    expect(answer.status).toBe(403)
  })
})

async function press(address: string, form: Record<string, string>): Promise<string> {
  const answer = await fetch(address, { method: 'POST', body: new URLSearchParams(form) })
  return answer.text()
}
