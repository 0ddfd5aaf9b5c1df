import { BrowserWindow, nativeTheme, screen, type Rectangle, type Session } from 'electron'
import { hardenContents } from './harden.ts'
import type { WindowState } from './window-state.ts'

const smallest = { width: 1000, height: 700 } as const
const usual = { width: 1280, height: 820 } as const

/**
 * Makes the one window, hardened, and hidden until its first paint and until `state` says where it was; in the background
 * until somebody shows it.
 */
export function createWindow(options: {
  session: Session
  preload: string
  title: string
  state: Promise<WindowState>
  devTools: boolean
  inBackground: boolean
}): BrowserWindow {
  const window = new BrowserWindow({
    ...usual,
    minWidth: smallest.width,
    minHeight: smallest.height,
    title: options.title,
    show: false,
    backgroundColor: background(),
    autoHideMenuBar: true,
    webPreferences: {
      session: options.session,
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: options.devTools,
    },
  })
  hardenContents(window.webContents)
  // The page's title is ours to set, not the page's.
  window.on('page-title-updated', (event) => {
    event.preventDefault()
  })
  const painted = new Promise<void>((resolve) => {
    window.once('ready-to-show', () => resolve())
  })
  void options.state.then(async ({ bounds, maximized }) => {
    if (window.isDestroyed()) return
    window.setBackgroundColor(background())
    if (bounds !== null) window.setBounds(onScreen(bounds))
    await painted
    if (window.isDestroyed()) return
    // Maximizing shows a window as well.
    const shown = (): void => {
      if (maximized) window.maximize()
    }
    if (options.inBackground && !window.isVisible()) {
      window.once('show', shown)
      return
    }
    shown()
    window.show()
  })
  return window
}

/** What is seen before the page is, in the theme that the person chose. */
function background(): string {
  return nativeTheme.shouldUseDarkColors ? '#1b1c1f' : '#fbfbfc'
}

/** The remembered bounds, unless no screen shows them any more. */
function onScreen(bounds: Rectangle): Partial<Rectangle> {
  const visible = screen.getAllDisplays().some(({ workArea }) => {
    const overlapX = Math.min(bounds.x + bounds.width, workArea.x + workArea.width) - Math.max(bounds.x, workArea.x)
    const overlapY = Math.min(bounds.y + bounds.height, workArea.y + workArea.height) - Math.max(bounds.y, workArea.y)
    return overlapX > 100 && overlapY > 50
  })
  return visible ? bounds : { width: bounds.width, height: bounds.height }
}
