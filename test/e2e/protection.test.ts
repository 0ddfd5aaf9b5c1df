import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { projectRoot } from '#build/aliases'
import { expect, test } from './support/fixtures.ts'
import { noKeyringReason, startKeyring } from './support/keyring.ts'
import { dialog, passphrase } from './support/steps.ts'

const folder = join(projectRoot, 'test-results', 'pictures')

/** A picture to look at; what is in it is no part of the test. */
async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
}

async function typeTwice(page: Page, first: string): Promise<void> {
  await page.getByRole('textbox', { name: first, exact: true }).fill(passphrase)
  await page.getByRole('textbox', { name: 'Repeat the passphrase' }).fill(passphrase)
}

/** Shows the code that is drawn, types the two groups that are asked back, and gives the code. */
async function writeDown(page: Page): Promise<string> {
  const form = dialog(page, 'Recovery code')
  await form.getByRole('button', { name: 'Show the code' }).click()
  await expect(form.getByRole('listitem')).toHaveCount(6)
  const groups = await form.getByRole('listitem').allTextContents()
  await form.getByRole('button', { name: 'I have written it down' }).click()
  const fields = form.getByRole('textbox', { name: /^Group/ })
  await expect(fields).toHaveCount(2)
  for (const field of await fields.all()) {
    const id = await field.getAttribute('id')
    const label = await form.locator(`label[for="${id ?? ''}"]`).textContent()
    await field.fill((groups[Number(label?.replace('Group ', '')) - 1] ?? '').toLowerCase())
  }
  await form.getByRole('button', { name: 'Check' }).click()
  return groups.join('-')
}

test('a vault is set up with keystore and passphrase together and a recovery code, which opens it without either', async ({
  profile,
}) => {
  const reason = noKeyringReason()
  test.skip(reason !== undefined, reason ?? '')
  const keyring = await startKeyring(profile.outside)
  let code = ''
  try {
    const first = await profile.start({}, keyring)
    const { page } = first
    await expect(page.getByRole('radio', { name: 'System keystore and passphrase together' })).toBeChecked()
    await picture(page, 'set-up')
    await typeTwice(page, 'Passphrase')
    await page.getByRole('button', { name: 'Create the vault' }).click()
    const form = dialog(page, 'Recovery code')
    await expect(form).toBeVisible()
    await picture(page, 'recovery-code')
    // With the keyboard: shown, put off, and taken up again where the reminder stands.
    await expect(form.getByRole('button', { name: 'Show the code' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(form.getByRole('listitem')).toHaveCount(6)
    await page.keyboard.press('Escape')
    await expect(form).toBeHidden()
    await page.getByRole('button', { name: 'No recovery code yet' }).click()
    code = await writeDown(page)
    await form.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase)
    await form.getByRole('button', { name: 'Use this code' }).click()
    await expect(form).toBeHidden()
    await expect(page.getByRole('button', { name: 'No recovery code yet' })).toHaveCount(0)
    await page.getByRole('button', { name: 'Settings', exact: true }).click()
    const ways = page.getByRole('list', { name: 'Opens with' }).getByRole('listitem')
    await expect(ways).toHaveCount(2)
    await ways.first().scrollIntoViewIfNeeded()
    await picture(page, 'settings-protection')
    await page.getByRole('button', { name: 'Change how the vault opens…' }).click()
    await expect(dialog(page, 'Change how the vault opens')).toBeVisible()
    await picture(page, 'change-how-it-opens')
    await first.close()

    const second = await profile.start({}, keyring)
    await expect(second.page.getByRole('heading', { name: 'Unlock the vault' })).toBeVisible()
    await picture(second.page, 'locked')
    await second.page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase)
    await second.page.getByRole('button', { name: 'Unlock' }).click()
    await expect(second.page.getByRole('grid', { name: 'Tokens' })).toBeVisible()
    await second.close()
  } finally {
    keyring.close()
  }

  // The keyring is gone: the passphrase alone opens nothing, and the code does.
  const third = await profile.start()
  const { page } = third
  await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase)
  await page.getByRole('button', { name: 'Unlock' }).click()
  await expect(page.getByRole('heading', { name: 'The vault is locked by the system' })).toBeVisible()
  await picture(page, 'locked-by-the-system')
  await page.getByRole('textbox', { name: 'Recovery code' }).fill(code.replaceAll('-', ' ').toLowerCase())
  await page.getByRole('button', { name: 'Unlock' }).click()
  const change = dialog(page, 'Change how the vault opens')
  await expect(change).toContainText('You opened the vault with the recovery code')
  await page.emulateMedia({ colorScheme: 'dark' })
  await picture(page, 'recovered-dark')

  // A passphrase alone takes the place of what is lost; the code that was just typed can stay.
  await expect(change.getByRole('radio', { name: 'Passphrase', exact: true })).toBeChecked()
  await typeTwice(page, 'New passphrase')
  await change.getByRole('textbox', { name: 'Recovery code' }).fill(code)
  await change.getByRole('button', { name: 'Save' }).click()
  await expect(change).toBeHidden()
  await expect(page.getByRole('button', { name: 'Vault: passphrase' })).toBeVisible()
  await third.close()

  const fourth = await profile.start()
  await fourth.page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase)
  await fourth.page.getByRole('button', { name: 'Unlock' }).click()
  await expect(fourth.page.getByRole('grid', { name: 'Tokens' })).toBeVisible()
  await fourth.close()
})
