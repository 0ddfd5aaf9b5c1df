import { describe, expect, it } from 'vitest'
import { trendBytes, trendFrom, type Trend } from '#main/app/findings/trend-format'
import { extendedSteps, hasPointOf, pointsSteps, wasThereSteps } from '#main/app/findings/trend'
import { atOnce, type Steps } from '#main/app/slices'
import type { Judged } from '#main/audit/index'
import { sampleFinding } from '#test/support/sample-findings'
import { sampleNow as now, sampleRow } from '#test/support/sample'

const ids = (name: string, count: number) => Array.from({ length: count }, (_, number) => `${name}:${number}`)
const counts = { critical: 0, high: 0, medium: 2_500, low: 0 }
const point = { at: now, tokens: 3, counts, since: null }
const trend: Trend = {
  points: [point],
  counted: ids('unused', 2_500),
  others: ids('leaked', 1),
  came: ids('unused', 7),
}

function stepsOf<T>(steps: Steps<T>): { readonly count: number; readonly value: T } {
  for (let count = 0; ; count += 1) {
    const step = steps.next()
    if (step.done === true) return { count, value: step.value }
  }
}

describe('what is remembered of audits', () => {
  it('is written and read a thousand findings at a time', () => {
    const written = stepsOf(trendBytes(trend))
    const read = stepsOf(trendFrom(written.value))
    expect(read.value).toEqual(trend)
    expect([written.count, read.count]).toEqual([5, 5])
    const nothing: Trend = { points: [], counted: [], others: [], came: [] }
    expect(atOnce(trendFrom(atOnce(trendBytes(nothing))))).toEqual(nothing)
  })

  it('takes little room for findings of one rule and account', () => {
    const account = 'unused:3f2504e0-4f89-41d3-9a0c-000000000001/organization'
    const many: Trend = { ...trend, counted: ids(account, 3_000), others: ['', 'unused:ä', 'unused:a'], came: ['x'] }
    const bytes = atOnce(trendBytes(many))
    expect(bytes.length).toBeLessThan(30_000)
    expect(atOnce(trendFrom(bytes))).toEqual(many)
  })

  it('is read as it was written before', () => {
    expect(atOnce(trendFrom(Buffer.from(JSON.stringify({ format: 1, ...trend }))))).toMatchObject(trend)
  })

  it.each(['', '{}', 'x', '{"format":3,"points":[]}', '{"format":2,"points":[]}\n{"list":"x","start":"","rest":[]}'])(
    'is nothing of ours: %s',
    (text) => {
      expect(() => atOnce(trendFrom(Buffer.from(text)))).toThrow()
    },
  )

  it('is compared with an audit in a step for each finding', () => {
    const findings = ids('token', 3_000).map((id) => sampleFinding('unused', sampleRow({ id })))
    const judged: Judged = { at: now + 1, policy: '', tokens: 3, findings, counts, unjudged: [], endedExceptions: [] }
    const until = stepsOf(pointsSteps(trend, judged, trend))
    const extended = stepsOf(extendedSteps(trend, judged, until.value, now + 1))
    const wasThere = stepsOf(wasThereSteps(extended.value))
    expect(Math.min(until.count, extended.count, wasThere.count)).toBeGreaterThanOrEqual(findings.length)
    expect(until.value.at(-1)?.since).toEqual({ at: now, came: 3_000, went: 2_500 })
    expect(extended.value.came).toHaveLength(3_000)
    expect(wasThere.value(findings[0]?.id ?? '')).toBe(false)
  })
})

it('has a point of this day but for one that a clock which was ahead has made', () => {
  const noon = new Date(2026, 10, 23, 12).getTime()
  const counts = { critical: 0, high: 0, medium: 0, low: 0 }
  const kept = (at: number) => ({ points: [{ at, tokens: 1, counts, since: null }], counted: [], others: [], came: [] })
  expect(hasPointOf(kept(noon - 3_600_000), noon)).toBe(true)
  expect(hasPointOf(kept(noon), noon)).toBe(true)
  expect(hasPointOf(kept(noon + 3_600_000), noon)).toBe(false)
  expect(hasPointOf(kept(noon - 86_400_000), noon)).toBe(false)
})
