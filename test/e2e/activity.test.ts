import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { answerDialogs } from './support/app.ts'
import { expect, test } from './support/fixtures.ts'
import { addAccount, details, dialog, row, setUpVault, unlock } from './support/steps.ts'

test('the activity tells what was done, is whole, is saved, and says so when its file was taken away', async ({
  profile,
  pulumi,
}) => {
  test.slow()
  pulumi.state.addUser({ login: 'ada', name: 'Ada', email: 'ada@example.com' })
  const credential = pulumi.state.addPersonalToken('ada', { description: 'Keyrack' }).value
  pulumi.state.addPersonalToken('ada', { description: 'old laptop' })
  const file = join(profile.outside, 'activity.json')
  const first = await profile.start()
  const { app, page } = first
  await setUpVault(page)
  await addAccount(page, { provider: 'Pulumi Cloud', address: pulumi.origin, credential, name: 'Work' })
  await row(page, 'old laptop').click()
  await details(page).getByRole('button', { name: 'Revoke' }).click()
  const revoking = dialog(page, 'Revoke')
  // Pulumi does not say which of the tokens the account signs in with.
  await revoking.getByRole('checkbox').press('Space')
  await revoking.getByRole('button', { name: 'Revoke', exact: true }).click()
  await expect(row(page, 'old laptop')).toContainText('Revoked')

  const log = dialog(page, 'Activity')
  const lines = log.getByRole('table').locator('[data-entry]')
  await test.step('from the token', async () => {
    await expect(dialog(page)).toHaveCount(0)
    await details(page).getByRole('button', { name: 'Its activity…' }).click()
    await expect(lines).toHaveCount(1)
    await expect(lines).toContainText('Token revoked')
    await expect(lines).toContainText('ada')
    await expect(lines).toContainText('old laptop')
    await log.getByRole('button', { name: 'Show all tokens' }).click()
    await expect(lines.last()).toContainText('Vault made')
  })

  await test.step('checked and saved', async () => {
    await log.getByRole('button', { name: 'Check the chain' }).click()
    await expect(log.getByText('The chain is whole.')).toBeVisible()
    await answerDialogs(app, file)
    await log.getByRole('button', { name: 'Save as JSON…' }).click()
    await expect(log.getByText(/entries saved as activity\.json/)).toBeVisible()
    const text = readFileSync(file, 'utf8')
    expect(JSON.parse(text)).toMatchObject({ keyrack: 'activity', entries: expect.any(Array) as unknown[] })
    expect(text).not.toContain(credential)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })
  await first.close()

  const folder = join(profile.userData, 'vault', 'snapshots')
  for (const name of readdirSync(folder)) rmSync(join(folder, name))
  const second = await profile.start()
  await unlock(second.page)
  await second.page.getByRole('button', { name: 'Activity', exact: true }).click()
  const after = dialog(second.page, 'Activity')
  await after.getByRole('button', { name: 'Check the chain' }).click()
  await expect(after.getByRole('alert')).toContainText(/Missing: entries 1 to \d/)
  await second.close()
})
