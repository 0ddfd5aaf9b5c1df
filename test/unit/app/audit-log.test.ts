import { beforeEach, describe, expect, it } from 'vitest'
import { mostAuditLines } from '#shared/contract/audit'
import type { AuditEvent } from '#shared/model/audit-event'
import type { Owner } from '#shared/model/owner'
import { failureOf, jobId, until } from '#test/support/app-world'
import { withAda, type Given } from './ada.ts'

const acme: Owner = { kind: 'organization', id: 'acme', name: 'acme' }
const from = 1_000
const to = 2_000

let given: Given

beforeEach(async () => {
  given = await withAda([['acme', 'org', 'deploy']])
})

function event(id: string, more: Partial<AuditEvent> = {}): AuditEvent {
  const empty = { action: '', actor: '', target: '', description: '', from: '' }
  return { ...empty, id, at: 1_500, tokenIssuerId: null, succeeded: null, ...more }
}

function log(...events: AuditEvent[]): void {
  given.world.service.logs.set('acme', events)
}

const list = (more: object = {}, id = jobId()) =>
  given.run.call['audit.list']({ accountId: given.accountId, log: acme, from, to, jobId: id, ...more })

const save = (more: object = {}) =>
  given.run.call['audit.export']({
    accountId: given.accountId,
    log: acme,
    from,
    to,
    format: 'csv',
    jobId: jobId(),
    ...more,
  })

describe('the audit logs of an account', () => {
  it('are those of its identity, and nobody is asked', async () => {
    const { world, run, accountId } = given
    world.service.calls.length = 0
    expect(await run.call['audit.logs']({ accountId })).toEqual({ logs: [acme] })
    expect(world.service.calls).toEqual([])
  })

  it('are not there for an account that is not', async () => {
    expect(await failureOf(given.run.call['audit.logs']({ accountId: 'nobody' }))).toBe('not-found')
  })
})

describe('a stretch of an audit log', () => {
  it('is listed newest first, with the tokens of the list that it has to do with', async () => {
    const { token } = given.run.window.row('deploy')
    log(
      event('about', { at: 1_200, tokenIssuerId: token.issuerId }),
      event('with', { at: 1_400, signedInWith: { issuerId: token.issuerId, name: 'deploy' } }),
      event('unknown', { at: 1_300, tokenIssuerId: 'nobody knows', signedInWith: { issuerId: '', name: 'x' } }),
    )
    const { lines, more } = await list()
    expect(lines.map(({ event: { id }, aboutTokenId, byTokenId }) => [id, aboutTokenId, byTokenId])).toEqual([
      ['with', null, token.id],
      ['unknown', null, null],
      ['about', token.id, null],
    ])
    expect(more).toBe(false)
  })

  it('knows no token of another account by the same id', async () => {
    const { world, run } = given
    const { token } = run.window.row('deploy')
    const other = await world.account(run, world.service.person('bob', ['acme', 'beta']), 'Other')
    world.service.logs.set('beta', [event('a', { tokenIssuerId: token.issuerId })])
    const { lines } = await list({ accountId: other, log: { ...acme, id: 'beta', name: 'beta' } })
    expect(lines[0]?.aboutTokenId).not.toBe(token.id)
    expect(run.window.rows.get(lines[0]?.aboutTokenId ?? '')?.token.accountId).toBe(other)
  })

  it('is cut down to what has to do with one token, before older events are left out', async () => {
    const { issuerId, id: tokenId } = given.run.window.row('deploy').token
    const others = Array.from({ length: 4_200 }, (_, at) => event(`other ${at}`, { at: 1_900, tokenIssuerId: 'x' }))
    const signedInWith = { issuerId, name: '' }
    log(...others, event('with', { at: 1_400, signedInWith }), event('about', { at: 1_200, tokenIssuerId: issuerId }))
    const { lines, more } = await list({ tokenId })
    expect(lines.map(({ event: { id } }) => id)).toEqual(['with', 'about'])
    expect(more).toBe(false)
  })

  it('says of one token too that older events were left out', async () => {
    const { issuerId, id: tokenId } = given.run.window.row('deploy').token
    log(...Array.from({ length: mostAuditLines + 1 }, (_, at) => event(`e${at}`, { tokenIssuerId: issuerId })))
    const { lines, more } = await list({ tokenId })
    expect(lines).toHaveLength(mostAuditLines)
    expect(more).toBe(true)
  })

  it('is not cut down to a token of another account', async () => {
    const { world, run } = given
    const { id: tokenId } = run.window.row('deploy').token
    const accountId = await world.account(run, world.service.person('bob', ['acme', 'beta']), 'Other')
    expect(await failureOf(list({ accountId, tokenId }))).toBe('not-found')
    expect(await failureOf(list({ tokenId: 'nobody' }))).toBe('not-found')
    expect(world.service.count('events')).toBe(0)
  })

  it('tells how many events have come', async () => {
    log(...Array.from({ length: 1_100 }, (_, at) => event(`e${at}`)))
    const id = jobId()
    await list({}, id)
    expect(given.run.window.progress).toEqual([500, 1_000, 1_100].map((done) => ({ jobId: id, done, total: 0 })))
  })

  it('is cut at the newest ones and says so, and no more is asked for', async () => {
    log(...Array.from({ length: 9_000 }, (_, at) => event(`e${at}`)))
    const { lines, more } = await list()
    expect(lines.map(({ event: { id } }) => id)).toEqual(Array.from({ length: mostAuditLines }, (_, at) => `e${at}`))
    expect(more).toBe(true)
    expect(given.world.service.count('events')).toBe(5)
  })

  it('is cut at the newest ones of a log that begins with the oldest too', async () => {
    const all = Array.from({ length: 4_200 }, (_, at) => event(`e${at}`, { at: 1_000 + at }))
    log(...all)
    const { lines, more } = await list({ to: 6_000 })
    expect(lines.map(({ event: { id } }) => id)).toEqual(
      all
        .map(({ id }) => id)
        .reverse()
        .slice(0, mostAuditLines),
    )
    expect(more).toBe(true)
  })

  it('is whole when it has just as many events as are shown', async () => {
    log(...Array.from({ length: mostAuditLines }, (_, at) => event(`e${at}`)))
    expect((await list()).more).toBe(false)
  })

  it('can be cancelled while it comes', async () => {
    const { world, run } = given
    log(event('a'))
    world.service.hold('events')
    const id = jobId()
    const listing = failureOf(list({}, id))
    await until(() => world.service.count('events') === 1)
    await run.call['job.cancel']({ jobId: id })
    expect(await listing).toBe('cancelled')
  })

  it.each(['plan-needed', 'missing-permission', 'rate-limited', 'server-error'] as const)(
    'fails as the provider says: %s',
    async (kind) => {
      given.world.service.fail({ on: 'events', kind })
      expect(await failureOf(list())).toBe(kind)
    },
  )

  it('notes on the account that the credential was refused', async () => {
    given.world.service.fail({ on: 'events', kind: 'wrong-token' })
    expect(await failureOf(list())).toBe('wrong-token')
    expect(given.run.window.facts?.accounts[0]?.credentialError).toMatchObject({ kind: 'wrong-token' })
  })

  it('is of a log that the account has, and of a time that passes forwards', async () => {
    expect(await failureOf(list({ log: { ...acme, id: 'beta' } }))).toBe('not-found')
    expect(await failureOf(list({ log: { ...acme, kind: 'team' } }))).toBe('not-found')
    expect(await failureOf(list({ from: to }))).toBe('invalid-input')
    expect(given.world.service.count('events')).toBe(0)
  })

  it('is not for a service without an adapter', async () => {
    expect(await failureOf(list({ accountId: 'other' }))).toMatch(/^not-/)
  })
})

describe('an audit log as a file', () => {
  beforeEach(() => {
    given.world.disk.makeFolder('/home')
    given.run.picker.path = '/home/log.csv'
  })

  it('is written as the provider made it, readable by its owner only', async () => {
    const { world, run } = given
    expect(await save()).toEqual({ written: { name: 'log.csv', bytes: 12 } })
    expect(world.disk.bytes('/home/log.csv').toString('utf8')).toBe('csv of acme\n')
    expect(world.disk.mode('/home/log.csv')).toBe(0o600)
    expect(run.picker.asked).toEqual([
      { how: 'save', kind: 'log-csv', name: expect.stringMatching(/^Fake audit log \d{4}-\d\d-\d\d\.csv$/) as string },
    ])
  })

  it('is not asked for when the person chose no file', async () => {
    given.run.picker.path = null
    expect(await save()).toEqual({ written: null })
    expect(given.world.service.count('exportEvents')).toBe(0)
  })

  it('is refused in a format that the provider does not have, and no file is asked for', async () => {
    expect(await failureOf(save({ format: 'cef' }))).toBe('not-supported')
    expect(given.run.picker.asked).toEqual([])
  })

  it('is not written into the folder of the vault', async () => {
    given.run.picker.path = '/profile/vault/log.csv'
    expect(await failureOf(save())).toBe('invalid-input')
    expect(given.world.service.count('exportEvents')).toBe(0)
  })

  it('leaves no file behind when the provider refuses it', async () => {
    given.world.service.fail({ on: 'exportEvents', kind: 'plan-needed' })
    expect(await failureOf(save())).toBe('plan-needed')
    expect(() => given.world.disk.bytes('/home/log.csv')).toThrow()
  })

  it('can be cancelled while the provider makes it', async () => {
    const { world, run } = given
    world.service.hold('exportEvents')
    const id = jobId()
    const saving = failureOf(save({ jobId: id }))
    await until(() => world.service.count('exportEvents') === 1)
    await run.call['job.cancel']({ jobId: id })
    expect(await saving).toBe('cancelled')
    expect(() => world.disk.bytes('/home/log.csv')).toThrow()
  })
})
