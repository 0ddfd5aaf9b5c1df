import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { addOther, dialog, setUpVault } from './support/steps.ts'
import { callMain, inWindow } from './support/window-process.ts'

const isVisible = (app: ElectronApplication): Promise<boolean> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isVisible()))

async function closeWindow(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(() => isVisible(app)).toBe(false)
}

async function openSettings(page: Page) {
  await page.getByRole('button', { name: 'Settings' }).click()
  return dialog(page, 'Settings')
}

test('with its window closed Keyrack goes on, and a second start shows the window', async ({ profile }) => {
  const { app, page } = await profile.start()
  await setUpVault(page)
  const settings = await openSettings(page)
  await settings.locator('label', { hasText: 'Keep running in the background' }).click()
  await settings.getByRole('button', { name: 'Done' }).click()
  await closeWindow(app)
  expect((await profile.startToEnd()).code).toBe(0)
  await expect.poll(() => isVisible(app)).toBe(true)
  await expect(page.getByRole('grid', { name: 'Tokens' })).toBeVisible()
})

test('started in the background it shows nothing until somebody starts it once more', async ({ profile }) => {
  const { app, page } = await profile.start({}, { args: ['--hidden'] })
  await expect(page.getByRole('heading').first()).toBeAttached()
  expect(await isVisible(app)).toBe(false)
  // The system starts it at sign-in, and somebody was faster.
  expect((await profile.startToEnd('--hidden')).code).toBe(0)
  expect(await isVisible(app)).toBe(false)
  expect((await profile.startToEnd()).code).toBe(0)
  await expect.poll(() => isVisible(app)).toBe(true)
  await setUpVault(page)
})

test('starting at sign-in is a setting, which the system has', async ({ profile }) => {
  const { page } = await profile.start()
  await setUpVault(page)
  const file = join(profile.userData, 'autostart', 'keyrack-test.desktop')
  const settings = await openSettings(page)
  const signIn = settings.getByRole('checkbox', { name: 'Start Keyrack in the background when you sign in' })
  await expect(signIn).not.toBeChecked()
  await signIn.press('Space')
  await expect(signIn).toBeChecked()
  expect(readFileSync(file, 'utf8')).toMatch(/^Exec="[^"]+" .*"--hidden"$/m)
  await signIn.press('Space')
  await expect(signIn).not.toBeChecked()
  expect(existsSync(file)).toBe(false)
})

interface Shown {
  readonly tooltips: string[]
  readonly menus: string[][]
  readonly badges: number[]
}

/** Notes what the desktop is told to show. */
async function watchDesktop(app: ElectronApplication): Promise<() => Promise<Shown>> {
  await app.evaluate(({ app: electronApp, Tray }) => {
    const shown: Shown = { tooltips: [], menus: [], badges: [] }
    Object.assign(globalThis, { keyrackShown: shown })
    Object.assign(Tray.prototype, {
      setToolTip: (text: string) => void shown.tooltips.push(text),
      setContextMenu: (menu: Electron.Menu) => void shown.menus.push(menu.items.map(({ label }) => label)),
    })
    Object.assign(electronApp, { setBadgeCount: (count: number) => void shown.badges.push(count) })
  })
  return () => app.evaluate(() => (globalThis as unknown as { keyrackShown: Shown }).keyrackShown)
}

test('the icon and its number say what is due, and name nobody but where that was chosen', async ({ profile }) => {
  const { app, page } = await profile.start()
  await setUpVault(page)
  await addOther(page, 'someone’s-token', 'EXAMPLE-secret')
  const shown = await watchDesktop(app)
  const add = (name: string, days: number) =>
    callMain(app, 'other.add', {
      token: {
        name,
        service: 'VPN',
        serviceUrl: '',
        owner: '',
        manageUrl: '',
        notes: '',
        expiry: { kind: 'at', at: Date.now() + days * 86_400_000 },
      },
      secret: null,
    })
  await add('over & out', -2)
  await add('deploy', 3.5)
  await expect.poll(async () => (await shown()).badges.at(-1)).toBe(2)
  expect((await shown()).tooltips.at(-1)).toBe('Keyrack: 1 token expired, 1 token due soon')
  expect((await shown()).menus.at(-1)?.join()).not.toContain('deploy')
  const settings = await openSettings(page)
  await settings.getByRole('button', { name: /Icon in the panel/ }).click()
  await page.getByRole('option', { name: 'With the next tokens by name' }).click()
  await expect.poll(async () => (await shown()).menus.at(-1)?.join()).toContain('deploy – ')
  // The page that asks gets no answer: its process ends first.
  void inWindow(app, `void window.keyrack.call('vault.lock', {})`).catch(() => undefined)
  await expect.poll(async () => (await shown()).menus.at(-1)?.join()).toContain('Unlock Keyrack…')
  const locked = await shown()
  expect(locked.menus.at(-1)?.join()).not.toContain('deploy')
  expect(locked.badges.at(-1)).toBe(2)
})
