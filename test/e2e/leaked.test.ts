import { FULL_ACCESS } from '#test/simulators/gitpod/state'
import { clipboardText } from './support/app.ts'
import { addSample, openDemo, pressOnPage, shownOnPage } from './support/demo.ts'
import { expect, test } from './support/fixtures.ts'
import { addAccount, details, dialog, row, setUpVault } from './support/steps.ts'

const day = 86_400_000

test('a value on the clipboard has leaked: Keyrack knows it, revokes its token, and says what else to do', async ({
  profile,
  gitpod,
}) => {
  test.slow()
  const user = gitpod.state.addUser({ name: 'Ada' })
  const { value: credential } = gitpod.state.addToken(user.id, {
    name: 'Keyrack',
    expirationTime: gitpod.state.now() + 60 * day,
    scopes: FULL_ACCESS,
  })
  const { value: elsewhere } = gitpod.state.addToken(user.id, {
    name: 'made elsewhere',
    expirationTime: gitpod.state.now() + 90 * day,
    scopes: FULL_ACCESS,
  })
  const run = await profile.start()
  const { app, page } = run
  await setUpVault(page)
  await addAccount(page, { provider: 'Gitpod Classic', address: gitpod.origin, credential, name: 'Ada at Gitpod' })
  await page.getByRole('button', { name: 'New token' }).click()
  const making = dialog(page, 'New token')
  await making.getByRole('textbox', { name: 'Name' }).fill('prebuilds')
  await making.getByRole('button', { name: 'Create token' }).click()
  await making.getByRole('button', { name: 'Copy' }).click()
  await expect.poll(() => clipboardText(app)).toMatch(/^gitpod_pat_/)
  await making.getByRole('button', { name: 'Done' }).click()
  await row(page, 'prebuilds').click()
  await details(page).getByRole('button', { name: 'Add a place' }).click()
  await details(page).getByRole('textbox', { name: 'Path' }).fill('/home/ada/.env')
  await details(page).getByRole('button', { name: 'Add', exact: true }).click()

  await page.keyboard.press('Control+Shift+L')
  const form = dialog(page, 'A secret has leaked')
  await form.getByRole('button', { name: 'Paste' }).click()
  await form.getByRole('button', { name: 'Look at them' }).click()
  await expect(form).toContainText('Stored here as “prebuilds”.')
  await expect(form).toContainText('/home/ada/.env')
  await form.getByRole('checkbox').first().press('Space')
  await form.getByRole('button', { name: 'End this secret' }).click()
  await expect(form.getByText('It is refused now.').first()).toBeVisible({ timeout: 30_000 })
  await expect(form.getByRole('list', { name: 'What else to do' })).toContainText('Git keeps it in the history')
  await form.getByRole('button', { name: 'Done' }).click()
  await expect(row(page, 'prebuilds')).toContainText('Revoked')

  await test.step('one that nobody has stored is not guessed where the service does not tell which it is', async () => {
    await page.getByRole('button', { name: 'A secret leaked…' }).first().click()
    await form.getByLabel('Leaked secrets').fill(elsewhere)
    await form.getByRole('button', { name: 'Look at them' }).click()
    await form.getByRole('button', { name: /Where does it work/ }).click()
    await page.getByRole('option', { name: `Gitpod Classic (${new URL(gitpod.origin).host})` }).click()
    await form.getByRole('checkbox').first().press('Space')
    await form.getByRole('button', { name: 'End this secret' }).click()
    await expect(form).toContainText('It signs in as Ada.')
    await form.getByRole('button', { name: 'Revoke 2 tokens…' }).click()
    await expect(dialog(page, 'Revoke tokens')).toContainText('made elsewhere')
    expect(gitpod.state.findTokenByValue(elsewhere)).toBeDefined()
  })
  await run.close()
})

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
  const form = dialog(page, 'A secret has leaked')

  await test.step('pasted ones, from the providers', async () => {
    await page.getByRole('button', { name: 'Settings' }).click()
    await page.getByRole('button', { name: 'Show providers' }).click()
    await page.getByText('A secret leaked…').press('Enter')
    await form.getByLabel('Leaked secrets').fill(`${pasted}\n${pasted.slice(0, -1)}`)
    await form.getByRole('button', { name: 'Look at them' }).click()
    await expect(form.getByRole('list', { name: 'Secrets', exact: true })).toContainText('Checksum right')
    await expect(form.getByRole('list', { name: 'Left out, and not sent' })).toContainText('Line 2')
    await form.getByRole('checkbox').press('Space')
    await form.getByRole('button', { name: 'End this secret' }).click()
    await expect(form.getByText('It is refused now.').first()).toBeVisible({ timeout: 30_000 })
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
    await expect(form.getByText('It is refused now.').first()).toBeVisible({ timeout: 30_000 })
    await form.getByRole('button', { name: 'Done' }).click()
    await expect(row(page, 'release bot')).toContainText('Revoked')
  })
  await run.close()
  await world.close()
})
