import { beforeEach, describe, expect, it } from 'vitest'
import type { ActivityFilter } from '#shared/model/activity'
import { everyActivity } from '#shared/rules/activity'
import { digest } from '#main/vault/index'
import { AppWorld, failureOf, jobId, type Run } from '#test/support/app-world'

const owner = { kind: 'organization' as const, id: 'acme', name: 'acme' }

let world: AppWorld
let run: Run
let accountId: string
let tokenId: string
let secret: string

/** Creates, copies, fails to revoke, revokes; with another name in between. */
beforeEach(async () => {
  world = new AppWorld()
  world.disk.makeFolder('/home')
  const credential = world.service.person('ada', ['acme'])
  run = await world.ready()
  accountId = await world.account(run, credential)
  const draft = { name: '=deploy()', expiry: { kind: 'never' as const } }
  const made = await run.call['token.create']({ accountId, owner, kind: 'org', draft, jobId: jobId() })
  tokenId = made.tokenId
  const id = made.secretId ?? ''
  secret = (await run.call['secret.reveal']({ id })).value
  world.service.fail({ on: 'revoke', kind: 'missing-permission' })
  await failureOf(run.call['token.revoke']({ tokenId, ownConfirmed: true, jobId: jobId() }))
  await run.call['token.revoke']({ tokenId, ownConfirmed: true, jobId: jobId() })
})

const list = async () => (await run.call['activity.list']({ before: null })).entries
const check = () => run.call['activity.check']({ jobId: jobId() })
const byAda = { kind: 'account', login: 'ada' }
const person = { kind: 'person' }

describe('the activity log', () => {
  it('tells who did what to which token of which account, by the names of that time, newest first', async () => {
    const accountName = run.window.facts!.accounts[0]!.name
    await run.call['account.rename']({ accountId, name: 'Afterwards' })
    const about = { accountId, accountName, tokenId, tokenName: '=deploy()' }
    expect(await list()).toMatchObject([
      { seq: 7, what: 'account-renamed', who: person, accountId, accountName, outcome: 'done' },
      { seq: 6, what: 'token-revoked', who: byAda, ...about, outcome: 'done' },
      { seq: 5, what: 'token-revoked', who: byAda, ...about, outcome: 'missing-permission' },
      { seq: 4, what: 'secret-revealed', who: person, ...about, outcome: 'done' },
      { seq: 3, what: 'token-created', who: byAda, ...about, outcome: 'done' },
      { seq: 2, what: 'account-added', who: byAda, accountId, accountName, outcome: 'done' },
      { seq: 1, what: 'vault-created', who: person, outcome: 'done' },
    ])
    expect(JSON.stringify(await list())).not.toContain(secret)
  })

  it('keeps the names of an account and a token that are no more', async () => {
    const accountName = run.window.facts!.accounts[0]!.name
    await run.call['account.remove']({ accountId, acceptLosing: 1 })
    expect((await list())[0]).toMatchObject({ what: 'account-removed', who: person, accountId, accountName })
  })

  it('tells what was noted of a token by hand, and of which account it is', async () => {
    const id = run.window.row('=deploy()').token.id
    await run.call['token.annotate']({ tokenId: id, tags: ['ci'], notes: '' })
    const where = { kind: 'variable' as const, name: 'DEPLOY' }
    const { placeId } = await run.call['place.add']({ tokenId: id, where, note: '' })
    await run.call['place.edit']({ placeId, where, note: 'the old one' })
    await run.call['place.setReplaced']({ placeId, replaced: true, by: null })
    await run.call['place.setReplaced']({ placeId, replaced: false, by: null })
    await run.call['place.remove']({ placeId })
    await run.call['place.putBack']({ placeId })
    const noted = (await list()).slice(0, 7)
    expect(noted.map(({ what }) => what).reverse()).toEqual([
      'token-annotated',
      'place-added',
      'place-edited',
      'place-replaced',
      'place-not-replaced',
      'place-removed',
      'place-put-back',
    ])
    for (const entry of noted)
      expect(entry).toMatchObject({ who: person, accountId, tokenId: id, tokenName: '=deploy()' })
  })

  it('names a token that could not be made', async () => {
    world.service.fail({ on: 'create', kind: 'missing-permission' })
    const draft = { name: 'not to be', expiry: { kind: 'never' as const } }
    await failureOf(run.call['token.create']({ accountId, owner, kind: 'org', draft, jobId: jobId() }))
    expect((await list())[0]).toMatchObject({
      what: 'token-created',
      tokenName: 'not to be',
      outcome: 'missing-permission',
    })
  })

  it('says that Keyrack itself locked and opened the vault', async () => {
    await run.call['vault.lock']({})
    await run.call['vault.retry']({})
    expect((await list()).slice(0, 2)).toMatchObject([
      { what: 'vault-unlocked', who: { kind: 'keyrack' }, by: 'keystore' },
      { what: 'vault-locked', who: person, by: 'person' },
    ])
  })

  it('is told a part at a time', async () => {
    const id = run.window.row('=deploy()').held?.secretId ?? ''
    for (let count = 0; count < 500; count += 1) await run.call['secret.copy']({ id })
    const first = await run.call['activity.list']({ before: null })
    const second = await run.call['activity.list']({ before: first.before })
    expect(second.before).toBeNull()
    expect([...first.entries, ...second.entries].at(-1)).toMatchObject({ seq: 1 })
    expect(second.entries.length).toBe(500)
  })

  it('is whole, up to the end that the vault remembers once it was closed', async () => {
    expect(await check()).toMatchObject({ entries: 6, first: 1, last: 6, anchored: 0, faults: [] })
    await run.app.close()
    run = await world.start()
    expect(await check()).toMatchObject({ entries: 7, anchored: 6, faults: [] })
  })

  it('is whole after everything was sealed anew', async () => {
    await run.call['vault.protect']({
      slots: ['os'],
      passphrase: null,
      recoveryId: null,
      current: null,
      acceptWeak: true,
      rekey: true,
      jobId: jobId(),
    })
    const { entries, faults } = await check()
    expect([entries, faults]).toEqual([7, []])
  })

  it('says so when its file was taken away while Keyrack was closed', async () => {
    await run.app.close()
    for (const path of world.disk.files()) if (path.includes('/snapshots/')) world.disk.remove(path)
    run = await world.start()
    expect((await check()).faults).toEqual([{ kind: 'missing', from: 1, to: 6 }])
  })
})

describe('the activity as a file', () => {
  const written = async (format: 'csv' | 'json', filter: Partial<ActivityFilter> = {}) => {
    run.picker.path = `/home/activity.${format}`
    const answer = await run.call['activity.export']({
      format,
      filter: { ...everyActivity, ...filter },
      jobId: jobId(),
    })
    expect(world.disk.mode(run.picker.path)).toBe(0o600)
    return { text: world.disk.bytes(run.picker.path).toString('utf8'), written: answer.written }
  }

  it('is JSON with the chain in it, which can be followed without Keyrack', async () => {
    const { text, written: answer } = await written('json')
    const { keyrack, entries } = JSON.parse(text) as { keyrack: string; entries: Record<string, unknown>[] }
    expect([keyrack, answer]).toEqual(['activity', { name: 'activity.json', entries: 6 }])
    const sorted = (value: object): object =>
      Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, inner]: [string, unknown]) => [
            name,
            typeof inner === 'object' && inner !== null ? sorted(inner) : inner,
          ]),
      )
    let previous = ''
    for (const { seq, hash, ...entry } of entries) {
      previous = digest(JSON.stringify([previous, seq, sorted(entry)]))
      expect(hash).toBe(previous)
    }
    expect(text).not.toContain(secret)
    expect((await list())[0]).toMatchObject({ what: 'activity-exported', outcome: 'done' })
  })

  it('is CSV that no spreadsheet computes', async () => {
    const { text } = await written('csv')
    const [head, ...lines] = text.trimEnd().split('\r\n')
    expect(head).toBe('number,time,what,result,who,by,account,token,account id,token id,hash')
    expect(lines).toHaveLength(6)
    expect(lines[2]).toContain(',token-created,done,account ada,,')
    expect(lines[2]).toContain(",'=deploy(),")
    expect(text).not.toContain(secret)
  })

  it.each<[string, Partial<ActivityFilter>, number]>([
    ['of one token', { query: 'DEPLOY' }, 4],
    ['of what failed', { outcome: 'failed' }, 1],
    ['of one kind', { what: 'token-revoked' }, 2],
    ['of one kind that went well', { what: 'token-revoked', outcome: 'done' }, 1],
    ['of a time that has not come', { from: 8e15 }, 0],
    ['of a time before', { to: 0 }, 0],
    ['of another account', { accountId: 'none' }, 0],
    ['by words that are not there', { query: 'deploy bob' }, 0],
    ['by who did it', { query: 'ada' }, 4],
  ])('has only the entries %s', async (_which, filter, count) => {
    const { text, written: answer } = await written('csv', filter)
    expect([text.trimEnd().split('\r\n').length - 1, answer?.entries]).toEqual([count, count])
  })

  it('has only the entries of the token and of the account that are asked for', async () => {
    expect((await written('csv', { tokenId })).written?.entries).toBe(4)
    expect((await written('csv', { accountId })).written?.entries).toBe(5)
  })

  it('is not written where none was chosen, nor among the vault’s own files', async () => {
    run.picker.path = null
    const asked = { format: 'csv' as const, filter: everyActivity, jobId: jobId() }
    expect(await run.call['activity.export'](asked)).toEqual({ written: null })
    expect(run.picker.asked.at(-1)).toMatchObject({
      kind: 'activity-csv',
      name: expect.stringMatching(/^Keyrack activity \d{4}-\d\d-\d\d\.csv$/) as string,
    })
    run.picker.path = '/profile/vault/activity.csv'
    expect(await failureOf(run.call['activity.export'](asked))).toBe('invalid-input')
  })
})
