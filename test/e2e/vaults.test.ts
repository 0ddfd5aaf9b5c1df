import { readdirSync, readFileSync, readlinkSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { dialog, passphrase, setUpVault, unlock } from './support/steps.ts'

const otherPassphrase = 'another horse battery staple'
const work = { args: ['--profile=work'] }

const title = (app: ElectronApplication): Promise<string | undefined> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())

const heading = (page: Page, name: string) => page.getByRole('heading', { name })

test('two vaults are open side by side, and neither opens with the passphrase of the other', async ({ profile }) => {
  const first = await profile.start()
  await setUpVault(first.page)
  const second = await profile.start({}, work)
  await expect(heading(second.page, 'Set up the vault')).toBeVisible()
  await setUpVault(second.page, otherPassphrase)
  expect(await title(second.app)).toBe('work – Keyrack')
  await expect(first.page.getByRole('grid', { name: 'Tokens' })).toBeVisible()
  await second.close()
  await first.close()

  const folder = join(profile.userData, 'profiles', 'work')
  // Chromium's own files too: on Windows the system's key is in one of them, on other systems that one is not written.
  expect(readdirSync(folder)).toEqual(
    expect.arrayContaining(['Preferences', 'preferences.json', 'vault', 'vault.seen']),
  )
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(readdirSync(join(profile.userData, 'profiles'))).toEqual(['work'])

  const again = await profile.start({}, { args: ['--profile=WORK'] })
  await again.page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase)
  await again.page.getByRole('button', { name: 'Unlock' }).click()
  await expect(again.page.getByRole('alert')).toContainText('does not open the vault')
  await unlock(again.page, otherPassphrase)
  await again.close()

  const unnamed = await profile.start()
  await unlock(unnamed.page)
  expect(await title(unnamed.app)).toBe('Default – Keyrack')
})

for (const [what, args] of [
  ['the default vault', []],
  ['a named vault', ['--profile=work']],
] as const) {
  test(`a second start of ${what} hands over to the first, whose window comes to the front`, async ({ profile }) => {
    const first = await profile.start({}, { args: [...args] })
    await expect(heading(first.page, 'Set up the vault')).toBeVisible()
    await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    expect(await profile.startToEnd(...args)).toMatchObject({ code: 0 })
    const windows = await first.app.evaluate(async ({ BrowserWindow }) => {
      const all = BrowserWindow.getAllWindows()
      const [window] = all
      if (window !== undefined && !window.isVisible()) {
        await new Promise<void>((resolve) => window.once('show', () => resolve()))
      }
      return all.length
    })
    expect(windows).toBe(1)
    await expect(heading(first.page, 'Set up the vault')).toBeVisible()
  })
}

test('a second start while the first is ending is made good by one new start, not by a window that ends', async ({
  profile,
}) => {
  const { app, page } = await profile.start()
  await expect(heading(page, 'Set up the vault')).toBeVisible()
  const seen = await app.evaluate(async ({ app: own, BrowserWindow }) => {
    let relaunches = 0
    own.relaunch = () => (relaunches += 1)
    own.quit()
    // As Electron tells of a second start, twice.
    own.emit('second-instance', {}, [])
    own.emit('second-instance', {}, [])
    // The clipboard comes before the window.
    await new Promise((resolve) => setImmediate(resolve))
    return { relaunches, shown: BrowserWindow.getAllWindows().filter((window) => window.isVisible()).length }
  })
  expect(seen).toEqual({ relaunches: 1, shown: 0 })
})

test('a vault made in the settings is a Keyrack of its own, without this one’s debugger', async ({ profile }) => {
  test.skip(process.platform !== 'linux', 'the process is found by the lock that Chromium keeps on Linux')
  const { app, page } = await profile.start()
  await setUpVault(page)
  await page.getByRole('button', { name: 'Settings' }).click()
  await dialog(page, 'Settings').getByRole('textbox', { name: 'New vault' }).fill('Acme Corp')
  await dialog(page, 'Settings').getByRole('button', { name: 'Make it' }).click()
  await expect(page.getByText('The vault Acme Corp opens in a window of its own.')).toBeVisible()
  const lines = dialog(page, 'Settings').getByRole('list', { name: 'Vaults' }).getByRole('listitem')
  await expect(lines).toContainText([/^Default/, /^Acme CorpNew/])
  expect(await title(app)).toBe('Keyrack')
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.blur()
    window?.focus()
  })
  await expect.poll(() => title(app)).toBe('Default – Keyrack')
  await dialog(page, 'Settings').getByRole('button', { name: 'Done' }).click()

  const folder = join(profile.userData, 'profiles', 'Acme Corp')
  const pid = await primaryOf(folder)
  try {
    // Chromium writes its arguments anew, with blanks between them.
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    expect(commandLine).toContain('--profile=Acme Corp')
    expect(commandLine).not.toMatch(/--(inspect|remote-debugging)/)
    // Opened once more: the window that is there comes to the front, and no second process stays.
    await page.getByRole('button', { name: 'Vault: Default' }).click()
    await page.getByRole('menuitem', { name: 'Open Acme Corp' }).click()
    expect(await profile.startToEnd('--profile=acme corp')).toMatchObject({ code: 0 })
    // It outlives the one that started it. (Playwright would wait for the pipes that it gave to both.)
    const starter = app.process().pid ?? 0
    await app.evaluate(({ app: own }) => setImmediate(() => own.quit()))
    await expect.poll(() => isAlive(starter)).toBe(false)
    expect(await primaryOf(folder)).toBe(pid)
  } finally {
    process.kill(pid, 'SIGTERM')
    await expect.poll(() => isAlive(pid)).toBe(false)
  }
})

/** The process that has a profile open: Chromium keeps `<host>-<pid>` in a link. */
async function primaryOf(folder: string): Promise<number> {
  const lock = (): string | null => {
    try {
      return readlinkSync(join(folder, 'SingletonLock'))
    } catch {
      return null
    }
  }
  await expect.poll(lock).not.toBeNull()
  const pid = Number(lock()?.split('-').at(-1))
  expect(isAlive(pid)).toBe(true)
  return pid
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

for (const [wrong, sentence] of [
  ['--profile=../../elsewhere', 'letters (a to z), digits, spaces, dashes and underscores only'],
  ['--profile=NUL', 'Windows keeps this name for itself'],
  ['--profile=', 'needs the name of a vault'],
] as const) {
  test(`a wrong name is refused before anything is written: ${wrong}`, async ({ profile }) => {
    const { code, output } = await profile.startToEnd(wrong)
    expect(code).toBe(64)
    const said = output.split('\n').filter((line) => line.startsWith('Keyrack'))
    expect(said).toEqual([expect.stringMatching(/^Keyrack did not start: .*\.$/)])
    expect(said[0]).toContain(sentence)
    expect(readdirSync(profile.outside)).toEqual([])
  })
}

test('a folder into which nothing can be written is said to be so, and not taken for a Keyrack that runs', async ({
  profile,
}) => {
  test.skip(process.platform !== 'linux', 'only Linux has a folder into which not even root can write')
  symlinkSync('/sys/kernel', profile.userData)
  const { code, output } = await profile.startToEnd()
  expect(code).toBe(73)
  expect(output).toMatch(/^Keyrack did not start: the folder of this vault cannot be used \(E[A-Z]+\)\.$/m)
})
