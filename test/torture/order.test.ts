import { describe, expect, it } from 'vitest'
import { readOrder } from './order.ts'

describe('what npm run torture is asked for', () => {
  it('is 1,000 kills, five power cuts for each, and another seed each time, unless it is said', () => {
    expect(readOrder([], 'drawn')).toEqual({ kills: 1000, cuts: 5000, seed: 'drawn' })
    expect(readOrder(['--kills=20'], 'drawn')).toEqual({ kills: 20, cuts: 100, seed: 'drawn' })
    expect(readOrder(['--kills', '20', '--seed', 'a=b'], 'drawn')).toEqual({ kills: 20, cuts: 100, seed: 'a=b' })
    expect(readOrder(['--seed=--x', '--cuts=0'], 'drawn')).toEqual({ kills: 1000, cuts: 0, seed: '--x' })
  })

  it.each([[['--kills']], [['--kills=many']], [['--kills=-1']], [['--killz=1']], [['20']], [['--seed']]])(
    'is refused with a sentence: %j',
    (args) => {
      expect(readOrder(args, 'drawn')).toEqual({ refused: expect.stringContaining('is not understood') as string })
    },
  )
})
