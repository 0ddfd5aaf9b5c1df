import { beforeEach, expect, it } from 'vitest'
import { IdleWatch } from '#main/app/vault/idle-watch'
import { FakeClock } from '#test/support/fake-clock'

let clock: FakeClock
let lastInputAt: number
let minutes: number
let looks: number
let reached: number[]
let watch: IdleWatch

beforeEach(() => {
  clock = new FakeClock(0)
  lastInputAt = 0
  minutes = 10
  looks = 0
  reached = []
  watch = new IdleWatch({
    clock,
    idleSeconds: () => {
      looks += 1
      return (clock.now() - lastInputAt) / 1000
    },
    limitMinutes: () => minutes,
    reached: () => reached.push(clock.now()),
  })
})

it('tells at the limit, and not before', () => {
  watch.start()
  clock.advance(599_000)
  expect(reached).toEqual([])
  clock.advance(1_000)
  expect(reached).toEqual([600_000])
})

it('counts from the last input', () => {
  watch.start()
  clock.advance(570_000)
  lastInputAt = clock.now()
  clock.advance(599_000)
  expect(reached).toEqual([])
  clock.advance(1_000)
  expect(reached).toEqual([1_170_000])
})

it('looks once a minute, and not more often', () => {
  watch.start()
  clock.advance(600_000)
  expect(looks).toBe(11)
})

it('tells again every minute until it is stopped', () => {
  watch.start()
  clock.advance(720_000)
  expect(reached).toEqual([600_000, 660_000, 720_000])
  watch.stop()
  clock.advance(720_000)
  expect(reached).toHaveLength(3)
  expect(clock.waiting).toBe(0)
})

it('never tells with a limit of 0, and takes a new limit within a minute', () => {
  minutes = 0
  watch.start()
  clock.advance(3_600_000)
  expect(reached).toEqual([])
  minutes = 5
  clock.advance(60_000)
  expect(reached).toEqual([3_660_000])
})

it('notices within a minute that the computer slept, though it was touched to wake it', () => {
  watch.start()
  clock.set(5_000_000)
  lastInputAt = clock.now()
  clock.advance(60_000)
  expect(reached).toHaveLength(1)
})

it('takes a sleep that is shorter than the limit for none', () => {
  watch.start()
  clock.set(500_000)
  lastInputAt = clock.now()
  clock.advance(60_000)
  expect(reached).toEqual([])
})

it('looks when it is told to, only while it watches', () => {
  watch.look()
  expect(looks).toBe(0)
  watch.start()
  clock.set(5_000_000)
  watch.look()
  expect(reached).toEqual([5_000_000])
})
