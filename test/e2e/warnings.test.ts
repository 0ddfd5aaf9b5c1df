import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import ICAL from 'ical.js'
import { answerDialogs } from './support/app.ts'
import { expect, test } from './support/fixtures.ts'
import { details, dialog, row, setUpVault, unlock } from './support/steps.ts'

const day = 86_400_000

/** Puts a token of another service into the vault, as the form does. */
async function addOther(page: Page, name: string, days: number): Promise<void> {
  const taken = await page.evaluate(
    ([called, at]) =>
      window.keyrack.call('other.add', {
        token: {
          name: called,
          service: 'Registry',
          serviceUrl: '',
          owner: 'platform',
          expiry: { kind: 'at', at },
          manageUrl: '',
          notes: '',
        },
        secret: null,
      }),
    [name, Date.now() + days * day] as const,
  )
  expect(taken.ok).toBe(true)
  await expect(row(page, name)).toBeVisible()
}

test('a warning that is put off stays away, also after a restart, until it is asked for again', async ({ profile }) => {
  const first = await profile.start()
  const { page } = first
  await setUpVault(page)
  await addOther(page, 'deploy-soon', 2)
  await addOther(page, 'next-week', 6)
  const band = page.getByText('2 tokens due within 7 days')
  await expect(band).toBeVisible()

  await page.getByRole('main').getByRole('button', { name: 'Remind me later' }).click()
  await page.getByRole('menuitem', { name: 'In a week' }).click()
  await expect(page.getByText('2 put off or known')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(band).toBeVisible()

  await row(page, 'deploy-soon').click()
  const warnings = details(page).getByRole('region', { name: 'Warnings' })
  await warnings.getByRole('button', { name: 'Remind me later' }).click()
  await page.getByRole('menuitem', { name: 'In 3 days' }).click()
  await expect(warnings).toContainText('Put off until')
  await expect(page.getByText('1 token due within 7 days, 1 put off or known')).toBeVisible()
  await first.close()

  const second = await profile.start()
  await unlock(second.page)
  await expect(second.page.getByText('1 token due within 7 days, 1 put off or known')).toBeVisible()
  await row(second.page, 'deploy-soon').click()
  const again = details(second.page).getByRole('region', { name: 'Warnings' })
  await expect(again).toContainText('Put off until')
  await again.getByRole('button', { name: 'Warn me again' }).click()
  await expect(second.page.getByText('2 tokens due within 7 days')).toBeVisible()
})

test('the calendar is saved with what expires, is kept up to date, and is left alone when that is asked', async ({
  profile,
}) => {
  const { app, page } = await profile.start()
  await setUpVault(page)
  await addOther(page, 'deploy-soon', 2)
  const file = join(profile.outside, 'keyrack.ics')
  await answerDialogs(app, file)
  const open = async () => {
    await page.getByRole('button', { name: 'Settings' }).click()
    await dialog(page, 'Settings').getByRole('button', { name: 'Calendar file…' }).click()
    return dialog(page, 'Calendar file')
  }
  const titles = () => {
    const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, 'utf8')) as unknown[])
    return calendar.getAllSubcomponents('vevent').map((event) => String(event.getFirstPropertyValue('summary')))
  }
  const form = await open()
  expect(existsSync(file)).toBe(false)
  await form.getByRole('checkbox', { name: 'With the names of tokens, owners and accounts' }).press('Space')
  await form.getByRole('checkbox', { name: 'Keep this file up to date' }).press('Space')
  await form.getByRole('button', { name: 'Save…' }).click()
  await expect(page.getByText('keyrack.ics tells of 1 token.')).toBeVisible()
  expect(titles()).toEqual([expect.stringContaining('deploy-soon')])
  expect(statSync(file).mode & 0o777).toBe(0o600)

  await expect(form).toBeHidden()
  await page.keyboard.press('Escape')
  await addOther(page, 'next-week', 6)
  await expect.poll(titles).toHaveLength(2)

  const kept = await open()
  await expect(kept).toContainText(`Kept up to date: ${file}`)
  await kept.getByRole('button', { name: 'Leave it as it is' }).click()
  await expect(kept.getByText('Kept up to date')).toHaveCount(0)
})

test('a calendar file whose folder is gone is told quietly, and where the file was chosen', async ({ profile }) => {
  const { app, page } = await profile.start()
  await setUpVault(page)
  await addOther(page, 'deploy-soon', 2)
  const folder = join(profile.outside, 'drive')
  mkdirSync(folder)
  await answerDialogs(app, join(folder, 'keyrack.ics'))
  await page.getByRole('button', { name: 'Settings' }).click()
  await dialog(page, 'Settings').getByRole('button', { name: 'Calendar file…' }).click()
  const form = dialog(page, 'Calendar file')
  await form.getByRole('checkbox', { name: 'Keep this file up to date' }).press('Space')
  await form.getByRole('button', { name: 'Save…' }).click()
  await expect(form).toBeHidden()
  await page.keyboard.press('Escape')
  rmSync(folder, { recursive: true })
  await addOther(page, 'next-week', 6)
  const line = page.getByText('Your calendar file could not be brought up to date.')
  await expect(line).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Show', exact: true }).first().click()
  await expect(form).toContainText('Its folder is not there.')
  await form.getByRole('button', { name: 'Leave it as it is' }).click()
  await expect(line).toBeHidden()
})
