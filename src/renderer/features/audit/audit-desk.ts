import { createStore, type StoreApi } from 'zustand/vanilla'
import type { FindingGrouping } from '#shared/model/preferences'
import { call } from '#renderer/data/bridge'
import type { Mirror } from '#renderer/data/mirror'
import { noFindingFilters, type FindingFilters, type Wanted } from './arrange.ts'
import { createFindings, type Findings } from './findings.ts'

export interface AuditViewState extends Wanted {
  /** The line of the list that the keyboard is at: a finding's id, or the key of a group's heading. */
  readonly at: string | null
  /** The finding that the pane beside the list shows. */
  readonly currentId: string | null
  /** Findings picked out for something to be done with all of them. */
  readonly selected: ReadonlySet<string>
  /** The pane shows the finding, or the token that it is about. */
  readonly face: 'finding' | 'token'
}

/** What the person looks at in the audit. How it is grouped is remembered, the rest lasts as long as the window. */
export interface AuditView {
  readonly store: StoreApi<AuditViewState>
  readonly setGroupBy: (groupBy: FindingGrouping) => void
  readonly setFilters: (filters: FindingFilters) => void
  readonly setQuery: (query: string) => void
  readonly setClosed: (key: string, isClosed: boolean) => void
  readonly setAt: (key: string, findingId: string | null) => void
  readonly setSelected: (findingIds: Iterable<string>) => void
  readonly setFace: (face: AuditViewState['face']) => void
}

export interface AuditDesk {
  readonly findings: Findings
  readonly view: AuditView
}

function createAuditView(groupBy: FindingGrouping): AuditView {
  const store = createStore<AuditViewState>(() => ({
    groupBy,
    filters: noFindingFilters,
    query: '',
    closed: new Set(),
    at: null,
    currentId: null,
    selected: new Set(),
    face: 'finding',
  }))
  return {
    store,
    setGroupBy: (next) => {
      store.setState({ groupBy: next, closed: new Set() })
      void call('preferences.set', { findingsBy: next })
    },
    // What was picked out and is shown no more would be acted on unseen.
    setFilters: (filters) => store.setState({ filters, selected: new Set() }),
    setQuery: (query) => store.setState({ query }),
    setClosed: (key, isClosed) => {
      const closed = new Set(store.getState().closed)
      if (isClosed) closed.add(key)
      else closed.delete(key)
      store.setState({ closed })
    },
    setAt: (at, findingId) => store.setState(findingId === null ? { at } : { at, currentId: findingId }),
    setSelected: (findingIds) => store.setState({ selected: new Set(findingIds) }),
    setFace: (face) => store.setState({ face }),
  }
}

const desks = new WeakMap<Mirror, AuditDesk>()

/** The one of this window; it is there as long as the mirror, whichever screen is shown. */
export function auditDeskOf(mirror: Mirror): AuditDesk {
  let desk = desks.get(mirror)
  if (desk === undefined) {
    const groupBy = mirror.store.getState().facts?.preferences.findingsBy ?? 'severity'
    desk = { findings: createFindings(), view: createAuditView(groupBy) }
    desks.set(mirror, desk)
  }
  return desk
}
