import { useEffect } from 'react'
import type { Screen } from '#shared/model/preferences'
import { lock, refresh } from '#renderer/data/actions'
import type { Desk } from '#renderer/data/desk'
import { focusOn, focusSoon } from '#renderer/data/focus'
import { dialogStore, openDialog } from '#renderer/dialogs'
import { screenKeys } from '#renderer/text/shell'

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, [contenteditable], [role="spinbutton"]')
}

/** What is open over the window takes its own keys. */
function isBehindOverlay(target: EventTarget | null): boolean {
  return (
    dialogStore.getState().dialog !== null ||
    (target instanceof Element &&
      target.closest('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]') !== null)
  )
}

/** The view that a digit leads to, wherever a keyboard has its digits. */
function screenOf({ code }: KeyboardEvent): Screen | undefined {
  const screens = Object.keys(screenKeys) as Screen[]
  return screens.find((screen) => code === `Digit${screenKeys[screen]}`)
}

function search({ view }: Desk): void {
  const { screen } = view.store.getState()
  const hasSearch = screen === 'tokens' || screen === 'audit'
  if (!hasSearch) view.setScreen('tokens')
  if (hasSearch) focusOn('search')
  // The list has to appear first.
  else focusSoon('search')
}

/**
 * Keys that work anywhere in the window: `/` and Ctrl+F search, Ctrl+R and F5 refresh, Ctrl+N makes a token, Ctrl+I
 * inspects one, Ctrl+L locks, Ctrl+Shift+L ends a secret that has leaked, Ctrl and a digit lead to the list and the other
 * views.
 */
export function useHotkeys(desk: Desk): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const ctrl = (event.ctrlKey || event.metaKey) && !event.altKey
      const key = event.key.toLowerCase()
      const isRefresh = event.key === 'F5' || (ctrl && key === 'r')
      // Left to itself it would load the page anew, and what is typed into a dialog would be gone.
      if (isRefresh) event.preventDefault()
      // Whatever is open: who leaves in a hurry does not tidy up first.
      if (ctrl && !event.shiftKey && key === 'l') {
        event.preventDefault()
        void lock()
        return
      }
      if (isBehindOverlay(event.target)) return
      const screen = screenOf(event)
      const { accounts } = desk.mirror.store.getState().facts ?? { accounts: [] }
      if ((ctrl && key === 'f') || (key === '/' && !ctrl && !isTyping(event.target))) {
        search(desk)
      } else if (isRefresh) {
        const { screen: shown, place } = desk.view.store.getState()
        const accountId = shown !== 'tokens' || place.kind === 'all' ? null : place.accountId
        const isListed = accounts.some(({ id }) => id === accountId)
        if (accounts.length > 0) void refresh(isListed ? accountId : null)
      } else if (ctrl && key === 'n') {
        openDialog(accounts.length > 0 ? { kind: 'new-token' } : { kind: 'add-account' })
      } else if (ctrl && !event.shiftKey && screen !== undefined) {
        desk.view.setScreen(screen)
      } else if (ctrl && !event.shiftKey && key === 'i') {
        openDialog({ kind: 'inspect' })
      } else if (ctrl && event.shiftKey && key === 'l') {
        openDialog({ kind: 'leaked' })
      } else {
        return
      }
      event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [desk])
}
