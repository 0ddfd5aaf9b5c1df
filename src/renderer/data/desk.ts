import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Facts } from '#shared/contract'
import type { Instant } from '#shared/model/time'
import type { TokenRow } from '#shared/model/token'
import { dayLength, nextStatusChange } from '#shared/rules/expiry'
import { stepsOf, type StepChoice } from '#shared/rules/warning'
import { shellText } from '#renderer/text/shell'
import { createAlarm, type Alarm } from './alarm.ts'
import { call } from './bridge.ts'
import type { Mirror, MirrorState } from './mirror.ts'
import type { Entry, EntryNames } from './entry.ts'
import { createRowIndex, type RowIndex } from './row-index.ts'
import { kindOf, providerOf } from './use-mirror.ts'
import { createView, type View, type ViewState } from './view.ts'

export interface DeskState {
  /** Grows when the index has changed, at most once a frame: chunks that come close together are drawn together. */
  readonly version: number
  /** The instant for which statuses were computed. */
  readonly now: Instant
}

/** What the screens around the token grid work on: the mirror, what the person looks at, and the ordered tokens. */
export interface Desk {
  readonly mirror: Mirror
  readonly view: View
  readonly index: RowIndex
  readonly store: StoreApi<DeskState>
  /** Follows the mirror from now on. Gives the function that ends it, and saves what the person looks at. */
  readonly start: () => () => void
}

/** The first two letters of a service's name, for its mark. */
function initialsOf(service: string): string {
  const [first = '', second = ''] = [...service.trim()]
  return `${first.toUpperCase()}${second.toLowerCase()}`
}

/** The names a row has only ids for; what is not known (any more) goes by its id. */
function namesIn(state: MirrorState): (row: TokenRow) => EntryNames {
  return ({ token }) => {
    const provider = providerOf(state.catalogue, token.provider)
    return {
      provider: provider?.name ?? token.provider,
      account: state.facts?.accounts.find(({ id }) => id === token.accountId)?.name ?? shellText.otherServices,
      kind: kindOf(provider, token.kind)?.label ?? token.kind,
      initials: token.service === undefined ? (provider?.initials ?? '?') : initialsOf(token.service),
    }
  }
}

/** The next instant at which a status, or what a filter counted in days lets through, changes. */
function nextChange(
  entries: Iterable<Entry>,
  now: Instant,
  steps: StepChoice,
  { filters }: Pick<ViewState, 'filters'>,
): Instant | null {
  let next: Instant | null = null
  const consider = (instant: Instant | null): void => {
    if (instant !== null && instant > now && (next === null || instant < next)) next = instant
  }
  for (const { row } of entries) {
    const { warning } = row
    const { state, expiry, lastUsed } = row.token
    if (state === 'active') consider(nextStatusChange(expiry, now, stepsOf(row, steps)))
    if (warning?.quiet?.kind === 'snoozed') consider(warning.quiet.until)
    if (filters.expiringDays !== null && expiry.kind === 'at') consider(expiry.at - filters.expiringDays * dayLength)
    if (filters.unusedDays !== null && lastUsed.kind === 'at') consider(lastUsed.at + filters.unusedDays * dayLength)
  }
  return next
}

const accountNames = (facts: Facts | null): string =>
  (facts?.accounts ?? []).map(({ id, name }) => `${id}\n${name}`).join('\n')

/** Facts come over as copies, so lists are compared by what is in them. */
const chosenIn = (facts: Facts | null): StepChoice => ({
  all: facts?.preferences.warningDays ?? [],
  by: facts?.expiry.steps ?? {},
})

const isSameChoice = (one: StepChoice, other: StepChoice): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Lays the desk for a mirror that has its facts. It follows the mirror between `start` and the function that gives. */
export function createDesk(mirror: Mirror): Desk {
  const { facts } = mirror.store.getState()
  if (facts === null) throw new Error('A desk needs the first facts.')
  const view = createView(facts.preferences, (changed) => void call('preferences.set', changed))
  const index = createRowIndex((row) => namesIn(mirror.store.getState())(row))
  const store = createStore<DeskState>(() => ({ version: 0, now: Date.now() }))
  const steps = (): StepChoice => chosenIn(mirror.store.getState().facts)
  let alarm: Alarm | null = null
  let frame: number | null = null
  /** The mirror's rows that the index has; chunks are followed only after `start`. */
  let takenVersion = 0

  function compute(): void {
    if (frame !== null) cancelAnimationFrame(frame)
    frame = null
    const now = Date.now()
    index.setTime(now, steps())
    setAlarm(now)
    store.setState((state) => ({ version: state.version + 1, now }))
  }

  function setAlarm(now: Instant): void {
    alarm?.set(nextChange(index.entries.values(), now, steps(), view.store.getState()))
  }

  function takeAll(): void {
    const { rows, rowsVersion } = mirror.store.getState()
    takenVersion = rowsVersion
    index.apply({ reset: true, upsert: [...rows.values()], remove: [], done: true })
  }

  function soon(): void {
    frame ??= requestAnimationFrame(compute)
  }

  function start(): () => void {
    const ring = createAlarm(compute)
    alarm = ring
    const endings = [
      mirror.onRows((patch) => {
        index.apply(patch)
        soon()
      }),
      mirror.store.subscribe((state, before) => {
        if (state.facts === before.facts) return
        const renamed = accountNames(state.facts) !== accountNames(before.facts)
        if (renamed) index.rename()
        if (renamed || !isSameChoice(chosenIn(state.facts), chosenIn(before.facts))) soon()
      }),
      view.store.subscribe((state, before) => {
        if (state.filters !== before.filters) compute()
      }),
    ]
    window.addEventListener('pagehide', view.flush)
    if (mirror.store.getState().rowsVersion === takenVersion) {
      setAlarm(store.getState().now)
    } else {
      takeAll()
      compute()
    }

    return () => {
      view.flush()
      for (const end of endings) end()
      window.removeEventListener('pagehide', view.flush)
      if (frame !== null) cancelAnimationFrame(frame)
      frame = null
      ring.stop()
      alarm = null
    }
  }

  index.setTime(Date.now(), steps())
  takeAll()
  return { mirror, view, index, store, start }
}
