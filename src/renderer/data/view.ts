import { createStore, type StoreApi } from 'zustand/vanilla'
import type {
  ColumnId,
  Filters,
  GridPreferences,
  PlaceInList,
  Preferences,
  Screen,
  Sort,
} from '#shared/model/preferences'
import { defaultPreferences } from '#shared/rules/default-preferences'
import { noFilters } from '#shared/rules/filter'

export type Column = GridPreferences['columns'][number]

/** What is remembered of the view. */
export type RememberedView = Pick<Preferences, 'grid' | 'screen'>

/** What the person is looking at. All but `query`, `currentId` and `selected` is remembered. */
export interface ViewState extends GridPreferences {
  readonly screen: Screen
  readonly query: string
  /** The token the grid stands at and the detail pane shows. */
  readonly currentId: string | null
  /** Tokens picked out for something to be done with all of them. */
  readonly selected: ReadonlySet<string>
}

export interface View {
  readonly store: StoreApi<ViewState>
  readonly setQuery: (query: string) => void
  readonly setScreen: (screen: Screen) => void
  /** Shows the list of tokens there, whatever filled the window. */
  readonly setPlace: (place: PlaceInList) => void
  /** Shows a token in the list with its details, whatever was searched or left out there. */
  readonly showToken: (tokenId: string) => void
  readonly setFilters: (filters: Filters) => void
  readonly setSort: (sort: Sort) => void
  readonly setColumns: (columns: readonly Column[]) => void
  readonly setCurrent: (tokenId: string | null) => void
  readonly setSelected: (tokenIds: Iterable<string>) => void
  readonly setDetailOpen: (open: boolean) => void
  readonly setSideBarWidth: (width: number) => void
  readonly setDetailWidth: (width: number) => void
  /** Saves what is not saved yet; to be called before the window goes away. */
  readonly flush: () => void
}

/** How long after the last change it is saved, in milliseconds: one save for a column that is being dragged. */
const saveDelay = 400

/** Saved columns in their order; one that is missing (made since) comes at the end as it is by default. */
export function mergeColumns(saved: readonly Column[]): Column[] {
  const known = new Map<ColumnId, Column>(defaultPreferences.grid.columns.map((column) => [column.id, column]))
  const kept = saved.filter((column, index) => {
    return known.has(column.id) && saved.findIndex(({ id }) => id === column.id) === index
  })
  const missing = [...known.values()].filter((column) => !kept.some(({ id }) => id === column.id))
  // The name is what a row is known by: it stays.
  return [...kept, ...missing].map((column) => (column.id === 'name' ? { ...column, visible: true } : column))
}

/** Makes the view from what was remembered; `save` gets what of it is to be remembered differently from now on. */
export function createView(remembered: RememberedView, save: (changed: Partial<RememberedView>) => void): View {
  const store = createStore<ViewState>(() => ({
    ...remembered.grid,
    screen: remembered.screen,
    columns: mergeColumns(remembered.grid.columns),
    query: '',
    currentId: null,
    selected: new Set(),
  }))
  let timer: ReturnType<typeof setTimeout> | null = null

  function flush(): void {
    if (timer === null) return
    clearTimeout(timer)
    timer = null
    const { columns, sort, filters, place, detailOpen, sideBarWidth, detailWidth } = store.getState()
    save({ grid: { columns, sort, filters, place, detailOpen, sideBarWidth, detailWidth } })
  }

  function remember(change: Partial<ViewState>): void {
    store.setState(change)
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(flush, saveDelay)
  }

  function setScreen(screen: Screen): void {
    if (store.getState().screen === screen) return
    store.setState({ screen })
    save({ screen })
  }

  return {
    store,
    setScreen,
    setQuery: (query) => store.setState({ query }),
    // Another place is another list: what was picked out in the old one would be acted on unseen.
    setPlace: (place) => {
      setScreen('tokens')
      remember({ place, selected: new Set() })
    },
    showToken: (currentId) => {
      setScreen('tokens')
      const everything = { place: { kind: 'all' }, filters: noFilters, query: '' } as const
      remember({ ...everything, currentId, selected: new Set(), detailOpen: true })
    },
    setFilters: (filters) => remember({ filters, selected: new Set() }),
    setSort: (sort) => remember({ sort }),
    setColumns: (columns) => remember({ columns: [...columns] }),
    setCurrent: (currentId) => store.setState({ currentId }),
    setSelected: (tokenIds) => store.setState({ selected: new Set(tokenIds) }),
    setDetailOpen: (detailOpen) => remember({ detailOpen }),
    setSideBarWidth: (sideBarWidth) => remember({ sideBarWidth }),
    setDetailWidth: (detailWidth) => remember({ detailWidth }),
    flush,
  }
}
