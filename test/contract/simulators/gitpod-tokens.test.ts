import { beforeEach, describe, expect, it } from 'vitest'
import { FULL_ACCESS } from '#test/simulators/gitpod/state'
import { field, textField, type Answer } from './client.ts'
import { error, GitpodFixture, LATER, START, UNKNOWN_CALLER } from './gitpod-fixture.ts'

const UNKNOWN_ID = '00000000-1111-4222-8333-444444444444'

const service = new GitpodFixture()

describe('creating', () => {
  const create = (token: unknown): Promise<Answer> => service.tokens('Create', { token })

  it('shows the value once, trims the name and leaves empty scopes out', async () => {
    const { status, body } = await create({ name: '  my token ', expirationTime: LATER })
    expect(status).toBe(200)
    const token = field(body, 'token')
    const value = textField(token, 'value')
    expect(value).toMatch(/^gitpod_pat_[A-Za-z0-9_-]{43}\.[A-Za-z0-9]{40}$/)
    const id = textField(token, 'id')
    const rest = { id, name: 'my token', expirationTime: LATER, createdAt: '2026-05-10T12:00:00Z' }
    expect(token).toEqual({ ...rest, value })
    expect((await service.tokens('Get', { id })).body).toEqual({ token: rest })
    expect((await service.tokens('List')).text).not.toContain(value)
  })

  it('takes both scopes in any order, or none, and nothing else', async () => {
    const scoped = (scopes: unknown): Promise<Answer> => create({ name: 'scoped', expirationTime: LATER, scopes })
    const both = await scoped(['resource:default', 'function:*'])
    expect(field(field(both.body, 'token'), 'scopes')).toEqual(['function:*', 'resource:default'])
    const words =
      'Tokens can currently only have no scopes (empty), or all scopes represented as [function:*, resource:default]'
    for (const scopes of [['function:*'], ['*'], [...FULL_ACCESS, 'function:*'], ['']]) {
      expect(error(await scoped(scopes))).toEqual([400, 'invalid_argument', words])
    }
    for (const scopes of ['function:*', [5]]) expect((await scoped(scopes)).status).toBe(400)
  })

  it('refuses a name that is empty, short, long or has other characters', async () => {
    const named = (name: unknown): Promise<Answer> => create({ name, expirationTime: LATER })
    const empty = [400, 'invalid_argument', 'Token Name is a required parameter, but got empty.']
    for (const name of [undefined, null, '', '   ']) expect(error(await named(name))).toEqual(empty)
    const words = 'Token Name is required to match regexp ^[a-zA-Z0-9-_ ]{3,63}$.'
    for (const name of ['ab', 'x'.repeat(64), 'dot.ted', 'ümlaut', 'a\nb']) {
      expect(error(await named(name))).toEqual([400, 'invalid_argument', words])
    }
    expect((await named('x'.repeat(63))).status).toBe(200)
    expect((await named(5)).status).toBe(400)
  })

  it('does not mind two tokens of one name', async () => {
    for (const name of ['twice', 'twice']) expect((await create({ name, expirationTime: LATER })).status).toBe(200)
  })

  it('needs an expiration time, and takes any that is one', async () => {
    const ending = (expirationTime: unknown): Promise<Answer> => create({ name: 'ending', expirationTime })
    const words = 'Received invalid Expiration Time, it is a required parameter.'
    for (const time of [undefined, null]) expect(error(await ending(time))).toEqual([400, 'invalid_argument', words])
    for (const time of [1_790_000_000, '2026-08-01', 'tomorrow', '2026-02-31T00:00:00Z', '2026-08-01T00:00:00']) {
      expect((await ending(time)).status).toBe(400)
    }
    const taken = await Promise.all(['1999-01-01T00:00:00Z', '9999-12-31T23:59:59Z'].map(ending))
    expect(taken.map(({ status }) => status)).toEqual([200, 200])
    const offset = await ending('2026-08-01T02:00:00.250+02:00')
    expect(field(field(offset.body, 'token'), 'expirationTime')).toBe('2026-08-01T00:00:00.250Z')
  })

  it('takes the names fields have in the definition too, and passes over what it does not know', async () => {
    expect((await create({ name: 'spelt', expiration_time: LATER, colour: 'red' })).status).toBe(200)
  })
})

describe('reading', () => {
  it('reads an id in any way a UUID is written', async () => {
    const bare = service.own.id.replaceAll('-', '')
    for (const id of [
      service.own.id,
      service.own.id.toUpperCase(),
      ` ${service.own.id} `,
      bare,
      `{${service.own.id}}`,
      `urn:uuid:${service.own.id}`,
    ]) {
      expect((await service.tokens('Get', { id })).status).toBe(200)
    }
    for (const id of [undefined, '', 'x', service.own.id.slice(1), `${service.own.id}0`]) {
      expect(error(await service.tokens('Get', { id }))).toEqual([
        400,
        'invalid_argument',
        'Token ID must be a valid UUID',
      ])
    }
  })

  it('does not find what is another’s or not there', async () => {
    const eve = service.state.addUser({ name: 'eve' }).id
    const { id: theirs } = service.state.addToken(eve, { name: 'theirs', expirationTime: START })
    for (const id of [theirs, UNKNOWN_ID]) {
      const message = `Personal Access Token with ID ${id} for User ${service.userId} does not exist`
      for (const [method, argument] of [
        ['Get', { id }],
        ['Delete', { id }],
        ['Regenerate', { id, expirationTime: LATER }],
        ['Update', { token: { id, name: 'mine now' } }],
      ] as const) {
        expect(error(await service.tokens(method, argument))).toEqual([404, 'not_found', message])
      }
    }
  })

  it('lists by the time of making, expired ones too, with the total as a text', async () => {
    const { state } = service
    state.addToken(service.userId, { name: 'older', createdAt: START - 1000, expirationTime: START - 500 })
    state.addToken(service.userId, { name: 'newer', createdAt: START + 1000, expirationTime: START })
    state.addToken(service.userId, { name: 'same time', createdAt: START, expirationTime: START })
    expect(await service.names()).toEqual(['older', 'laptop', 'same time', 'newer'])
    expect(field((await service.tokens('List')).body, 'totalResults')).toBe('4')
  })

  it('falls back to page 1 and 25 a page where page or size are none', async () => {
    for (let at = 1; at < 120; at += 1) {
      service.state.addToken(service.userId, { name: `token ${at}`, createdAt: START + at, expirationTime: START })
    }
    const page = (pagination: object): Promise<unknown[]> => service.names({ pagination })
    expect(await page({})).toHaveLength(25)
    expect(await page({ pageSize: 100 })).toHaveLength(100)
    for (const pageSize of [0, -1, 101]) expect(await page({ pageSize })).toHaveLength(25)
    for (const first of [0, -1, 1]) expect((await page({ page: first, pageSize: 2 }))[0]).toBe('laptop')
    expect(await page({ page: 2, pageSize: 2 })).toEqual(['token 2', 'token 3'])
    expect(await page({ page: '40', page_size: '3' })).toEqual(['token 117', 'token 118', 'token 119'])
    expect((await service.tokens('List', { pagination: { page: 41, pageSize: 3 } })).body).toEqual({
      totalResults: '120',
    })
    expect((await service.tokens('List', { pagination: { pageSize: 2.5 } })).status).toBe(400)
  })
})

describe('updating', () => {
  const update = (token: object, updateMask?: unknown): Promise<Answer> =>
    service.tokens('Update', { token, updateMask })
  let id: string

  beforeEach(() => {
    id = service.state.addToken(service.userId, { name: 'before', expirationTime: START, scopes: FULL_ACCESS }).id
  })

  it.each([undefined, ''])('without a mask (%j) clears scopes that are not named', async (mask) => {
    const { body } = await update({ id, name: 'after' }, mask)
    expect(field(body, 'token')).toMatchObject({ id, name: 'after' })
    expect(field(body, 'token')).not.toHaveProperty('scopes')
  })

  it('with a mask changes what it names and nothing else', async () => {
    const renamed = await update({ id, name: 'after' }, 'name')
    expect(field(renamed.body, 'token')).toMatchObject({ name: 'after', scopes: FULL_ACCESS })
    const cleared = await update({ id, name: 'ignored' }, 'scopes')
    expect(field(cleared.body, 'token')).toMatchObject({ name: 'after' })
    expect(field(cleared.body, 'token')).not.toHaveProperty('scopes')
    const both = await update({ id, name: 'third', scopes: ['resource:default', 'function:*'] }, 'scopes,name')
    expect(field(both.body, 'token')).toMatchObject({ name: 'third', scopes: FULL_ACCESS })
  })

  it('passes over fields that cannot be updated', async () => {
    const { status, body } = await update({ id, name: 'after', expirationTime: LATER }, 'expirationTime')
    expect(status).toBe(200)
    expect(field(body, 'token')).toMatchObject({ name: 'before', expirationTime: '2026-05-10T12:00:00Z' })
  })

  it('refuses a mask with a path that is no field, or in the wrong spelling', async () => {
    const words = [400, 'invalid_argument', 'Invalid field mask specified.']
    expect(error(await update({ id, name: 'after' }, 'name,colour'))).toEqual(words)
    for (const mask of ['expiration_time', 'name,', ['name'], { paths: ['name'] }]) {
      expect((await update({ id, name: 'after' }, mask)).status).toBe(400)
    }
    expect(await service.names()).toContain('before')
  })

  it('refuses a new name or scopes by the rules of creation, and changes neither', async () => {
    expect((await update({ id, scopes: [] })).status).toBe(400)
    expect((await update({ id, name: 'x' }, 'name')).status).toBe(400)
    expect((await update({ id, name: 'after', scopes: ['*'] })).status).toBe(400)
    expect(field((await service.tokens('Get', { id })).body, 'token')).toMatchObject({
      name: 'before',
      scopes: FULL_ACCESS,
    })
  })
})

describe('regenerating', () => {
  it('keeps id, name, scopes and date, gives a new value and end, and kills the old value', async () => {
    const old = service.state.addToken(service.userId, {
      name: 'ci token',
      expirationTime: START + 1,
      scopes: FULL_ACCESS,
    })
    service.clock = START + 5000
    const { body } = await service.tokens('Regenerate', { id: old.id, expirationTime: LATER })
    const token = field(body, 'token')
    const value = textField(token, 'value')
    expect(token).toEqual({
      id: old.id,
      value,
      name: 'ci token',
      expirationTime: LATER,
      scopes: FULL_ACCESS,
      createdAt: '2026-05-10T12:00:00Z',
    })
    expect(value).not.toBe(old.value)
    expect((await service.tokens('List', {}, value)).status).toBe(200)
    expect(error(await service.tokens('List', {}, old.value))).toEqual(UNKNOWN_CALLER)
  })

  it('needs an expiration time', async () => {
    const words = 'Received invalid Expiration Time, it is a required parameter.'
    expect(error(await service.tokens('Regenerate', { id: service.own.id }))).toEqual([400, 'invalid_argument', words])
    expect((await service.tokens('List')).status).toBe(200)
  })

  it('kills the credential it was asked with, if that is the token', async () => {
    const { body } = await service.tokens('Regenerate', { id: service.own.id, expirationTime: LATER })
    expect(error(await service.tokens('List'))).toEqual(UNKNOWN_CALLER)
    expect((await service.tokens('List', {}, textField(field(body, 'token'), 'value'))).status).toBe(200)
  })
})

describe('deleting', () => {
  it('takes a token off the list, and finds none the second time', async () => {
    const { id } = service.state.addToken(service.userId, { name: 'gone', expirationTime: START })
    expect((await service.tokens('Delete', { id })).body).toEqual({})
    expect(await service.names()).toEqual(['laptop'])
    const message = `Personal Access Token with ID ${id} for User ${service.userId} does not exist`
    expect(error(await service.tokens('Delete', { id }))).toEqual([404, 'not_found', message])
  })

  it('takes off that token and no other that was made at the same moment', async () => {
    const [first, second] = ['first', 'second'].map((name) =>
      service.state.addToken(service.userId, { name, createdAt: START - 1, expirationTime: START }),
    )
    await service.tokens('Delete', { id: first?.id })
    expect(await service.names()).toEqual(['second', 'laptop'])
    await service.tokens('Delete', { id: second?.id })
    expect(await service.names()).toEqual(['laptop'])
  })
})
