import * as electron from 'electron'
import { createClipboard, type ClipboardCalls } from './clipboard-calls.ts'
import { isOnWayland } from './concealed.ts'

// Taken from the namespace: an import by name does not even load where there is no such class.
const items =
  'ClipboardItem' in electron
    ? ({ clipboard: electron.clipboard, ClipboardItem: electron.ClipboardItem } as unknown as ClipboardCalls['items'])
    : null

function isReachable(): boolean {
  const onWayland = isOnWayland({
    platform: process.platform,
    version: Number.parseInt(process.versions.electron, 10),
    ozone: electron.app.commandLine.getSwitchValue('ozone-platform'),
    display: process.env['WAYLAND_DISPLAY'],
  })
  return !onWayland || electron.BrowserWindow.getFocusedWindow() !== null
}

/** The system's clipboard. */
export const systemClipboard = createClipboard({
  clipboard: electron.clipboard,
  items,
  platform: process.platform,
  isReachable,
})
