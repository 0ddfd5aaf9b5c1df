import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { afterTelling, ended, nextLook, stepAt, stepToTell, type Told, type Watch } from '#main/schedule/index'
import type { Quiet } from '#shared/model/warning'
import { isQuietAt } from '#shared/rules/warning'

const hour = 3_600_000
const day = 24 * hour
const minute = 60_000
const steps = [30, 14, 7, 1]
const end = Date.UTC(2026, 6, 1, 12)
const watch = (change: Partial<Watch> = {}): Watch => ({ end, steps, quiet: null, ...change })

/** What a machine that looks at these times tells, by the step. */
function tell(one: Watch, times: readonly number[], before?: Told): { steps: number[]; told: Told | undefined } {
  let told = before
  const said: number[] = []
  for (const now of times) {
    const step = stepToTell(one, told, now)
    if (step === null) continue
    told = afterTelling(one, told, step, now)
    said.push(step)
  }
  return { steps: said, told }
}

describe('a step', () => {
  it.each([
    [-31 * day, null],
    [-30 * day - 1, null],
    [-30 * day, 30],
    [-14 * day - 1, 30],
    [-14 * day, 14],
    [-7 * day, 7],
    [-day, 1],
    [-1, 1],
    [0, ended],
    [400 * day, ended],
  ])('%i ms from the end it is %s', (distance, step) => {
    expect(stepAt({ end, steps }, end + distance)).toBe(step)
  })

  const oldZone = process.env['TZ']
  afterAll(() => {
    process.env['TZ'] = oldZone
  })

  // A day is 24 hours, whatever the clock on the wall does in it.
  it.each(['UTC', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Apia', 'Asia/Kathmandu'])(
    'is the same instant in %s, over a change of the clocks and a leap day',
    (zone) => {
      process.env['TZ'] = zone
      for (const one of [
        Date.UTC(2026, 2, 8, 7),
        Date.UTC(2026, 9, 25, 1),
        Date.UTC(2028, 2, 1),
        Date.UTC(2028, 1, 29, 23),
      ]) {
        expect(stepAt({ end: one, steps }, one - day)).toBe(1)
        expect(stepAt({ end: one, steps }, one - day - 1)).toBe(7)
        expect(nextLook({ end: one, steps, quiet: null }, undefined, one - 40 * day)).toBe(one - 30 * day)
      }
    },
  )
})

describe('telling', () => {
  it('tells each step once, at its instant', () => {
    const times = [40, 30, 29, 14, 13, 7, 6, 1, 0.5, 0, -1, -100].map((days) => end - days * day)
    expect(tell(watch(), times).steps).toEqual([30, 14, 7, 1, ended])
  })

  it('after a long absence tells the most urgent step only', () => {
    expect(tell(watch(), [end - 20 * day, end - 2 * day, end + 60 * day]).steps).toEqual([30, 7, ended])
  })

  it('begins anew with another end, but not for a second of difference', () => {
    const { told } = tell(watch(), [end - 7 * day])
    expect(tell(watch({ end: end + 1000 }), [end - 7 * day + 2000], told).steps).toEqual([])
    expect(tell(watch({ end: end + day }), [end - 6 * day], told).steps).toEqual([7])
  })

  it('tells a step that was chosen later only where it is more urgent', () => {
    const { told } = tell(watch(), [end - 7 * day])
    const now = end - 2 * day
    expect(tell(watch({ steps: [60, 14, 7] }), [now], told).steps).toEqual([])
    expect(tell(watch({ steps: [7, 3] }), [now], told).steps).toEqual([3])
  })

  it('tells that a token has ended without any step', () => {
    expect(tell(watch({ steps: [] }), [end - day, end]).steps).toEqual([ended])
  })

  it('does not tell a step again when the clock is put back over it', () => {
    const at = end - 7 * day
    expect(tell(watch(), [at, at - 2 * hour, at, at + 1]).steps).toEqual([7])
    // Steps before it were told too, and are not told a second time.
    expect(tell(watch(), [end - 14 * day, at, end - 10 * day, at]).steps).toEqual([14, 7])
  })

  it('keeps one telling a step, however often a clock goes wrong', () => {
    const { steps: said, told } = tell(
      watch(),
      [16, 20, 24, 28].map((days) => end - days * day),
    )
    expect(said).toEqual([30, 30, 30, 30])
    expect(told?.tellings).toEqual([{ step: 30, at: end - 28 * day }])
  })

  it('tells what is true when a clock that was far ahead is put right', () => {
    const wrong = end + 400 * day
    expect(tell(watch(), [wrong, end - 30 * day, end - 1 * day, end, wrong]).steps).toEqual([ended, 30, 1, ended])
  })
})

describe('what a person has said', () => {
  const known: Quiet = { kind: 'known', end }
  const snoozed: Quiet = { kind: 'snoozed', end, until: end - 3 * day }

  it('“I know” holds until the token ends at another time', () => {
    expect(tell(watch({ quiet: known }), [end - 7 * day, end, end + day]).steps).toEqual([])
    expect(nextLook(watch({ quiet: known }), undefined, end - 40 * day)).toBeNull()
    const renewed = watch({ quiet: known, end: end + 90 * day })
    expect(tell(renewed, [end + 83 * day]).steps).toEqual([7])
    expect(isQuietAt(renewed.quiet, renewed.end, end)).toBe(false)
  })

  it('a warning that is put off comes once when that is over, at the step of then', () => {
    const { told } = tell(watch(), [end - 7 * day])
    const one = watch({ quiet: snoozed })
    expect(isQuietAt(snoozed, end, end - 3 * day - 1)).toBe(true)
    expect(nextLook(one, told, end - 4 * day)).toBe(end - 3 * day)
    const times = [end - 5 * day, end - 3 * day, end - 2 * day, end - day, end]
    expect(tell(one, times, told).steps).toEqual([7, 1, ended])
  })

  it('steps that come while it is put off are not told afterwards', () => {
    const until = end + 2 * day
    expect(tell(watch({ quiet: { ...snoozed, until } }), [end - day, end, until, until + day]).steps).toEqual([ended])
  })

  it('is not told twice when the clock is put back after that', () => {
    const one = watch({ quiet: snoozed })
    const until = end - 3 * day
    expect(tell(one, [until + minute, until - hour, until, until + hour]).steps).toEqual([7])
  })
})

describe('a year', () => {
  /** What happens next: awake for so long, asleep, a clock that is put to another offset, the program begins anew. */
  const event = (offsets: fc.Arbitrary<number>) =>
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ what: fc.constant('awake' as const), ms: fc.integer({ min: 1, max: 9 * day }) }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ what: fc.constant('asleep' as const), ms: fc.integer({ min: 1, max: 50 * day }) }),
      },
      { weight: 1, arbitrary: fc.record({ what: fc.constant('clock' as const), ms: offsets }) },
    )
  const begin = Date.UTC(2027, 8, 1)
  const chosen = fc.subarray([1, 3, 7, 14, 30, 60, 90])
  const ends = fc.integer({ min: begin - 100 * day, max: begin + 500 * day })

  interface Said {
    readonly step: number
    readonly clock: number
  }

  /** Lives through the events: looks when it is time by the program's own reckoning, and each minute at most while awake. */
  function live(
    one: Watch,
    events: readonly { what: 'awake' | 'asleep' | 'clock'; ms: number }[],
  ): { said: Said[]; clocks: number[] } {
    let now = begin
    let offset = 0
    let told: Told | undefined
    const said: Said[] = []
    const clocks: number[] = []
    const look = (): void => {
      const clock = now + offset
      clocks.push(clock)
      const step = stepToTell(one, told, clock)
      if (step !== null) {
        told = afterTelling(one, told, step, clock)
        said.push({ step, clock })
      }
      // What was looked at is told, whatever happened before.
      expect(stepToTell(one, told, clock)).toBeNull()
    }
    for (const { what, ms } of events) {
      if (what === 'clock') offset = ms
      else if (what === 'asleep') now += ms
      else {
        const until = now + ms
        look()
        for (;;) {
          const next = nextLook(one, told, now + offset)
          if (next === null || next - offset > until) break
          now = next - offset
          look()
        }
        now = until
      }
      if (now > begin + 366 * day) break
    }
    look()
    return { said, clocks }
  }

  it('tells each step exactly once, through sleep and small changes of the clock', () => {
    fc.assert(
      fc.property(
        ends,
        chosen,
        fc.array(event(fc.integer({ min: -12 * hour, max: 12 * hour })), { maxLength: 80 }),
        (at, days, events) => {
          const one: Watch = { end: at, steps: days, quiet: null }
          const { said, clocks } = live(one, events)
          const told = said.map(({ step }) => step)
          expect(new Set(told).size).toBe(told.length)
          // They come in their order: the more urgent, the later.
          expect(told).toEqual(told.toSorted((a, b) => b - a))
          // A step that somebody was awake in was told, unless the next one had come by then.
          const seen = new Set(clocks.map((clock) => stepAt(one, clock)))
          for (const step of seen) if (step !== null) expect(told.some((one) => one <= step)).toBe(true)
          for (const { step, clock } of said) expect(stepAt(one, clock)).toBe(step)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('tells a step twice only after a clock that was over a day ahead was put back, and then tells it when it is true', () => {
    fc.assert(
      fc.property(
        ends,
        chosen,
        fc.array(event(fc.integer({ min: -200 * day, max: 200 * day })), { maxLength: 60 }),
        (at, days, events) => {
          const one: Watch = { end: at, steps: days, quiet: null }
          const { said } = live(one, events)
          for (const [index, { step, clock }] of said.entries()) {
            for (const later of said.slice(index + 1)) {
              if (later.step >= step) expect(later.clock).toBeLessThan(clock - day)
            }
          }
        },
      ),
      { numRuns: 400 },
    )
  })
})
