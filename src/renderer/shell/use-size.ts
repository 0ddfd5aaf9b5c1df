import { useSyncExternalStore } from 'react'

/** Below this width, in CSS pixels, the details lie over the grid instead of beside it. */
const narrow = '(max-width: 1119px)'

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(narrow)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

/** Whether there is room for three columns. */
export function useSize(): { readonly isNarrow: boolean } {
  return { isNarrow: useSyncExternalStore(subscribe, () => window.matchMedia(narrow).matches) }
}
