import { lazy, Suspense, useEffect } from 'react'
import { useStore } from 'zustand'
import { dialogStore } from '#renderer/dialogs'

// The dialogs are half of the window's code, and none of it is needed to show the list.
const loadDialogs = () => import('./later.ts')
const OpenDialog = lazy(async () => ({ default: (await loadDialogs()).OpenDialog }))
/** Long after the first rows are drawn, and before a person has reached for a button. */
const loadAfterMs = 400

/** Shows the dialog that is open. */
export function DialogHost() {
  const { dialog, opened } = useStore(dialogStore)
  useEffect(() => {
    const timer = setTimeout(() => void loadDialogs(), loadAfterMs)
    return () => clearTimeout(timer)
  }, [])
  if (dialog === null) return null
  return (
    <Suspense fallback={null}>
      <OpenDialog key={opened} dialog={dialog} />
    </Suspense>
  )
}
