import { Suspense, useEffect } from 'react'
import { useStore } from 'zustand'
import { dialogStore } from '#renderer/dialogs'
import { loadLater, OpenDialog } from './loaded-later.tsx'
import { useFocusBack } from './use-focus-back.ts'

/** The dialogs and details are half of the window's code, and none of it is needed to show the list. Long after the first rows are drawn, and before a person has reached for a button. */
const loadAfterMs = 400

/** Shows the dialog that is open. */
export function DialogHost() {
  const { dialog, opened } = useStore(dialogStore)
  useFocusBack(dialog !== null)
  useEffect(() => {
    const timer = setTimeout(() => void loadLater(), loadAfterMs)
    return () => clearTimeout(timer)
  }, [])
  if (dialog === null) return null
  return (
    <Suspense fallback={null}>
      <OpenDialog key={opened} dialog={dialog} />
    </Suspense>
  )
}
