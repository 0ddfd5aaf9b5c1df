import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { answerDialogs, makeProfile } from './support/app.ts'
import { expect, test } from './support/fixtures.ts'
import { addAccount, dialog, passphrase, row, setUpVault } from './support/steps.ts'

async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click()
  await dialog(page, 'Settings').getByRole('button', { name }).click()
}

test('a backup is made, proven, and brought into a new vault of another profile', async ({ profile, pulumi }) => {
  pulumi.state.addUser({ login: 'ada', name: 'Ada', email: 'ada@example.com' })
  const credential = pulumi.state.addPersonalToken('ada', { description: 'Keyrack' }).value
  const file = join(profile.outside, 'backup.keyrack')
  const first = await profile.start()
  await setUpVault(first.page)
  await addAccount(first.page, { provider: 'Pulumi Cloud', address: pulumi.origin, credential, name: 'Work' })
  await expect(row(first.page, 'Keyrack')).toBeVisible()
  await answerDialogs(first.app, file)

  await choose(first.page, 'Make a backup…')
  const making = dialog(first.page, 'Make a backup')
  await making.getByRole('textbox', { name: 'Passphrase' }).fill('not the passphrase')
  await making.getByRole('button', { name: 'Choose where to save it' }).click()
  await expect(making.getByRole('alert')).toContainText('does not open it')
  await making.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase)
  await making.getByRole('button', { name: 'Choose where to save it' }).click()
  await expect(making).toContainText('is written, read back and opened: 1 account, 0 secrets and 0 other services.')
  await making.getByRole('button', { name: 'Done' }).click()
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readFileSync(file).includes(credential)).toBe(false)

  await choose(first.page, 'Prove that a backup opens…')
  const proving = dialog(first.page, 'Prove that a backup opens')
  await proving.getByRole('button', { name: 'Choose the backup' }).click()
  await proving.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase)
  await proving.getByRole('button', { name: 'Open it' }).click()
  await expect(proving).toContainText('It opens. Every record was read: 1 account')
  await first.close()

  const elsewhere = makeProfile()
  try {
    const second = await elsewhere.start()
    await setUpVault(second.page)
    await answerDialogs(second.app, file)
    await choose(second.page, 'Restore from a backup…')
    const restoring = dialog(second.page, 'Restore from a backup')
    await restoring.getByRole('button', { name: 'Choose the backup' }).click()
    await restoring.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase)
    await restoring.getByRole('button', { name: 'Open it and compare' }).click()
    await expect(restoring.getByRole('row', { name: /Work New/ })).toContainText(pulumi.origin)
    await restoring.getByRole('button', { name: 'Merge into the vault' }).click()
    await expect(restoring).toBeHidden()
    await second.page.getByRole('button', { name: 'Refresh', exact: true }).first().click()
    await expect(row(second.page, 'Keyrack')).toBeVisible()
    await second.close()
  } finally {
    await elsewhere.remove()
  }
})

test('the list is written without a secret in it', async ({ profile, pulumi }) => {
  pulumi.state.addUser({ login: 'ada', name: 'Ada', email: 'ada@example.com' })
  const credential = pulumi.state.addPersonalToken('ada', { description: '=Keyrack' }).value
  const file = join(profile.outside, 'list.csv')
  const { app, page } = await profile.start()
  await setUpVault(page)
  await addAccount(page, { provider: 'Pulumi Cloud', address: pulumi.origin, credential, name: 'Work' })
  await expect(row(page, '=Keyrack')).toBeVisible()
  await answerDialogs(app, file)
  await choose(page, 'Export the list…')
  await dialog(page, 'Export the list').getByRole('button', { name: 'Choose where to save it' }).click()
  await expect(dialog(page, 'Export the list')).toContainText('“list.csv” is written: 1 token.')
  const text = readFileSync(file, 'utf8')
  expect(text).not.toContain(credential)
  expect(text.split('\r\n')).toHaveLength(3)
  expect(statSync(file).mode & 0o777).toBe(0o600)
})
