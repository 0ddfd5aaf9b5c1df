import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Bridge, Facts, RowsPatch } from '#shared/contract'
import type { AppError } from '#shared/model/error'
import type { ProviderRecord } from '#shared/model/provider'
import type { TokenRow } from '#shared/model/token'
import { listen } from './bridge.ts'
import { createIntake, nextFrame } from './intake.ts'

/** What the window knows of main's facts. One object a window; main is the only one who changes it. */
export interface MirrorState {
  /** `starting` until `app.start` has answered. */
  readonly phase: 'starting' | 'ready' | 'failed'
  readonly startError: AppError | null
  /** Null until `app.start` has answered. */
  readonly facts: Facts | null
  readonly catalogue: readonly ProviderRecord[]
  readonly demo: boolean
  readonly version: string
  readonly platform: string
  /** Changed in place, one chunk at a time, because copying 10,000 entries for each chunk costs frames. */
  readonly rows: ReadonlyMap<string, TokenRow>
  /** Grows by one with every change of `rows`: select this to be told. */
  readonly rowsVersion: number
  /** True once a full sending has ended: only then is an empty `rows` a fact. */
  readonly rowsDone: boolean
}

export interface Mirror {
  readonly store: StoreApi<MirrorState>
  /** Asks main for the first facts. Rows follow by events. Never throws: `phase` tells. */
  readonly start: () => Promise<void>
  /** Calls `listener` after each chunk of rows, with the chunk. Gives the function that ends it. */
  readonly onRows: (listener: (patch: RowsPatch) => void) => () => void
  /** Stops listening to main. */
  readonly stop: () => void
}

/** Makes the window's mirror over a bridge; it listens from now on. `later` runs an action after the next frame. */
export function createMirror(bridge: Bridge, later: (action: () => void) => void = nextFrame): Mirror {
  const rows = new Map<string, TokenRow>()
  const listeners = new Set<(patch: RowsPatch) => void>()
  const store = createStore<MirrorState>(() => ({
    phase: 'starting',
    startError: null,
    facts: null,
    catalogue: [],
    demo: false,
    version: '',
    platform: '',
    rows,
    rowsVersion: 0,
    rowsDone: false,
  }))

  function patchRows(patch: RowsPatch): void {
    if (patch.reset) rows.clear()
    for (const id of patch.remove) rows.delete(id)
    for (const row of patch.upsert) rows.set(row.token.id, row)
    for (const listener of listeners) listener(patch)
    store.setState((state) => ({
      rowsVersion: state.rowsVersion + 1,
      rowsDone: patch.done || (state.rowsDone && !patch.reset),
    }))
  }

  const intake = createIntake(patchRows, later)
  const endings = [
    bridge.on('rows', intake.add),
    listen('facts', (facts) => store.setState({ facts }), bridge),
    intake.stop,
  ]

  async function start(): Promise<void> {
    store.setState({ phase: 'starting', startError: null })
    const answer = await bridge.call('app.start', {}).catch(() => ({ ok: false, error: { kind: 'internal' } }) as const)
    if (!answer.ok) {
      store.setState({ phase: 'failed', startError: answer.error })
      return
    }
    const { facts, catalogue: json, ...rest } = answer.value
    const catalogue = JSON.parse(json) as ProviderRecord[]
    // A `facts` event that came while the call was under way is newer than its answer.
    store.setState((state) => ({ ...rest, catalogue, facts: state.facts ?? facts, phase: 'ready' }))
  }

  return {
    store,
    start,
    onRows: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop: () => {
      for (const end of endings) end()
      listeners.clear()
    },
  }
}
