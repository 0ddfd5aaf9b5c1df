import { beforeEach, describe, expect, it } from 'vitest'
import type { Expiry } from '#shared/model/time'
import { AppWorld, jobId, refresh, settle, type Run } from '#test/support/app-world'

const day = 86_400_000
const jwt = (claims: string) => `eyJhbGciOiJub25lIn0.${Buffer.from(claims).toString('base64url')}.EXAMPLE`

let world: AppWorld
let run: Run
let at: number

/** A token of Ada's whose provider says nothing of its end; gives its secret. */
function add(name: string, end: number): string {
  const secret = jwt(`{"exp":${end / 1000},"sub":"EXAMPLE-claim-${name}"}`)
  const issued = { name, secret, expiry: { kind: 'unknown' } } as const
  world.service.add('ada', 'classic', issued)
  return secret
}

beforeEach(async () => {
  world = new AppWorld()
  world.service.tellsOwn = true
  world.service.person('ada')
  at = Math.floor(world.clock.now() / 1000) * 1000 + 5 * day
  run = await world.ready()
})

describe('when an account’s credential itself says that it expires', () => {
  it('is shown of the account and of its token, warned of, and known after a start', async () => {
    const accountId = await world.account(run, add('claims', at))
    const end = { kind: 'at', at, by: 'secret' }
    expect(run.window.facts?.accounts[0]?.credentialExpiry).toEqual(end)
    expect(run.window.row('claims')).toMatchObject({ own: 'yes', token: { expiry: end } })
    world.clock.advance(3_000)
    await settle()
    expect(run.window.facts?.expiry).toMatchObject({ due: 1 })
    expect(JSON.stringify(run.vault.records.get('account', accountId))).not.toContain('EXAMPLE-claim')
    const again = await world.start()
    expect(again.window.facts?.accounts[0]?.credentialExpiry).toEqual(end)
    expect(again.window.row('claims').token.expiry).toEqual(end)
  })

  it('is told of the one that is entered then, and gives way to the provider’s word', async () => {
    const accountId = await world.account(run, add('claims', at))
    const value = add('next', at + day)
    await run.call['account.reenter']({ accountId, secret: { from: 'field', value }, jobId: jobId() })
    await refresh(run, accountId)
    expect(run.window.facts?.accounts[0]?.credentialExpiry).toEqual({ kind: 'at', at: at + day, by: 'secret' })
    for (const issued of world.service.tokens('ada', 'classic')) Object.assign(issued, { expiry: { kind: 'never' } })
    await refresh(run, accountId)
    expect(run.window.facts?.accounts[0]?.credentialExpiry).toEqual({ kind: 'never' })
  })

  it('is no longer told of an opaque one that took its place', async () => {
    const accountId = await world.account(run, add('claims', at))
    const opaque = world.service.add('ada', 'classic', { name: 'opaque', expiry: { kind: 'unknown' } }).secret
    await run.call['account.reenter']({ accountId, secret: { from: 'field', value: opaque }, jobId: jobId() })
    expect(run.vault.records.get('account', accountId)).not.toHaveProperty('credentialExpiresAt')
    await refresh(run, accountId)
    expect(run.window.facts?.accounts[0]?.credentialExpiry).toEqual({ kind: 'unknown' })
  })
})

describe('a stored secret that nobody has looked at', () => {
  const mail = { name: 'mail', service: 'Mailer', serviceUrl: '', owner: '', manageUrl: '', notes: '' }
  /** A secret of another service, as versions stored it that did not read ends; gives its id. */
  async function storedEarlier(value: string, expiry: Expiry): Promise<string> {
    await run.call['other.add']({ token: { ...mail, expiry }, secret: { from: 'field', value } })
    const [secretId, held] = [...run.vault.records.all('held')][0]!
    const { expiresAt: _end, ...before } = held
    await run.app.context.store.commit([{ put: 'held', id: secretId, value: before }])
    await run.app.close()
    return secretId
  }

  it('of another service is read when the vault is opened, and nobody is asked', async () => {
    const secretId = await storedEarlier(jwt(`{"exp":${at / 1000}}`), { kind: 'unknown' })
    const calls = world.service.calls.length
    const again = await world.start()
    await settle()
    expect(again.window.row('mail').token.expiry).toEqual({ kind: 'at', at, by: 'secret' })
    expect(again.vault.records.get('held', secretId)?.expiresAt).toBe(at)
    expect(again.window.facts?.expiry).toMatchObject({ due: 1 })
    expect(world.service.calls).toHaveLength(calls)
  })

  it('of another service is read once, also where it says nothing', async () => {
    const secretId = await storedEarlier('EXAMPLE-opaque', { kind: 'unknown' })
    const again = await world.start()
    await settle()
    expect(again.window.row('mail').token.expiry).toEqual({ kind: 'unknown' })
    expect(again.vault.records.get('held', secretId)?.expiresAt).toBeNull()
  })

  it('of another service is left alone where the person says when it expires', async () => {
    const expiry = { kind: 'at', at: at - day } as const
    const secretId = await storedEarlier(jwt(`{"exp":${at / 1000}}`), expiry)
    const again = await world.start()
    await settle()
    expect(again.window.row('mail').token.expiry).toEqual(expiry)
    expect(again.vault.records.get('held', secretId)).not.toHaveProperty('expiresAt')
  })

  it('is read once, at the next refresh, where the provider says nothing', async () => {
    const accountId = await world.account(run, add('signs in', at))
    const value = add('kept', at + day)
    await refresh(run, accountId)
    const { id: tokenId } = run.window.row('kept').token
    await run.call['secret.store']({ tokenId, secret: { from: 'field', value }, jobId: jobId() })
    const [secretId, held] = [...run.vault.records.all('held')][0]!
    const { expiresAt: _end, ...before } = held
    await run.app.context.store.commit([{ put: 'held', id: secretId, value: before }])
    expect(run.window.row('kept').token.expiry).toEqual({ kind: 'unknown' })
    await refresh(run, accountId)
    expect(run.window.row('kept').token.expiry).toEqual({ kind: 'at', at: at + day, by: 'secret' })
  })
})
