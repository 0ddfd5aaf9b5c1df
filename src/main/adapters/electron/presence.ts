import {
  app,
  BrowserWindow,
  Menu,
  nativeImage,
  Tray,
  type MenuItemConstructorOptions,
  type NativeImage,
} from 'electron'
import { typeOf } from '../../ports/failure.ts'
import type { Log } from '../../ports/log.ts'
import type { Presence, PresenceCommands, TrayContent } from '../../ports/presence.ts'
import { numberIcon, templateIcon, tileIcon } from '../icons.ts'
import { pngOf, type Picture } from '../png.ts'
import { badgeText, trayMenu, trayTooltip, type TrayItem } from '../tray-menu.ts'

interface Options {
  readonly log: Log
  readonly platform: string
  /** The title of the window: it names the vault where there are several. */
  readonly title: string
  readonly showWindow: () => void
}

/**
 * The icon beside the clock, and the number on the icon of the program. Where the desktop has no place for them nothing is
 * seen, and nothing tells: starting Keyrack once more shows the window in any case. Must be made after Electron is ready.
 */
export function createPresence({ log, platform, title, showWindow }: Options): Presence {
  let tray: Tray | null = null
  let badge = 0

  function showTray(content: TrayContent | null, commands: PresenceCommands): void {
    if (content === null) {
      tray?.destroy()
      tray = null
      return
    }
    const alert = content.expired + content.due > 0
    const image = trayImage(platform, alert)
    if (tray === null) {
      tray = new Tray(image)
      // macOS opens the menu with any press.
      if (platform !== 'darwin') tray.on('click', showWindow)
    } else tray.setImage(image)
    tray.setToolTip(trayTooltip(title, content))
    if (platform === 'darwin') tray.setTitle(alert ? String(content.expired + content.due) : '')
    tray.setContextMenu(Menu.buildFromTemplate(linesOf(content, commands)))
  }

  function linesOf(content: TrayContent, commands: PresenceCommands): MenuItemConstructorOptions[] {
    const act = ({ does }: TrayItem): void => {
      if (does === 'lock') commands.lock()
      else if (does === 'quit') app.quit()
      else showWindow()
      if (typeof does === 'object') commands.openToken(does.openToken)
    }
    const groups = trayMenu(content).map((group) =>
      group.map((item): MenuItemConstructorOptions => ({
        // A single & would underline the letter after it.
        label: item.label.replaceAll('&', '&&'),
        enabled: item.does !== undefined,
        click: () => act(item),
      })),
    )
    return groups.flatMap((group, index) => (index === 0 ? group : [{ type: 'separator' }, ...group]))
  }

  function showBadge(): void {
    if (platform !== 'win32') {
      app.setBadgeCount(badge)
      return
    }
    const [window] = BrowserWindow.getAllWindows()
    window?.setOverlayIcon(badge === 0 ? null : image((size) => numberIcon(size, badge), 16), badgeText(badge))
  }

  // A window that was hidden gets another button in the task bar, without the number.
  if (platform === 'win32') {
    app.on('browser-window-focus', () => {
      if (badge > 0) showBadge()
    })
  }

  return {
    show(content, commands) {
      try {
        showTray(content.tray, commands)
        if (content.badge !== badge) {
          badge = content.badge
          showBadge()
        }
      } catch (error) {
        log.warn('this desktop does not show the icon', { type: typeOf(error) })
      }
    },
  }
}

function trayImage(platform: string, alert: boolean): NativeImage {
  if (platform !== 'darwin') return image((size) => tileIcon(size, alert), platform === 'win32' ? 16 : 22)
  const template = image((size) => templateIcon(size, alert), 18)
  template.setTemplateImage(true)
  return template
}

/** For screens of one, and of two points for each. */
function image(draw: (size: number) => Picture, size: number): NativeImage {
  const made = nativeImage.createFromBuffer(pngOf(draw(size)), { scaleFactor: 1 })
  made.addRepresentation({ scaleFactor: 2, buffer: pngOf(draw(size * 2)) })
  return made
}
