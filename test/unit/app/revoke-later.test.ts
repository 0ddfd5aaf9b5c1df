import { beforeEach, describe, expect, it } from 'vitest'
import type { Instant } from '#shared/model/time'
import { type AppWorld, failureOf, jobId, type Run } from '#test/support/app-world'
import { withAda } from './ada.ts'

const day = 86_400_000

describe('revoking the old token at a time that the person chooses', () => {
  let world: AppWorld
  let run: Run

  beforeEach(async () => {
    ;({ world, run } = await withAda([['acme', 'org', 'deploy']]))
    await run.call['token.regenerate']({
      tokenId: run.window.row('deploy').token.id,
      draft: { name: 'deploy-2', expiry: { kind: 'never' } },
      ownConfirmed: true,
      jobId: jobId(),
    })
  })

  const names = () => world.service.tokens('acme', 'org').map(({ name }) => name)
  const operation = () => run.operations('regenerate')[0]
  const later = (at?: Instant | null) =>
    run.call['operation.continue']({
      operationId: operation()?.id ?? 'none',
      decision: 'revoke-later',
      tokenId: null,
      ...(at !== undefined && { at }),
      ownConfirmed: false,
      jobId: jobId(),
    })
  const inDays = (days: number) => world.clock.now() + days * day

  it('keeps the time over a restart and revokes nothing when it has come', async () => {
    const at = inDays(7)
    await later(at)
    expect(operation()).toMatchObject({ step: 'checked', revokeAt: at })
    await run.app.close()
    world.clock.advance(8 * day)
    run = await world.start()
    expect(operation()).toMatchObject({ step: 'checked', revokeAt: at })
    expect(names()).toEqual(['deploy', 'deploy-2'])
  })

  it('moves the time, and takes it back', async () => {
    await later(inDays(7))
    const moved = inDays(30)
    await later(moved)
    expect(operation()?.revokeAt).toBe(moved)
    await later(null)
    expect(operation()).toMatchObject({ step: 'checked' })
    expect(operation()).not.toHaveProperty('revokeAt')
  })

  it('refuses a time that is over, one that is too far away, and none', async () => {
    expect(await failureOf(later(world.clock.now()))).toBe('invalid-input')
    expect(await failureOf(later(inDays(367)))).toBe('invalid-input')
    expect(await failureOf(later())).toBe('invalid-input')
    expect(operation()).not.toHaveProperty('revokeAt')
  })

  it('says why the successor could not be checked, as before', async () => {
    await run.call['operation.continue']({
      operationId: operation()?.id ?? 'none',
      decision: 'keep-old',
      tokenId: null,
      ownConfirmed: false,
      jobId: jobId(),
    })
    world.service.fail({ on: 'probe', kind: 'server-error' })
    await run.call['token.regenerate']({
      tokenId: run.window.row('deploy').token.id,
      draft: { name: 'deploy-3', expiry: { kind: 'never' } },
      ownConfirmed: true,
      jobId: jobId(),
    })
    await later(inDays(1))
    expect(operation()).toMatchObject({ step: 'stored', error: { kind: 'server-error' }, revokeAt: inDays(1) })
  })
})
