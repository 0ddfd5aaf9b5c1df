import { describe, expect, it } from 'vitest'
import { amount, verdictOf, type Figure } from '#test/bench/support/figure'
import { columns, table } from '#test/bench/support/table'

const figure = (change: Partial<Figure>): Figure => ({
  name: 'start',
  value: 1.2,
  unit: 'x',
  target: 1.5,
  note: '',
  ...change,
})

describe('a verdict', () => {
  it('is met at the target itself and missed above it', () => {
    expect(verdictOf(figure({ value: 1.5 }))).toBe('met')
    expect(verdictOf(figure({ value: 1.51 }))).toBe('missed')
  })

  it('is missed where nothing was measured', () => {
    expect(verdictOf(figure({ value: Number.NaN }))).toBe('missed')
  })

  it('is left out where there is no target', () => {
    expect(verdictOf(figure({ target: null }))).toBe('')
  })
})

describe('an amount', () => {
  it('has as many digits as tell something', () => {
    expect(amount(1.236, 'x')).toBe('1.24 x')
    expect(amount(12.345, 'x')).toBe('12.35 x')
    expect(amount(0.834, 'ms')).toBe('0.83 ms')
    expect(amount(41.26, 'ms')).toBe('41.3 ms')
    expect(amount(412.6, 'MB')).toBe('413 MB')
  })

  it('says when nothing was measured', () => {
    expect(amount(Number.NaN, 'ms')).toBe('nothing measured')
  })
})

describe('columns', () => {
  it('are as wide as their widest cell, and no line ends in spaces', () => {
    expect(
      columns([
        ['a', 'bb', ''],
        ['ccc', 'd', 'e'],
      ]),
    ).toBe('a    bb\nccc  d   e')
  })

  it('may have lines of different lengths', () => {
    expect(columns([['one'], ['two', 'more']])).toBe('one\ntwo  more')
  })
})

describe('the table', () => {
  it('shows each target beside its figure, and whether it was met', () => {
    const lines = table([
      figure({ note: 'app 720 ms, bare 600 ms' }),
      figure({ name: 'idle', unit: 'ms', target: null }),
    ])
    expect(lines.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['figure', 'measured', 'target', 'how'],
      ['start', '1.20 x', '<= 1.50 x', 'met', 'app 720 ms, bare 600 ms'],
      ['idle', '1.20 ms'],
    ])
  })
})
