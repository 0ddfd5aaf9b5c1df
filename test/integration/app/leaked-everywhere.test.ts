import { afterEach, describe, expect, it } from 'vitest'
import { Secret } from '#main/ports/secret'
import { splitSignIn } from '#main/ports/sign-in'
import { createProviders } from '#main/providers/index'
import { SkippingClock } from '#test/contract/providers/skipping-clock'
import { everyKind, isDone, open, type Opened } from '#test/contract/providers/stages/kinds'
import { now } from '#test/contract/providers/stages/stage'
import { usualTimes } from '#test/contract/providers/stages/times'
import { AppWorld, jobId, refresh, type Run } from '#test/support/app-world'
import { loopbackHttp } from '#test/support/loopback-http'

let opened: Opened
let run: Run
let accountId: string

afterEach(() => opened.stage.simulator.close())

const text = (secret: Secret) => secret.use((value) => value)

/** The app, signed in for one kind of token, one of which is planted: gives its secret. */
async function signedIn(id: string, kindName: string): Promise<string> {
  opened = await open(id, kindName)
  const { stage, kind } = opened
  const planted = kind.plant('planted', usualTimes)
  const world = new AppWorld()
  world.clock.set(now)
  world.providers = createProviders({ http: loopbackHttp(), clock: new SkippingClock(now) })
  run = await world.ready()
  const { secret, fields } = splitSignIn(new Secret(kind.credential ?? stage.credential))
  const { checkId } = await run.call['account.check']({
    provider: id,
    address: stage.simulator.origin,
    secret: { from: 'field', value: text(secret) },
    ...(Object.keys(fields).length > 0 && { fields }),
    jobId: jobId(),
  })
  accountId = (await run.call['account.add']({ checkId, name: 'Work' })).accountId
  await refresh(run, accountId)
  return planted.secret
}

const alive = () => [...opened.kind.held().values()].map(({ secret }) => secret)

/** Ends a pasted value at the provider that it is of, in the way that Keyrack knows there. */
async function end(id: string, value: string) {
  const { leakId, values } = await run.call['leaked.read']({ secrets: { from: 'field', value } })
  const [found] = values
  const origin = run.window.facts?.accounts[0]?.origin
  const at = found?.ways.findIndex((way) => way.provider === id && way.origin === origin) ?? -1
  const way = found?.ways[at]
  if (way === undefined || way.how === 'page') return { how: way?.how ?? 'none', told: undefined }
  const password = opened.stage.stepUp?.password
  const told = await run.call['leaked.revoke']({
    leakId: leakId ?? '',
    ways: [{ line: 1, way: at }],
    ownConfirmed: true,
    ...(password !== undefined && { stepUp: { password: text(password) } }),
    jobId: jobId(),
  })
  return { how: way.how, told: told.values[0] }
}

describe.each(everyKind)('a leaked secret at %s, of a %s token', (id, kindName, { support }) => {
  it('that is stored nowhere is ended, or the tokens are told that it may be: nothing is guessed', async () => {
    const leaked = await signedIn(id, kindName)
    const before = alive()
    const { how, told } = await end(id, leaked)
    const others = before.filter((secret) => secret !== leaked)
    if (how === 'page') expect(support.revoke.how).not.toBe('native')
    else expect(['ended', 'which']).toContain(told?.state)
    expect(alive()).toEqual(told?.state === 'ended' ? others : before)
    const names = told?.tokenIds.map((tokenId) => run.window.rows.get(tokenId)?.token.name)
    if (told?.state === 'which') expect(names).toContain('planted')
    expect([run.log.text(), JSON.stringify(run.window.patches)].join()).not.toContain(leaked)
  })

  if (isDone(support.revoke) && isDone(support.list)) {
    it('that is stored is ended with its token', async () => {
      const leaked = await signedIn(id, kindName)
      const before = alive()
      const tokenId = [...run.window.rows.values()].find(({ token }) => token.name === 'planted')!.token.id
      const stored = { from: 'field', value: leaked } as const
      const { proof } = await run.call['secret.store']({ tokenId, secret: stored, jobId: jobId() })
      expect(proof).not.toBe('unchecked')
      const { told } = await end(id, leaked)
      expect(told).toMatchObject({ state: 'ended', error: null, tokenIds: [tokenId] })
      expect(alive()).toEqual(before.filter((secret) => secret !== leaked))
      expect(run.window.rows.get(tokenId)?.token.state).toBe('revoked')
    })
  }
})
