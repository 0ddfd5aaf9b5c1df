import { createContext, useContext, useMemo, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import type { Instant } from '#shared/model/time'
import type { PlaceCounts } from './counts.ts'
import type { Desk } from './desk.ts'
import type { Entry } from './entry.ts'
import type { ViewState } from './view.ts'

/** The desk of this window; the frame lays it as soon as there are facts. */
export const DeskContext = createContext<Desk | null>(null)

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (desk === null) throw new Error('No desk: wrap the tree in DeskContext.')
  return desk
}

/** A part of what the person looks at. */
export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(useDesk().view.store, select)
}

/** The instant for which statuses hold; changes when one of them does. */
export function useStatusTime(): Instant {
  return useStore(useDesk().store, (state) => state.now)
}

/** Grows with every change of the tokens or their statuses, at most once a frame. */
export function useListVersion(): number {
  return useStore(useDesk().store, (state) => state.version)
}

/** The tokens to show, in order; the same array while nothing of it changes. */
export function useTokenList(): readonly Entry[] {
  const { index, view } = useDesk()
  const version = useListVersion()
  const place = useStore(view.store, (state) => state.place)
  const filters = useStore(view.store, (state) => state.filters)
  const query = useStore(view.store, (state) => state.query)
  const sort = useStore(view.store, (state) => state.sort)
  return useMemo(
    () => listAt(version, () => index.list({ place, filters, query, sort })),
    [index, version, place, filters, query, sort],
  )
}

/** How many tokens there are in each place of the side bar. */
export function usePlaceCounts(): PlaceCounts {
  const { index, store } = useDesk()
  return useStore(store, () => index.counts())
}

/** All tags in use, in order. */
export function useTagsInUse(): readonly string[] {
  const { index, store } = useDesk()
  return useStore(store, () => index.tags())
}

/** Reads something that is changed in place; `version` says that it is another one now. */
function listAt<T>(_version: number, read: () => T): T {
  return read()
}

function subscribeMinutes(listener: () => void): () => void {
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') listener()
  }, 30_000)
  document.addEventListener('visibilitychange', listener)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', listener)
  }
}

/** The current instant, rounded down to half a minute, for ages that are shown ("5 minutes ago"). */
export function useMinute(): Instant {
  return useSyncExternalStore(subscribeMinutes, () => Math.floor(Date.now() / 30_000) * 30_000)
}
