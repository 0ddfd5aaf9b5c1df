import { addSample, openDemo, pressOnPage, shownOnPage } from './support/demo.ts'
import { expect, test } from './support/fixtures.ts'
import { details, dialog, row } from './support/steps.ts'

test('leaked secrets are ended by their values: what cannot be one is left out, and a stored one is revoked', async ({
  profile,
}) => {
  test.slow()
  const { run, world, service } = await openDemo(profile)
  const { page } = run
  const { credential, console } = service('github')
  await addSample(page, { provider: 'GitHub', secret: 'Token', credential, name: 'Ada at GitHub' })
  await page
    .getByRole('navigation', { name: 'Accounts' })
    .getByRole('button', { name: /^Ada at GitHub/ })
    .click()
  const make = async (name: string) =>
    shownOnPage(await pressOnPage(console, { do: 'make', kind: 'classic', name, days: '30', scopes: 'repo' }))
  const [pasted, stored] = [await make('build log'), await make('release bot')]
  const form = dialog(page, 'End leaked secrets at GitHub')

  await test.step('pasted ones, from the providers', async () => {
    await page.getByRole('button', { name: 'Settings' }).click()
    await page.getByRole('button', { name: 'Show providers' }).click()
    await page.getByRole('button', { name: 'A secret leaked…' }).press('Enter')
    await form.getByLabel('Leaked secrets').fill(`${pasted}\n${pasted.slice(0, -1)}`)
    await form.getByRole('button', { name: 'Look at them' }).click()
    await expect(form.getByRole('list', { name: 'Secrets that are ended' })).toContainText('Checksum right')
    await expect(form.getByRole('list', { name: 'Left out, and not sent' })).toContainText('Line 2')
    await form.getByRole('checkbox').press('Space')
    await form.getByRole('button', { name: 'End this secret' }).click()
    await expect(form.getByText('GitHub refuses it now.')).toBeVisible({ timeout: 30_000 })
    await form.getByRole('button', { name: 'Done' }).click()
  })

  await test.step('a stored one, from its token', async () => {
    await page.getByRole('button', { name: 'New token' }).click()
    const making = dialog(page, 'New token')
    await making.getByRole('textbox', { name: 'Note' }).fill('release bot')
    await making.getByLabel('Classic token', { exact: true }).and(page.locator('input')).fill(stored)
    await making.getByRole('button', { name: 'Check and store' }).click()
    await making.getByRole('button', { name: 'Done' }).click()
    await row(page, 'release bot').click()
    await expect(details(page)).toContainText('5,000 calls left')
    await details(page).getByRole('button', { name: 'A secret leaked…' }).click()
    await expect(form).toContainText('Stored here as “release bot”.')
    await form.getByRole('checkbox').press('Space')
    await form.getByRole('button', { name: 'End this secret' }).click()
    await expect(form.getByText('GitHub refuses it now.')).toBeVisible({ timeout: 30_000 })
    await form.getByRole('button', { name: 'Done' }).click()
    await expect(row(page, 'release bot')).toContainText('Revoked')
  })
  await run.close()
  await world.close()
})
