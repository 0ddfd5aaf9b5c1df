import { Menu, type MenuItemConstructorOptions } from 'electron'

/**
 * Sets the application's menu in place of Electron's own, which can reload the page under a form and open the developer
 * tools. macOS takes copy, paste and the window's commands from a menu; elsewhere the window has them without one.
 */
export function setMenu(options: { platform: string; developerTools: boolean }): void {
  const developer: MenuItemConstructorOptions[] = options.developerTools
    ? [{ label: 'Developer', submenu: [{ role: 'toggleDevTools' }] }]
    : []
  const mac: MenuItemConstructorOptions[] =
    options.platform === 'darwin' ? [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }] : []
  const menus = [...mac, ...developer]
  Menu.setApplicationMenu(menus.length === 0 ? null : Menu.buildFromTemplate(menus))
}
