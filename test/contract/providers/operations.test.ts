import { afterEach, describe, expect, it } from 'vitest'
import type { MadeToken } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import { createProviders } from '#main/providers/index'
import { emptyStages } from './stages/index.ts'
import { changeNames, everyKind, isDone, open, prepared, toldOf, type Opened } from './stages/kinds.ts'
import { listed } from './stages/stage.ts'
import { inModel, neverTimes, usualTimes } from './stages/times.ts'
import { failureOf, never, unusedPorts } from './support.ts'

let opened: Opened | undefined

async function on(id: string, kind: string): Promise<Opened> {
  opened = await open(id, kind)
  return opened
}

afterEach(async () => {
  await opened?.stage.simulator.close()
  opened = undefined
})

it('has an empty stage for every provider in the list, with every kind of its record', async () => {
  const records = createProviders(unusedPorts).map(({ record }) => record)
  expect(Object.keys(emptyStages).sort()).toEqual(records.map(({ id }) => id).sort())
  for (const { id, tokenKinds } of records) {
    const stage = await emptyStages[id]!()
    await stage.simulator.close()
    expect(Object.keys(stage.kinds).sort()).toEqual(tokenKinds.map(({ kind }) => kind).sort())
  }
})

describe.each(everyKind)('%s, %s tokens', (id, kindName, { support, tells }) => {
  const isListed = isDone(support.list)
  const secretOf = ({ secret }: MadeToken) => secret.use((value) => value)

  it('belong to a part of the one who signs in', async () => {
    const { session, kind } = await on(id, kindName)
    // Some providers name only people who have a token.
    kind.plant('planted', usualTimes)
    const parts = session.parts(await session.identify(never))
    expect(parts.map((part) => part.kind)).toContain(kind.part.kind)
  })

  for (const name of changeNames) {
    const { how } = support[name]
    if (isDone(support[name]) && !(name === 'regenerate' && how === 'emulated')) continue
    it(`${name}: is refused, as the record says “${how}”, and nothing is sent`, async () => {
      const here = await on(id, kindName)
      const { run } = prepared(here, name)
      const before = new Map(here.kind.held())
      expect(await failureOf(run)).toMatchObject({ kind: 'not-supported' })
      expect(here.sent).toEqual([])
      expect(here.kind.held()).toEqual(before)
    })
  }

  if (isListed) {
    it('are listed', async () => {
      const { kind, session } = await on(id, kindName)
      kind.plant('planted', usualTimes)
      const { tokens } = await listed(session, kind.part)
      expect(tokens.map(({ issuerId }) => issuerId).sort()).toEqual([...kind.held().keys()].sort())
      expect(tokens.map(({ name }) => name)).toContain('planted')
    })
  } else {
    it('are not listed, and nothing is sent', async () => {
      const { kind, session, sent } = await on(id, kindName)
      expect(await failureOf(() => listed(session, kind.part))).toMatchObject({ kind: 'not-supported' })
      expect(sent).toEqual([])
    })
  }

  if (support.create.how === 'native') {
    it('are made, with the id and the secret that the provider has', async () => {
      const here = await on(id, kindName)
      const before = here.kind.held().size
      const { run } = prepared(here, 'create')
      const made = (await run()) as MadeToken
      expect(here.kind.held().size).toBe(before + 1)
      expect(here.kind.held().get(made.token.issuerId)).toEqual({ secret: secretOf(made), label: 'made' })
      expect(made.token).toMatchObject({ name: 'made' })
      const again = (await listed(here.session, here.kind.part)).tokens
      expect(again.find(({ issuerId }) => issuerId === made.token.issuerId)).toMatchObject({ name: 'made' })
    })

    it('are made with the end that was asked for, as the list tells it afterwards', async () => {
      const here = await on(id, kindName)
      const made = (await prepared(here, 'create').run()) as MadeToken
      const again = (await listed(here.session, here.kind.part)).tokens
      const { expiry } = again.find(({ issuerId }) => issuerId === made.token.issuerId)!
      const wanted = here.kind.draft!.expiry
      expect(expiry.kind).toBe(wanted.kind)
      // Some know whole days, and end a token as its last one begins.
      if (wanted.kind === 'at' && expiry.kind === 'at') expect(Math.abs(expiry.at - wanted.at)).toBeLessThan(86_400_000)
      expect(made.token.expiry).toEqual(expiry)
    })
  }

  if (support.update.how === 'native') {
    it('are changed', async () => {
      const here = await on(id, kindName)
      const { planted, run } = prepared(here, 'update')
      await run()
      expect(here.kind.held().get(planted!.token.issuerId)).toEqual({ secret: planted!.secret, label: 'renamed' })
    })
  }

  if (support.regenerate.how === 'native') {
    it('are given a new secret, and the old one is dead', async () => {
      const here = await on(id, kindName)
      const { planted, run } = prepared(here, 'regenerate')
      const before = here.kind.held().size
      const made = (await run()) as MadeToken
      expect(here.kind.held().get(made.token.issuerId)).toMatchObject({ secret: secretOf(made) })
      const secrets = [...here.kind.held().values()].map(({ secret }) => secret)
      expect(secrets).not.toContain(planted!.secret)
      expect(here.kind.held().size).toBe(before)
    })
  }

  if (support.regenerate.how === 'emulated') {
    it('are regenerated by what they are made and revoked with', () => {
      expect([support.create.how, support.revoke.how]).toEqual(['native', 'native'])
    })
  }

  if (isDone(support.revoke)) {
    it('are revoked, and no other one with it', async () => {
      const here = await on(id, kindName)
      here.kind.plant('another', usualTimes)
      const { planted, run } = prepared(here, 'revoke')
      const others = new Map(here.kind.held())
      others.delete(planted!.token.issuerId)
      expect(await run()).toBe('revoked')
      expect(here.kind.held()).toEqual(others)
    })

    it('are told from those that are gone already', async () => {
      const here = await on(id, kindName)
      const { planted, run } = prepared(here, 'revoke')
      here.kind.end(planted!)
      const before = new Map(here.kind.held())
      expect(await run()).toBe(here.kind.endedTwice ?? 'already-gone')
      expect(here.kind.held()).toEqual(before)
    })
  }

  if (support.create.how === 'guided') {
    it('are looked at when the person has made one, and refused when it is none', async () => {
      const { kind, session } = await on(id, kindName)
      const identity = await session.identify(never)
      const planted = kind.plant('pasted', usualTimes)
      const ask = () => session.inspect(kind.part, identity, new Secret(planted.secret), never)
      expect(await ask()).toMatchObject({ kind: 'accepted' })
      kind.end(planted)
      expect(await ask()).toMatchObject({ kind: 'refused' })
    })
  }

  it('are tried with their secret, which works until they are no more', async () => {
    const { kind, session } = await on(id, kindName)
    const identity = await session.identify(never)
    const planted = kind.plant('tried', usualTimes)
    const ask = () => session.probe(kind.part, planted.token, identity, new Secret(planted.secret), never)
    expect(['proven', 'works']).toContain((await ask()).kind)
    kind.end(planted)
    expect(await ask()).toEqual({ kind: 'refused' })
  })

  it.each([
    ['made, used and ending', usualTimes],
    ['never used and without an end', neverTimes],
  ])('tell when they were made, used and end: %s', async (_name, times) => {
    const here = await on(id, kindName)
    const planted = here.kind.plant('dated', times)
    const told = await toldOf(here, isListed, planted)
    const unknown = { kind: 'unknown' } as const
    const expected = { ...inModel(times), ...here.kind.told?.(times) }
    expect({
      created: told?.created ?? unknown,
      lastUsed: told?.lastUsed ?? unknown,
      expiry: told?.expiry ?? unknown,
    }).toEqual({
      created: tells.created ? expected.created : unknown,
      lastUsed: tells.lastUsed ? expected.lastUsed : unknown,
      expiry: tells.expiry ? expected.expiry : unknown,
    })
    expect(told).toBeDefined()
  })
})
