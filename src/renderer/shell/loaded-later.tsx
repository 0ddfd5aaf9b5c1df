import { use, type ComponentProps } from 'react'
import type * as later from './later.ts'

type Later = typeof later

let loading: Promise<Later> | null = null
let loaded: Later | null = null

/** Loads what is not needed to show the list, once. It rejects where its file cannot be read. */
export function loadLater(): Promise<Later> {
  loading ??= import('./later.ts').then((module) => (loaded = module))
  return loading
}

/**
 * What was loaded is there in the same frame. React's `lazy` would show its fallback first, even then, and holds a
 * fallback that it has shown for 300 ms: the first token that is picked would flicker.
 */
function useLater(): Later {
  return loaded ?? use(loadLater())
}

/** The dialog that is open; suspends until it is loaded. */
export function OpenDialog(props: ComponentProps<Later['OpenDialog']>) {
  const Loaded = useLater().OpenDialog
  return <Loaded {...props} />
}

/** The view that fills the window; suspends until it is loaded. */
export function OpenScreen(props: ComponentProps<Later['OpenScreen']>) {
  const Loaded = useLater().OpenScreen
  return <Loaded {...props} />
}

/** The details of a token; suspends until they are loaded. */
export function TokenDetail(props: ComponentProps<Later['TokenDetail']>) {
  const Loaded = useLater().TokenDetail
  return <Loaded {...props} />
}

/** What is known of the finding that the audit stands at; suspends until it is loaded. */
export function FindingPane(props: ComponentProps<Later['FindingPane']>) {
  const Loaded = useLater().FindingPane
  return <Loaded {...props} />
}

/** The vault that is not open; suspends until it is loaded. */
export function VaultScreen() {
  const Loaded = useLater().VaultScreen
  return <Loaded />
}
