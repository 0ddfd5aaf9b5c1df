import type { ScreenGuard } from '../../ports/desktop.ts'

/** What is used of Electron's BrowserWindow. */
export interface ProtectableWindow {
  isDestroyed(): boolean
  setContentProtection(on: boolean): void
}

/** Where Electron's `setContentProtection` does something: on Linux it does nothing, and pictures show everything. */
const platforms: readonly string[] = ['win32', 'darwin']

/**
 * Windows leaves a protected window out of pictures, or paints it black before Windows 10 version 2004. macOS leaves it
 * out of most, but not out of what ScreenCaptureKit records.
 */
export function createScreenGuard(platform: string, windows: () => readonly ProtectableWindow[]): ScreenGuard {
  return {
    available: platforms.includes(platform),
    protect(on) {
      for (const window of windows()) {
        if (!window.isDestroyed()) window.setContentProtection(on)
      }
    },
  }
}
