import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { setUpVault, unlock } from './support/steps.ts'

const work = { args: ['--profile=work'] }

const title = (app: ElectronApplication): Promise<string | undefined> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())

const heading = (page: Page, name: string) => page.getByRole('heading', { name })

async function setUpWith(page: Page, passphrase: string): Promise<void> {
  await page.getByRole('radio', { name: 'Passphrase' }).check()
  await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase)
  await page.getByRole('textbox', { name: 'Repeat the passphrase' }).fill(passphrase)
  await page.getByRole('button', { name: 'Create the vault' }).click()
  await expect(page.getByRole('grid', { name: 'Tokens' })).toBeVisible()
}

test('two vaults are open side by side, and neither opens with the passphrase of the other', async ({ profile }) => {
  const passphrase = 'another horse battery staple'
  const first = await profile.start()
  await setUpVault(first.page)
  const second = await profile.start({}, work)
  await expect(heading(second.page, 'Set up the vault')).toBeVisible()
  await setUpWith(second.page, passphrase)
  expect(await title(second.app)).toBe('work – Keyrack')
  await expect(first.page.getByRole('grid', { name: 'Tokens' })).toBeVisible()
  await second.close()
  await first.close()

  const folder = join(profile.userData, 'profiles', 'work')
  for (const kept of ['vault', 'logs', 'preferences.json']) expect(existsSync(join(folder, kept)), kept).toBe(true)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(readdirSync(join(profile.userData, 'profiles'))).toEqual(['work'])

  const again = await profile.start({}, { args: ['--profile=WORK'] })
  await again.page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill('correct horse battery staple')
  await again.page.getByRole('button', { name: 'Unlock' }).click()
  await expect(again.page.getByRole('alert')).toContainText('does not open the vault')
  await again.page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase)
  await again.page.getByRole('button', { name: 'Unlock' }).click()
  await expect(again.page.getByRole('grid', { name: 'Tokens' })).toBeVisible()
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
