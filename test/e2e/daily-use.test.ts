import { FULL_ACCESS } from '#test/simulators/gitpod/state'
import { clipboardText, writeClipboard } from './support/app.ts'
import { expect, test } from './support/fixtures.ts'
import { addAccount, details, dialog, row, setUpVault, unlock } from './support/steps.ts'

const day = 86_400_000

test('create, copy, regenerate, update and revoke at both services, and all of it is there after a restart', async ({
  profile,
  pulumi,
  gitpod,
}) => {
  test.slow()
  const now = pulumi.state.now()
  pulumi.state.addUser({ login: 'ada-example', name: 'Ada Example', email: 'ada@example.com' })
  pulumi.state.addOrganization({ name: 'acme-example', display: 'Acme Example', plan: 'enterprise' })
  pulumi.state.addMember('acme-example', 'ada-example', 'admin')
  const { value: pulumiValue } = pulumi.state.addPersonalToken('ada-example', {
    description: 'Keyrack itself',
    expiresAt: now + 90 * day,
  })
  const old = pulumi.state.addOrganizationToken('acme-example', { name: 'deploy', expiresAt: now + 5 * day })
  const user = gitpod.state.addUser({ name: 'Ada' })
  const { value: gitpodValue } = gitpod.state.addToken(user.id, {
    name: 'Keyrack',
    expirationTime: now + 60 * day,
    scopes: FULL_ACCESS,
  })
  const running = gitpod.state.addToken(user.id, {
    name: 'prebuilds',
    expirationTime: now + 2 * day,
    scopes: FULL_ACCESS,
  })

  const first = await profile.start()
  const { app, page } = first
  await setUpVault(page)
  await addAccount(page, {
    provider: 'Pulumi Cloud',
    address: pulumi.origin,
    credential: pulumiValue,
    name: 'Ada at work',
  })
  await addAccount(page, {
    provider: 'Gitpod Classic',
    address: gitpod.origin,
    credential: gitpodValue,
    name: 'Ada at Gitpod',
  })

  await test.step('create at Pulumi: the secret is stored, shown once, copied by main, cleared by itself', async () => {
    await page.getByRole('button', { name: 'Settings' }).click()
    await dialog(page, 'Settings')
      .getByRole('button', { name: /Clear the clipboard after/ })
      .click()
    await page.getByRole('option').first().click()
    await dialog(page, 'Settings').getByRole('button', { name: 'Done' }).click()

    await page.getByRole('button', { name: 'New token' }).click()
    const form = dialog(page, 'New token')
    await form.getByRole('textbox', { name: 'Description' }).fill('nightly <b>build</b>')
    await form.getByRole('button', { name: 'Create token' }).click()
    await expect(form.getByText('Its secret is in the vault already.')).toBeVisible()
    await form.getByRole('button', { name: 'Copy' }).click()
    await expect(form.getByText(/^Copied/)).toBeVisible()
    const copied = await clipboardText(app)
    expect(pulumi.state.findTokenByValue(copied)?.description).toBe('nightly <b>build</b>')
    await form.getByRole('button', { name: 'Reveal' }).click()
    await expect(form.getByText(copied)).toBeVisible()
    await form.getByRole('button', { name: 'Done' }).click()
    await expect(page.getByText(copied)).toHaveCount(0)
    await expect(row(page, 'nightly <b>build</b>')).toBeVisible()
    await expect.poll(() => clipboardText(app), { timeout: 20_000 }).toBe('')
  })

  await test.step('a clipboard that holds something else by then is left alone', async () => {
    await row(page, 'nightly <b>build</b>').click()
    await details(page).getByRole('button', { name: 'Copy', exact: true }).click()
    await expect.poll(() => clipboardText(app)).toMatch(/^pul-/)
    await writeClipboard(app, 'a shopping list')
    await expect(details(page).getByText(/^Copied/)).toBeHidden({ timeout: 20_000 })
    expect(await clipboardText(app)).toBe('a shopping list')
  })

  await test.step('regenerate natively at Gitpod: same id, new secret, the old one is dead', async () => {
    await row(page, 'prebuilds').click()
    await details(page).getByRole('button', { name: 'Regenerate' }).click()
    const form = dialog(page, 'Regenerate')
    // Gitpod does not tell which token the account signs in with, so this one is guarded.
    await form.getByRole('checkbox').press('Space')
    await form.getByRole('button', { name: 'Regenerate' }).click()
    await expect(form.getByText('the old one works no more')).toBeVisible()
    await form.getByRole('button', { name: 'Copy' }).click()
    await expect.poll(() => clipboardText(app)).toMatch(/^gitpod_pat_/)
    const copied = await clipboardText(app)
    expect(gitpod.state.findTokenByValue(copied)?.id).toBe(running.id)
    expect(gitpod.state.findTokenByValue(running.value)).toBeUndefined()
    await form.getByRole('button', { name: 'Done' }).click()
  })

  await test.step('update at Gitpod: name and scopes', async () => {
    await row(page, 'prebuilds').click()
    await details(page).getByRole('button', { name: 'Edit' }).click()
    const form = dialog(page, 'Edit')
    await form.getByRole('textbox', { name: 'Name' }).fill('prebuilds in CI')
    await form.getByRole('button', { name: 'Save' }).click()
    await expect(form).toBeHidden()
    await expect(row(page, 'prebuilds in CI')).toBeVisible()
  })

  await test.step('regenerate at Pulumi by a successor with a new name; the old one is revoked after a confirmation', async () => {
    await row(page, 'deploy').click()
    await expect(details(page).getByRole('button', { name: 'Edit' })).toBeDisabled()
    await details(page).getByRole('button', { name: 'Regenerate' }).click()
    const form = dialog(page, 'Regenerate')
    await form.getByRole('textbox', { name: 'Name' }).fill('deploy-2027')
    await form.getByRole('button', { name: 'Make the new token' }).click()
    await expect(form.getByText('The new secret works')).toBeVisible()
    expect(pulumi.state.findTokenByValue(old.value)).toBeDefined()
    await form.getByRole('button', { name: 'Revoke the old token' }).click()
    await expect(page.getByText('The old token is revoked.')).toBeVisible()
    await expect(form).toBeHidden()
    expect(pulumi.state.findTokenByValue(old.value)).toBeUndefined()
    await expect(row(page, 'deploy-2027')).toBeVisible()
  })

  await test.step('revoke asks a second time where the token could be the own credential', async () => {
    await row(page, 'nightly <b>build</b>').click()
    await details(page).getByRole('button', { name: 'Revoke' }).click()
    const form = dialog(page, 'Revoke')
    await expect(form.getByText('nightly <b>build</b>').first()).toBeVisible()
    await form.getByRole('button', { name: 'Revoke' }).click()
    await expect(form).toBeHidden()
    await expect(row(page, 'nightly <b>build</b>')).toContainText('Revoked')

    await row(page, 'Keyrack itself').click()
    await details(page).getByRole('button', { name: 'Revoke' }).click()
    const guarded = dialog(page, 'Revoke')
    await expect(guarded.getByRole('button', { name: 'Revoke' })).toBeDisabled()
    await guarded.getByRole('button', { name: 'Cancel' }).click()
    expect(pulumi.state.findTokenByValue(pulumiValue)).toBeDefined()
  })

  await test.step('tags and notes', async () => {
    await row(page, 'deploy-2027').click()
    await details(page).getByRole('combobox', { name: 'Add tag' }).fill('production')
    await page.keyboard.press('Enter')
    await details(page).getByRole('textbox', { name: 'Notes' }).fill('Used by the blue cluster')
    await page.keyboard.press('Control+Enter')
    await expect(row(page, 'deploy-2027')).toContainText('production')
  })
  await first.close()

  const second = await profile.start()
  await unlock(second.page)
  const again = second.page
  await expect(row(again, 'deploy-2027')).toContainText('production')
  await expect(row(again, 'prebuilds in CI')).toBeVisible()
  await expect(row(again, 'nightly <b>build</b>')).toContainText('Revoked')
  await row(again, 'deploy-2027').click()
  await expect(details(again).getByRole('textbox', { name: 'Notes' })).toHaveValue('Used by the blue cluster')
  await details(again).getByRole('button', { name: 'Copy', exact: true }).click()
  await expect.poll(() => clipboardText(second.app)).toMatch(/^pul-/)
  expect(pulumi.state.findTokenByValue(await clipboardText(second.app))?.name).toBe('deploy-2027')
})
