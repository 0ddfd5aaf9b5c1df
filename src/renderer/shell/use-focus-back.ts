import { useEffect, useRef } from 'react'
import { focusOn } from '#renderer/data/focus'
import { dialogStore } from '#renderer/dialogs'

/**
 * Gives the keyboard back when no dialog is open any more. One dialog does that by itself; where one took the place of
 * another, or of its own first step, what it would give the focus back to is gone, and the next Tab would begin at the top.
 */
export function useFocusBack(isOpen: boolean): void {
  const before = useRef<Element | null>(null)
  useEffect(
    () =>
      dialogStore.subscribe((state, previous) => {
        if (previous.dialog === null && state.dialog !== null) before.current = document.activeElement
      }),
    [],
  )
  useEffect(() => {
    if (!isOpen) return
    // The dialog itself does it in the next frame.
    return () => void requestAnimationFrame(() => requestAnimationFrame(() => giveBack(before.current)))
  }, [isOpen])
}

function giveBack(before: Element | null): void {
  if (dialogStore.getState().dialog !== null || !isLost()) return
  if (before instanceof HTMLElement) before.focus()
  if (isLost()) focusOn('grid')
}

const isLost = (): boolean => document.activeElement === null || document.activeElement === document.body
