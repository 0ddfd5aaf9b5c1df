import { expect, it } from 'vitest'
import { createOwnIdle } from '#main/adapters/own-idle'
import { FakeClock } from '#test/support/fake-clock'

const hour = 3_600_000

it('counts from the start until there is input, and then from the last one', () => {
  const clock = new FakeClock()
  let lastInputAt: number | null = null
  const idle = createOwnIdle(
    () => clock.now(),
    () => lastInputAt,
  )
  clock.advance(90_000)
  expect(idle()).toBe(90)
  lastInputAt = clock.now()
  clock.advance(30_000)
  expect(idle()).toBe(30)
  lastInputAt = clock.now()
  expect(idle()).toBe(0)
})

it('counts anew when the clock is put back, and not only once that time has come again', () => {
  const clock = new FakeClock()
  const lastInputAt = clock.now()
  const idle = createOwnIdle(
    () => clock.now(),
    () => lastInputAt,
  )
  clock.set(clock.now() - 5 * hour)
  expect(idle()).toBe(0)
  clock.advance(900_000)
  expect(idle()).toBe(900)
})

it('takes input for what it is after the clock was put back', () => {
  const clock = new FakeClock()
  let lastInputAt = clock.now()
  const idle = createOwnIdle(
    () => clock.now(),
    () => lastInputAt,
  )
  clock.set(clock.now() - hour)
  idle()
  clock.advance(60_000)
  lastInputAt = clock.now()
  clock.advance(20_000)
  expect(idle()).toBe(20)
})
