import type { BrowserWindow } from 'electron'

/**
 * Calls `action` when the Windows session is about to end, and when it does: the app may be killed before it has quit in
 * good order. Elsewhere the app is asked to quit.
 */
export function onSessionEnd(window: BrowserWindow, action: () => void): void {
  window.on('query-session-end', action)
  window.on('session-end', action)
}
