import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GridPreferences } from '#shared/model/preferences'
import { defaultPreferences } from '#shared/rules/default-preferences'
import { noFilters } from '#shared/rules/filter'
import { createView, mergeColumns, type RememberedView } from '#renderer/data/view'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function viewWithSaves() {
  const saves: GridPreferences[] = []
  return { saves, view: createView(defaultPreferences, ({ grid }) => grid && saves.push(grid)) }
}

describe('what is remembered of the view', () => {
  it('is saved once for changes that come close together', () => {
    const { view, saves } = viewWithSaves()
    view.setSort({ column: 'name', direction: 'descending' })
    vi.advanceTimersByTime(300)
    view.setFilters({ ...noFilters, stored: true })
    vi.advanceTimersByTime(399)
    expect(saves).toEqual([])
    vi.advanceTimersByTime(1)
    expect(saves).toHaveLength(1)
    expect(saves[0]).toMatchObject({
      sort: { column: 'name', direction: 'descending' },
      filters: { stored: true },
    })
  })

  it('is saved at once when the window goes away, and only if there is something to save', () => {
    const { view, saves } = viewWithSaves()
    view.flush()
    expect(saves).toEqual([])
    view.setDetailOpen(false)
    view.flush()
    vi.runAllTimers()
    expect(saves).toHaveLength(1)
    expect(saves[0]?.detailOpen).toBe(false)
  })

  it('holds neither the search nor what is picked out', () => {
    const { view, saves } = viewWithSaves()
    view.setQuery('deploy')
    view.setCurrent('token-1')
    view.setSelected(['token-1'])
    vi.runAllTimers()
    expect(saves).toEqual([])
    view.setDetailOpen(true)
    vi.runAllTimers()
    expect(Object.keys(saves[0] ?? {}).sort()).toEqual([
      'columns',
      'detailOpen',
      'detailWidth',
      'filters',
      'place',
      'sideBarWidth',
      'sort',
    ])
  })

  it('has the screen at once, which leads back to the list with a place', () => {
    const saved: Partial<RememberedView>[] = []
    const view = createView({ ...defaultPreferences, screen: 'tokens' }, (changed) => saved.push(changed))
    view.setScreen('timeline')
    view.setScreen('timeline')
    expect(saved).toEqual([{ screen: 'timeline' }])
    view.setPlace({ kind: 'all' })
    expect(saved).toEqual([{ screen: 'timeline' }, { screen: 'tokens' }])
    expect(view.store.getState().screen).toBe('tokens')
  })

  it('drops what was picked out when another list is shown', () => {
    const { view } = viewWithSaves()
    view.setSelected(['token-1'])
    view.setPlace({ kind: 'account', accountId: 'a' })
    expect(view.store.getState().selected.size).toBe(0)
  })
})

describe('mergeColumns', () => {
  it('keeps the saved order and widths and adds what is missing', () => {
    const merged = mergeColumns([
      { id: 'tags', width: 77, visible: true },
      { id: 'name', width: 300, visible: true },
    ])
    expect(merged.slice(0, 2)).toEqual([
      { id: 'tags', width: 77, visible: true },
      { id: 'name', width: 300, visible: true },
    ])
    expect(merged.map(({ id }) => id).sort()).toEqual(defaultPreferences.grid.columns.map(({ id }) => id).sort())
  })

  it('takes a column once and never hides the name', () => {
    const merged = mergeColumns([
      { id: 'name', width: 300, visible: false },
      { id: 'name', width: 100, visible: true },
    ])
    expect(merged.filter(({ id }) => id === 'name')).toEqual([{ id: 'name', width: 300, visible: true }])
  })
})
