import { beforeEach, describe, expect, it } from 'vitest'
import type { Expiry } from '#shared/model/time'
import { failureOf, jobId, refresh, type AppWorld, type Run } from '#test/support/app-world'
import { withAda } from './ada.ts'

const day = 86_400_000
const jwt = (claims: string) => `eyJhbGciOiJub25lIn0.${Buffer.from(claims).toString('base64url')}.EXAMPLE`

let world: AppWorld
let run: Run
let at: number

beforeEach(async () => {
  ;({ world, run } = await withAda([['acme', 'org', 'deploy']]))
  await says({ kind: 'unknown' })
  at = Math.floor(world.clock.now() / 1000) * 1000 + 5 * day
})

/** The issuer says this of the token, and is asked. */
async function says(expiry: Expiry): Promise<void> {
  Object.assign(world.service.tokens('acme', 'org')[0]!, { expiry })
  await refresh(run)
}

const deploy = () => run.window.row('deploy')
const type = (expiry: number | null) => run.call['token.annotate']({ tokenId: deploy().token.id, expiry })

describe('an expiry that a person has typed', () => {
  it('is the token’s where its issuer says nothing, marked, counted and kept', async () => {
    expect(deploy().token.expiry).toEqual({ kind: 'unknown' })
    await type(at)
    expect(deploy().token.expiry).toEqual({ kind: 'at', at, by: 'typed' })
    expect(run.window.facts?.expiry).toMatchObject({ due: 1 })
    const again = await world.start()
    expect(again.window.row('deploy').token.expiry).toEqual({ kind: 'at', at, by: 'typed' })
  })

  it('is taken back, and nothing of it stays', async () => {
    await type(at)
    await type(null)
    expect(deploy().token.expiry).toEqual({ kind: 'unknown' })
    expect(run.window.facts?.expiry).toMatchObject({ due: 0 })
    expect(run.vault.records.ids('annotation')).toEqual([])
  })

  it('stays when tags and notes are changed, and gone', async () => {
    await type(at)
    await run.call['token.annotate']({ tokenId: deploy().token.id, tags: ['ci'], notes: 'x' })
    await run.call['token.annotate']({ tokenId: deploy().token.id, tags: [], notes: '' })
    expect(deploy().token.expiry).toEqual({ kind: 'at', at, by: 'typed' })
  })

  it('gives way to what the issuer says, and is there again when it says nothing', async () => {
    await type(at)
    for (const said of [{ kind: 'at', at: at + day }, { kind: 'never' }] as const) {
      await says(said)
      expect(deploy().token.expiry).toEqual(said)
    }
    await says({ kind: 'unknown' })
    expect(deploy().token.expiry).toMatchObject({ by: 'typed' })
  })

  it('gives way to what the secret says, and is not kept with it as its issuer’s word', async () => {
    const secret = jwt(`{"exp":${(at + day) / 1000}}`)
    world.service.tellsOwn = true
    const claims = { name: 'claims', secret, expiry: { kind: 'unknown' } } as const
    world.service.add('ada', 'classic', claims)
    await refresh(run)
    const { id: tokenId } = run.window.row('claims').token
    await run.call['token.annotate']({ tokenId, expiry: at })
    expect(run.window.row('claims').token.expiry).toEqual({ kind: 'at', at, by: 'typed' })
    await run.call['secret.store']({ tokenId, secret: { from: 'field', value: secret }, jobId: jobId() })
    expect(run.window.row('claims').token.expiry).toEqual({ kind: 'at', at: at + day, by: 'secret' })
    const [held] = run.vault.records.all('held').values()
    expect(held?.token.expiry).toEqual({ kind: 'unknown' })
  })

  it('is no sign that the token was regenerated when the answer to that is lost', async () => {
    const tokenId = run.window.row('ada-signs-in').token.id
    Object.assign(world.service.tokens('ada', 'classic')[0]!, { expiry: { kind: 'unknown' } })
    await refresh(run)
    await run.call['token.annotate']({ tokenId, expiry: at })
    world.service.fail({ on: 'regenerate', kind: 'answer-lost' })
    const draft = { expiry: { kind: 'at', at: at + 30 * day } } as const
    const asked = { tokenId, draft, ownConfirmed: true, jobId: jobId() }
    expect(await failureOf(run.call['token.regenerate'](asked))).toBe('answer-lost')
    expect(run.operations()).toMatchObject([{ step: 'answer-lost', candidates: [] }])
  })

  describe('once its token has a new secret', () => {
    const signsIn = () => run.window.row('ada-signs-in')
    const type = (expiry: number | null) => run.call['token.annotate']({ tokenId: signsIn().token.id, expiry })
    const regenerate = async () => {
      const draft = { expiry: { kind: 'never' } } as const
      const made = { tokenId: signsIn().token.id, draft, ownConfirmed: true, jobId: jobId() }
      await run.call['token.regenerate'](made)
      await saysNothing()
    }
    const saysNothing = async () => {
      Object.assign(world.service.tokens('ada', 'classic')[0]!, { expiry: { kind: 'unknown' } })
      await refresh(run)
    }

    beforeEach(async () => {
      await saysNothing()
      await type(at)
      await run.call['token.annotate']({ tokenId: signsIn().token.id, tags: ['ci'] })
      await regenerate()
    })

    it('is not the end of that one, and is told as what was typed before', async () => {
      expect(signsIn()).toMatchObject({ token: { expiry: { kind: 'unknown' } }, typedBefore: at, tags: ['ci'] })
      expect(run.window.facts?.expiry).toMatchObject({ due: 0, expired: 0 })
      const again = await world.start()
      expect(again.window.row('ada-signs-in')).toMatchObject({
        token: { expiry: { kind: 'unknown' } },
        typedBefore: at,
      })
    })

    it('is typed anew, or said to be none, and what was before is over', async () => {
      await run.call['token.annotate']({ tokenId: signsIn().token.id, notes: 'x' })
      expect(signsIn().typedBefore).toBe(at)
      await type(at + day)
      expect(signsIn().token.expiry).toEqual({ kind: 'at', at: at + day, by: 'typed' })
      expect(signsIn()).not.toHaveProperty('typedBefore')
      await regenerate()
      expect(signsIn().typedBefore).toBe(at + day)
      await type(null)
      expect(signsIn()).not.toHaveProperty('typedBefore')
    })

    it('is not told where the issuer says when it ends', async () => {
      Object.assign(world.service.tokens('ada', 'classic')[0]!, { expiry: { kind: 'never' } })
      await refresh(run)
      expect(signsIn()).not.toHaveProperty('typedBefore')
    })
  })

  it('is not for what is typed as a whole, nor for what is not there', async () => {
    const other = { name: 'vpn', service: 'VPN', serviceUrl: '', owner: 'me', manageUrl: '', notes: '' }
    const { tokenId } = await run.call['other.add']({ token: { ...other, expiry: { kind: 'unknown' } }, secret: null })
    expect(await failureOf(run.call['token.annotate']({ tokenId, expiry: at }))).toBe('not-supported')
    expect(await failureOf(run.call['token.annotate']({ tokenId: 'none', expiry: at }))).toBe('not-found')
  })
})
