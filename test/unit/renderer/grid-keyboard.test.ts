import { describe, expect, it } from 'vitest'
import { moveBy } from '#renderer/features/tokens/keyboard'
import { between } from '#renderer/ui/list-range'

const size = { rows: 100, columns: 5, page: 10 }
const press = (key: string, row: number, column: number, ctrl = false) => moveBy({ key, ctrl }, { row, column }, size)

describe('moving in the grid', () => {
  it('goes one cell by an arrow and stays inside', () => {
    expect(press('ArrowDown', 3, 2)).toEqual({ row: 4, column: 2 })
    expect(press('ArrowDown', 99, 2)).toEqual({ row: 99, column: 2 })
    expect(press('ArrowRight', 3, 2)).toEqual({ row: 3, column: 3 })
    expect(press('ArrowRight', 3, 4)).toEqual({ row: 3, column: 4 })
    expect(press('ArrowLeft', 3, 0)).toEqual({ row: 3, column: 0 })
  })

  it('goes up from the first token into the header and no further', () => {
    expect(press('ArrowUp', 0, 2)).toEqual({ row: -1, column: 2 })
    expect(press('ArrowUp', -1, 2)).toEqual({ row: -1, column: 2 })
  })

  it('goes to the ends of the list, and of the row with Ctrl', () => {
    expect(press('Home', 50, 2)).toEqual({ row: 0, column: 2 })
    expect(press('End', 50, 2)).toEqual({ row: 99, column: 2 })
    expect(press('Home', 50, 2, true)).toEqual({ row: 50, column: 0 })
    expect(press('End', 50, 2, true)).toEqual({ row: 50, column: 4 })
    expect(press('End', -1, 2)).toEqual({ row: -1, column: 4 })
    expect(press('ArrowDown', 50, 2, true)).toEqual({ row: 99, column: 2 })
    expect(press('ArrowUp', 50, 2, true)).toEqual({ row: 0, column: 2 })
  })

  it('goes a page at a time and stops at the first token', () => {
    expect(press('PageDown', 50, 2)).toEqual({ row: 60, column: 2 })
    expect(press('PageDown', 95, 2)).toEqual({ row: 99, column: 2 })
    expect(press('PageUp', 5, 2)).toEqual({ row: 0, column: 2 })
  })

  it('leaves other keys alone', () => {
    expect(press('a', 5, 2)).toBeNull()
    expect(press('Tab', 5, 2)).toBeNull()
  })

  it('takes a range in either direction, both ends included', () => {
    expect(between(['a', 'b', 'c', 'd'], 1, 2)).toEqual(['b', 'c'])
    expect(between(['a', 'b', 'c', 'd'], 3, 1)).toEqual(['b', 'c', 'd'])
    expect(between(['a', 'b', 'c', 'd'], 0, 0)).toEqual(['a'])
  })
})
