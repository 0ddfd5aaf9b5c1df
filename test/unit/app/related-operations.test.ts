import { beforeEach, describe, expect, it } from 'vitest'
import { type AppWorld, failureOf, jobId, refresh, type Run } from '#test/support/app-world'
import { withAda } from './ada.ts'

const never = { kind: 'never' as const }
const later = { kind: 'at' as const, at: Date.UTC(2026, 9, 1) }

let world: AppWorld
let run: Run
let accountId: string

beforeEach(async () => {
  ;({ world, run, accountId } = await withAda([['acme', 'org', 'deploy']]))
  world.clock.advance(60_000)
})

const idOf = (name: string) => run.window.row(name).token.id
const isThere = (owner: string, kind: string, name: string) =>
  world.service.tokens(owner, kind).some((token) => token.name === name)

/** The person has what a lost answer made revoked, and the provider cannot be reached. */
async function revokeLaterWhatWasLost(): Promise<void> {
  world.service.fail({ on: 'revoke', kind: 'offline' })
  const [operation] = run.operations()
  const decided = run.call['operation.continue']({
    operationId: operation?.id ?? '',
    decision: 'revoke-candidate',
    tokenId: operation?.candidates[0] ?? '',
    ownConfirmed: true,
    jobId: jobId(),
  })
  expect(await failureOf(decided)).toBe('offline')
  expect(run.operations()).toMatchObject([{ step: 'revoking' }])
}

describe('a token without a secret that is to be revoked as soon as that can be done', () => {
  it('is revoked, though the token that it was to succeed is revoked before', async () => {
    world.service.fail({ on: 'create', kind: 'answer-lost', done: true })
    const made = run.call['token.regenerate']({
      tokenId: idOf('deploy'),
      draft: { name: 'deploy-2', expiry: never },
      ownConfirmed: true,
      jobId: jobId(),
    })
    expect(await failureOf(made)).toBe('answer-lost')
    await revokeLaterWhatWasLost()
    await run.call['token.revoke']({ tokenId: idOf('deploy'), ownConfirmed: true, jobId: jobId() })
    expect(run.operations()).toMatchObject([{ step: 'revoking' }])
    await refresh(run)
    expect(isThere('acme', 'org', 'deploy-2')).toBe(false)
    expect(run.operations()).toEqual([])
  })

  it('is kept when the person gave it a new secret meanwhile', async () => {
    world.service.fail({ on: 'create', kind: 'answer-lost', done: true })
    const made = run.call['token.create']({
      accountId,
      owner: { kind: 'me', id: 'ada', name: 'id-ada' },
      kind: 'classic',
      draft: { name: 'laptop', expiry: later, scopes: ['full'] },
      jobId: jobId(),
    })
    expect(await failureOf(made)).toBe('answer-lost')
    await revokeLaterWhatWasLost()
    await run.call['token.regenerate']({
      tokenId: idOf('laptop'),
      draft: { expiry: later },
      ownConfirmed: true,
      jobId: jobId(),
    })
    expect(run.operations()).toEqual([])
    await refresh(run)
    expect(isThere('ada', 'classic', 'laptop')).toBe(true)
    expect(run.window.row('laptop')).toMatchObject({ token: { state: 'active' }, held: { proof: 'made-here' } })
  })
})
