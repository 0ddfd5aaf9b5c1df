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

  describe('when the time has come', () => {
    const due = (names: string[] = []) => ({ step: 'revoke-due', count: 1, names })
    const hour = 3_600_000

    it('reminds once, with no name, and revokes nothing', async () => {
      await later(inDays(7))
      world.clock.advance(7 * day - 1)
      expect(run.notifier.notices).toEqual([])
      world.clock.advance(1)
      expect(run.notifier.notices).toEqual([due()])
      world.clock.advance(day)
      expect(run.notifier.notices).toHaveLength(1)
      expect(names()).toEqual(['deploy', 'deploy-2'])
    })

    it('reminds with the old token’s name where the person wants names in notices', async () => {
      await run.call['preferences.set']({ namesInNotices: true })
      await later(inDays(1))
      world.clock.advance(day)
      expect(run.notifier.notices).toEqual([due(['deploy'])])
    })

    it('reminds at the time that it was moved to, and not once it was taken back', async () => {
      await later(inDays(1))
      await later(inDays(2))
      world.clock.advance(day)
      expect(run.notifier.notices).toEqual([])
      world.clock.advance(day)
      expect(run.notifier.notices).toEqual([due()])
      await later(inDays(1))
      await later(null)
      world.clock.advance(2 * day)
      expect(run.notifier.notices).toHaveLength(1)
    })

    it('reminds after a restart, of what was due while the app was closed, too', async () => {
      await later(inDays(1))
      await run.app.close()
      world.clock.advance(3 * day)
      run = await world.start()
      expect(run.notifier.notices).toEqual([due()])
    })

    it('reminds while the vault is locked, and not once more when it opens', async () => {
      await later(inDays(1))
      await run.call['vault.lock']({})
      world.clock.advance(day)
      expect(run.notifier.notices.filter(({ step }) => step === 'revoke-due')).toEqual([due()])
      await run.call['vault.retry']({})
      world.clock.advance(hour)
      expect(run.notifier.notices.filter(({ step }) => step === 'revoke-due')).toHaveLength(1)
    })

    it('reminds soon after a sleep through which timers stood still, and as soon as the window is looked at', async () => {
      const { lock } = world.preferences.get()
      await run.call['preferences.set']({ lock: { ...lock, idleMinutes: 0 } })
      await later(inDays(1))
      world.clock.set(world.clock.now() + 2 * day)
      await run.app.focused()
      expect(run.notifier.notices).toEqual([due()])
    })

    it('waits for the time as the clock tells it, when that was put back meanwhile', async () => {
      const at = inDays(1)
      await later(at)
      world.clock.set(world.clock.now() - 3 * day)
      world.clock.advance(2 * day)
      expect(run.notifier.notices).toEqual([])
      world.clock.advance(at - world.clock.now())
      expect(run.notifier.notices).toEqual([due()])
    })

    it('leads the person who presses the notice to the operation, after unlocking where that is needed', async () => {
      await later(inDays(1))
      const operationId = operation()?.id ?? ''
      await run.call['vault.lock']({})
      world.clock.advance(day)
      run.notifier.press()
      await run.call['vault.retry']({})
      expect(run.window.facts?.wantedOperation).toBe(operationId)
      await run.call['operation.shown']({ operationId })
      expect(run.window.facts?.wantedOperation).toBeNull()
    })

    it('says nothing of one that was decided before', async () => {
      await later(inDays(1))
      await run.call['operation.continue']({
        operationId: operation()?.id ?? 'none',
        decision: 'keep-old',
        tokenId: null,
        ownConfirmed: false,
        jobId: jobId(),
      })
      world.clock.advance(2 * day)
      expect(run.notifier.notices).toEqual([])
    })
  })
})
