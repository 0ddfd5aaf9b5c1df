import { describe, expect, it } from 'vitest'
import { readOrder } from '#test/bench/support/order'

const known = ['start', 'search', 'save']

describe('what the bench is asked for', () => {
  it('is everything, in 15 pairs, unless something is named', () => {
    expect(readOrder([], known)).toEqual({ names: known, pairs: 15 })
  })

  it('is what is named, in the order in which things are measured', () => {
    expect(readOrder(['save', 'start'], known)).toEqual({ names: ['start', 'save'], pairs: 15 })
  })

  it('may be another number of pairs', () => {
    expect(readOrder(['--pairs=3', 'search'], known)).toEqual({ names: ['search'], pairs: 3 })
  })

  it('is refused with a sentence that names what there is', () => {
    expect(readOrder(['speed'], known)).toEqual({
      refused: 'There is no measurement "speed". There are: start search save, and --pairs=<count>.',
    })
    expect(readOrder(['--pairs=many'], known)).toHaveProperty('refused')
    expect(readOrder(['--pairs=0'], known)).toHaveProperty('refused')
  })
})
