import { describe, expect, it } from 'vitest'
import { arrange, noFindingFilters, readyForSearch } from '#renderer/features/audit/arrange'
import { sampleRow } from '#test/support/sample'
import { sampleFinding } from '#test/support/sample-findings'

const all = { groupBy: 'rule', filters: noFindingFilters, query: '', closed: new Set<string>() } as const
const findings = (['leaked', 'unused'] as const).flatMap((rule) =>
  Array.from({ length: 50 }, (_, number) => sampleFinding(rule, sampleRow({ id: `t-${number}` }))),
)

describe('the lines of the audit', () => {
  it('are found by their keys, whichever was asked for before', () => {
    const { lines, indexOf } = arrange(findings, all)
    expect(lines).toHaveLength(102)
    const places = lines.map((_, index) => index)
    // Forwards, backwards, and far apart.
    for (const order of [places, places.toReversed(), places.toSorted((a, b) => (a % 7) - (b % 7))]) {
      for (const place of order) expect(indexOf(lines[place]!.key)).toBe(place)
    }
    expect(indexOf('unused:t-none')).toBe(-1)
    expect(arrange([], all).indexOf('unused:t-1')).toBe(-1)
    expect(arrange(findings, { ...all, closed: new Set(['unused']) }).indexOf('unused:t-1')).toBe(-1)
  })

  it('are searched without a look at what was made ready when it came', () => {
    let looks = 0
    const watched = findings.map((finding) => ({
      ...finding,
      get evidence() {
        looks += 1
        return finding.evidence
      },
    }))
    readyForSearch(watched)
    expect(looks).toBe(watched.length)
    for (const query of ['l', 'le', 'leaked'])
      expect(arrange(watched, { ...all, query }).findings.length).toBeGreaterThan(0)
    expect(looks).toBe(watched.length)
  })
})
