import { afterEach, describe, expect, it } from 'vitest'
import { Secret } from '#main/ports/secret'
import { createProviders } from '#main/providers/index'
import { open, type Opened } from './stages/kinds.ts'
import { eventsIn } from './stages/events.ts'
import { day, now } from './stages/stage.ts'
import { usualTimes } from './stages/times.ts'
import { failureOf, never, unusedPorts } from './support.ts'

let opened: Opened | undefined

afterEach(async () => {
  await opened?.stage.simulator.close()
  opened = undefined
})

const records = createProviders(unusedPorts).map(({ record }) => [record.id, record] as const)

/** What is the same for every kind of token: the log, and the ends of many at once. */
describe.each(records)('%s', (id, { auditLog, revokeAll, revokeByValue, tokenKinds }) => {
  const formats = ['csv', 'cef'] as const
  /** Logs are an organization's: where some sign in as themselves only, the one who signs in last is it. */
  const kindName = tokenKinds.at(-1)!.kind

  async function on(kind = kindName): Promise<Opened> {
    opened = await open(id, kind)
    return opened
  }

  async function query({ session }: Opened) {
    const [log] = session.auditLogs(await session.identify(never))
    return log && { log, from: now - 7 * day, to: now }
  }

  if (auditLog.support.how === 'native') {
    it('reads the log of what was done with tokens', async () => {
      const here = await on()
      const asked = await query(here)
      expect(asked).toBeDefined()
      const { events } = await eventsIn(here.session, asked!)
      for (const { at } of events) expect(at).toBeGreaterThanOrEqual(asked!.from)
      const naming = events.filter(({ tokenIssuerId, signedInWith }) => tokenIssuerId ?? signedInWith?.issuerId)
      if (!auditLog.namesTokens) expect(naming).toEqual([])
    })

    for (const format of formats) {
      const isOffered = auditLog.exports.includes(format)
      it(`${isOffered ? 'saves' : 'does not save'} the log as ${format}`, async () => {
        const here = await on()
        const asked = (await query(here))!
        const before = here.sent.length
        const save = () => here.session.exportEvents(asked, format, never)
        if (isOffered) {
          // Of a log without entries it may be empty.
          expect(await save()).toBeInstanceOf(Uint8Array)
          expect(here.sent.length).toBeGreaterThan(before)
        } else {
          expect(await failureOf(save)).toMatchObject({ kind: 'not-supported' })
          expect(here.sent).toHaveLength(before)
        }
      })
    }
  } else {
    it('has no log to be read, and asks for none', async () => {
      const here = await on()
      expect(await query(here)).toBeUndefined()
      const log = { kind: 'organization', id: 'acme', name: 'Acme' } as const
      const asked = { log, from: now - day, to: now }
      const before = here.sent.length
      expect(await failureOf(() => eventsIn(here.session, asked))).toMatchObject({ kind: 'not-supported' })
      for (const format of formats) {
        expect(await failureOf(() => here.session.exportEvents(asked, format, never))).toMatchObject({
          kind: 'not-supported',
        })
      }
      expect(here.sent).toHaveLength(before)
    })
  }

  if (revokeAll.how === 'native') {
    it('ends every token of the one who signs in by one call, and nobody else’s', async () => {
      const mine = tokenKinds.find(({ owner }) => owner === 'me')!.kind
      const here = await on(mine)
      for (const kind of Object.values(here.stage.kinds)) kind.plant('planted', usualTimes)
      const others = Object.entries(here.stage.kinds).filter(([name]) => name !== mine)
      const before = others.map(([, kind]) => new Map(kind.held()))
      const identity = await here.session.identify(never)
      const sent = here.sent.length
      await here.session.revokeAll(identity, never)
      expect(here.sent).toHaveLength(sent + 1)
      expect(here.kind.held().size).toBe(0)
      expect(others.map(([, kind]) => kind.held())).toEqual(before)
      expect(await failureOf(() => here.session.identify(never))).toMatchObject({ kind: 'wrong-token' })
    })
  } else {
    it('does not end every token at once, and sends nothing', async () => {
      const here = await on()
      const identity = await here.session.identify(never)
      const sent = here.sent.length
      expect(await failureOf(() => here.session.revokeAll(identity, never))).toMatchObject({ kind: 'not-supported' })
      expect(here.sent).toHaveLength(sent)
    })
  }

  if (revokeByValue.support.how === 'native') {
    it('ends a token by its value, without a word of who asks', async () => {
      const { kind, provider, stage } = await on(tokenKinds[0]!.kind)
      const planted = kind.plant('leaked', usualTimes)
      const others = new Map(kind.held())
      for (const [key, { secret }] of others) if (secret === planted.secret) others.delete(key)
      const ends = await provider.byValue?.(stage.simulator.origin)
      await ends!.revoke([new Secret(planted.secret)], never)
      expect(kind.held()).toEqual(others)
      expect(stage.simulator.requests).toHaveLength(1)
      expect(stage.simulator.requests[0]!.headers).not.toHaveProperty('authorization')
    })
  } else {
    it('offers no end of a token by its value', async () => {
      const { provider, stage } = await on()
      expect(await provider.byValue?.(stage.simulator.origin)).toBeUndefined()
    })
  }
})
