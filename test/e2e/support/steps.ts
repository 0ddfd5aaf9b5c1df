import { expect, type Locator, type Page } from '@playwright/test'

export const passphrase = 'correct horse battery staple'

/** The dialog that is open. */
export function dialog(page: Page, title?: string): Locator {
  const any = page.getByRole('dialog', { ...(title === undefined ? {} : { name: title, exact: true }) })
  return any.or(page.getByRole('alertdialog', { ...(title === undefined ? {} : { name: title, exact: true }) }))
}

/** The grid's row of the token with this name. */
export function row(page: Page, name: string): Locator {
  return page
    .getByRole('grid', { name: 'Tokens' })
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell', { name, exact: true }) })
}

export const details = (page: Page): Locator => page.getByRole('complementary', { name: 'Token details' })

export async function setUpVault(page: Page, typed = passphrase): Promise<void> {
  await makeVault(page, typed)
  await dialog(page, 'Recovery code').getByRole('button', { name: 'Later' }).click()
  await expect(page.getByRole('grid', { name: 'Tokens' })).toBeVisible()
}

/** Makes a vault with a passphrase; the step of the recovery code is open then. */
export async function makeVault(page: Page, typed = passphrase): Promise<void> {
  await page.getByRole('radio', { name: 'Passphrase', exact: true }).press('Space')
  await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(typed)
  await page.getByRole('textbox', { name: 'Repeat the passphrase' }).fill(typed)
  await page.getByRole('button', { name: 'Create the vault' }).click()
}

/** Does what the steps of a new recovery code ask, and gives the code. `typed` is what the vault has for a passphrase. */
export async function writeDownCode(page: Page, typed: string | null = null): Promise<string> {
  const steps = dialog(page, 'Recovery code')
  await steps.getByRole('button', { name: 'Show the code' }).click()
  const shown = steps.getByRole('group', { name: 'Your recovery code' }).getByRole('listitem')
  await expect(shown.first()).toBeVisible()
  const groups = await shown.allTextContents()
  await steps.getByRole('button', { name: 'I have written it down' }).click()
  for (const [index, group] of groups.entries()) {
    const field = steps.getByRole('textbox', { name: `Group ${index + 1}`, exact: true })
    if ((await field.count()) > 0) await field.fill(group)
  }
  await steps.getByRole('button', { name: 'Check' }).click()
  if (typed !== null) {
    await steps.getByRole('textbox', { name: 'Passphrase' }).fill(typed)
    await steps.getByRole('button', { name: 'Use this code' }).click()
  }
  await expect(steps).toHaveCount(0)
  return groups.join('-')
}

export async function unlock(page: Page, typed = passphrase): Promise<void> {
  await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(typed)
  await page.getByRole('button', { name: 'Unlock' }).click()
  await expect(page.getByRole('grid', { name: 'Tokens' })).toBeVisible()
}

export interface NewAccount {
  readonly provider: 'Pulumi Cloud' | 'Gitpod Classic'
  readonly address: string
  readonly credential: string
  readonly name: string
}

/** Opens "Add account", fills in provider, address and token, and asks the provider. */
export async function checkAccount(page: Page, account: Omit<NewAccount, 'name'>): Promise<Locator> {
  await page.getByRole('navigation', { name: 'Accounts' }).getByRole('button', { name: 'Add account' }).click()
  const form = dialog(page, 'Add account')
  if (account.provider !== 'Pulumi Cloud') {
    await form.getByRole('button', { name: /Provider/ }).click()
    await page.getByRole('option', { name: account.provider }).click()
  }
  await form.getByRole('radiogroup', { name: 'Instance' }).locator('label').last().click()
  await form.getByRole('textbox', { name: 'Address' }).fill(account.address)
  await form.getByRole('textbox', { name: 'Access token' }).fill(account.credential)
  await form.getByRole('button', { name: 'Check' }).click()
  return form
}

export async function addAccount(page: Page, account: NewAccount): Promise<void> {
  const form = await checkAccount(page, account)
  await form.getByRole('textbox', { name: 'Name of the account' }).fill(account.name)
  await form.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(form).toBeHidden()
}

/** Adds a token of "Other service" with its secret, as the form does. */
export async function addOther(page: Page, name: string, value: string): Promise<void> {
  await expect(page.getByRole('grid', { name: 'Tokens' })).toBeVisible()
  const answer = await page.evaluate(
    ([tokenName, secret]) =>
      window.keyrack.call('other.add', {
        token: {
          name: tokenName,
          service: 'VPN',
          serviceUrl: '',
          owner: '',
          expiry: { kind: 'unknown' },
          manageUrl: '',
          notes: '',
        },
        secret: { from: 'field', value: secret },
      }),
    [name, value] as const,
  )
  expect(answer.ok).toBe(true)
  await expect(row(page, name)).toBeVisible()
}
