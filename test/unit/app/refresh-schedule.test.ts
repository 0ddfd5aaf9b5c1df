import { beforeEach, describe, expect, it } from 'vitest'
import { type AppWorld, failureOf, refresh, settle, type Run, until } from '#test/support/app-world'
import { fakeProvider } from '#test/support/fake-provider'
import { FakeService } from '#test/support/fake-service'
import { acrossPages, withAda } from './ada.ts'

const minute = 60_000
const day = 86_400_000

describe('refreshing by itself', () => {
  let world: AppWorld
  let run: Run
  let accountId: string

  beforeEach(async () => {
    ;({ world, run, accountId } = await withAda(acrossPages, ['acme', 'beta']))
  })

  describe('by the clock', () => {
    it('happens after so many minutes as the person set, again and again', async () => {
      await run.call['preferences.set']({ refreshMinutes: 30 })
      const count = () => world.service.count('identify')
      const before = count()
      const pass = async (minutes: number) => {
        for (let passed = 0; passed < minutes; passed += 1) {
          world.clock.advance(minute)
          await settle(5)
        }
      }
      await pass(29)
      expect(count()).toBe(before)
      await pass(2)
      expect(count()).toBe(before + 1)
      await pass(28)
      expect(count()).toBe(before + 1)
      await pass(3)
      expect(count()).toBe(before + 2)
    })

    it('does not happen when it is switched off', async () => {
      const before = world.service.count('identify')
      world.clock.advance(day)
      await settle()
      expect(world.service.count('identify')).toBe(before)
    })

    it('leaves a refused credential alone', async () => {
      await run.call['preferences.set']({ refreshMinutes: 30 })
      world.service.drop('t-0001')
      await failureOf(refresh(run))
      const before = world.service.count('identify')
      world.clock.advance(day)
      await settle()
      expect(world.service.count('identify')).toBe(before)
    })

    it('catches up soon after a start when the facts are old', async () => {
      await run.call['preferences.set']({ refreshMinutes: 30 })
      await run.app.close()
      world.clock.set(world.clock.now() + 31 * minute)
      run = await world.start()
      const before = world.service.count('identify')
      world.clock.advance(2_000)
      await until(() => world.service.count('identify') === before + 1)
      await refresh(run)
    })

    it('does not happen after a start when the facts are young', async () => {
      await run.call['preferences.set']({ refreshMinutes: 30 })
      await run.app.close()
      run = await world.start()
      const before = world.service.count('identify')
      world.clock.advance(2 * minute)
      await settle()
      expect(world.service.count('identify')).toBe(before)
    })
  })

  describe('the network', () => {
    it.each([
      ['offline', undefined, false],
      ['unknown-host', undefined, false],
      ['offline', 'refused', false],
      ['timeout', undefined, true],
      ['server-error', undefined, true],
    ] as const)('after %s (%s) counts as there: %s', async (kind, code, online) => {
      world.service.fail({ on: 'identify', kind, ...(code === undefined ? {} : { code }) })
      await failureOf(refresh(run, accountId))
      expect(run.window.facts?.online).toBe(online)
      await refresh(run, accountId)
      expect(run.window.facts?.online).toBe(true)
    })

    it.each([
      ['unknown-host', undefined, true],
      ['offline', 'refused', true],
      ['offline', undefined, false],
    ] as const)('after %s (%s) of one host, while another answers, counts as there: %s', async (kind, code, online) => {
      const other = new FakeService('https://api.second.example')
      world.providers = [fakeProvider(world.service, other)]
      run = await world.start()
      await world.account(run, other.person('eve'), 'Second', 'second.example')
      world.service.fail({ on: 'identify', kind, ...(code === undefined ? {} : { code }) })
      await failureOf(refresh(run, accountId))
      expect(run.window.facts?.online).toBe(online)
    })
  })
})
