import { catchPages } from './support/app.ts'
import { addSample, openDemo, pressOnPage, shownOnPage } from './support/demo.ts'
import { expect, test } from './support/fixtures.ts'
import { dialog, row } from './support/steps.ts'

test('every token at Moderne is revoked at once, Keyrack’s own access too', async ({ profile }) => {
  const { run, world, service } = await openDemo(profile)
  const { page } = run
  const { credential } = service('moderne')
  await addSample(page, { provider: 'Moderne', secret: 'Personal access token', credential, name: 'Ada at Moderne' })
  await page
    .getByRole('navigation', { name: 'Accounts' })
    .getByRole('button', { name: /^Ada at Moderne/ })
    .click()
  await expect(row(page, 'weekly recipes')).toBeVisible()

  await page.getByRole('button', { name: 'Menu of Ada at Moderne' }).click()
  await page.getByRole('menuitem', { name: 'Revoke all tokens…' }).click()
  const form = page.getByRole('alertdialog', { name: 'Revoke all tokens' })
  await expect(form.getByText('These 3 tokens end:')).toBeVisible()
  const named = form.getByRole('list', { name: 'Tokens that end' })
  await expect(named.getByRole('listitem')).toContainText(['Keyrack', 'mod on the laptop', 'weekly recipes'])
  const submit = form.getByRole('button', { name: 'Revoke all' })
  await expect(submit).toBeDisabled()
  const name = form.getByRole('textbox')
  await expect(name).toBeFocused()
  await page.keyboard.type('Ada at Moderne')
  await page.keyboard.press('Enter')

  const after = dialog(page, 'Revoke all tokens')
  await expect(after.getByText('3 tokens are revoked.')).toBeVisible()
  await expect(after.getByText('Keyrack’s access ended with them.')).toBeVisible()
  await expect(row(page, 'weekly recipes')).toContainText('Revoked')
  await expect(row(page, 'IDE')).not.toContainText('Revoked')
  await after.getByRole('button', { name: 'Re-enter token' }).click()
  await expect(
    dialog(page, 'Re-enter token').getByText('All tokens of this account were revoked from here'),
  ).toBeVisible()
  await run.close()
  await world.close()
})

test('every personal token at RudderStack is ended on its page, and the stored ones are tried', async ({ profile }) => {
  const { run, world, service } = await openDemo(profile)
  const { page, app } = run
  const pages = await catchPages(app)
  const { credential, console } = service('rudderstack')
  await addSample(page, { provider: 'RudderStack', secret: 'Access token', credential, name: 'Shop events' })
  await page
    .getByRole('navigation', { name: 'Accounts' })
    .getByRole('button', { name: /^Shop events/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'New token' }).click()
  const making = dialog(page, 'New token')
  await making.getByRole('textbox', { name: 'Token name' }).fill('nightly export')
  const secret = shownOnPage(await pressOnPage(console, { do: 'make', kind: 'personal', name: 'nightly export' }))
  await making.getByLabel('Personal token', { exact: true }).fill(secret)
  await making.getByRole('button', { name: 'Check and store' }).click()
  await making.getByRole('button', { name: 'Done' }).click()

  await page.getByRole('button', { name: 'Menu of Shop events' }).click()
  await page.getByRole('menuitem', { name: 'Revoke all tokens…' }).click()
  const form = page.getByRole('alertdialog', { name: 'Revoke all tokens' })
  await expect(form.getByRole('list', { name: 'Tokens that end' })).toContainText('nightly export')
  await form.getByRole('checkbox').press('Space')
  await form.getByRole('button', { name: 'Open the page at RudderStack' }).click()
  await expect.poll(pages).toEqual([expect.stringContaining('/profile/tokens')])
  const check = form.getByRole('button', { name: 'Check that they are revoked' })
  await check.click()
  await expect(form.getByRole('alert')).toContainText('RudderStack still accepts what is listed here')
  const list = await (await fetch(console)).text()
  for (const [, id = ''] of list.matchAll(/name="id" value="(\d+)"/g)) await pressOnPage(console, { do: 'remove', id })
  await check.click()
  await expect(dialog(page, 'Revoke all tokens').getByText('Keyrack’s access ended with them.')).toBeVisible()
  await expect(row(page, 'nightly export')).toContainText('Revoked')
  await run.close()
  await world.close()
})
