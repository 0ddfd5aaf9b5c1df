import type { Page } from '@playwright/test'
import type { Expiry } from '#shared/model/time'
import { expect, test } from './support/fixtures.ts'
import { details, setUpVault } from './support/steps.ts'

const day = 86_400_000

/** Puts tokens of other services into the vault, as the form does. */
async function addTokens(
  page: Page,
  tokens: readonly { name: string; service: string; owner: string; expiry: Expiry }[],
) {
  const answers = await page.evaluate(async (given) => {
    const results: boolean[] = []
    for (const one of given) {
      const token = { ...one, serviceUrl: '', manageUrl: '', notes: '' }
      results.push((await window.keyrack.call('other.add', { token, secret: null })).ok)
    }
    return results
  }, tokens)
  expect(answers.every(Boolean)).toBe(true)
}

test('the timeline shows what expires when, and leads to the token', async ({ profile }) => {
  const first = await profile.start()
  await setUpVault(first.page)
  const at = (days: number): Expiry => ({ kind: 'at', at: Date.now() + days * day })
  await addTokens(first.page, [
    { name: 'expired-ci', service: 'VPN', owner: 'platform', expiry: at(-3) },
    { name: 'deploy-soon', service: 'Registry', owner: 'platform', expiry: at(2) },
    { name: 'in-a-year', service: 'Registry', owner: 'ada', expiry: at(365) },
    { name: 'forever', service: 'VPN', owner: 'ada', expiry: { kind: 'never' } },
  ])
  await first.page.getByRole('button', { name: 'Timeline' }).click()
  const chart = first.page.getByRole('grid', { name: 'Tokens by month' })
  const list = first.page.getByRole('grid', { name: 'Tokens by expiry' })
  await expect(chart.getByRole('gridcell', { name: 'All, Expired already: 1 token' })).toBeVisible()
  await expect(chart.getByRole('gridcell', { name: 'VPN, Never expires: 1 token' })).toBeVisible()
  await expect(list.getByRole('gridcell').nth(1)).toContainText('expired-ci')
  await expect(list.getByText('in-a-year')).toBeVisible()
  await expect(list.getByText('forever')).toHaveCount(0)

  // With the keyboard alone: to the list, to the second token, into its details.
  await list.focus()
  await first.page.keyboard.press('Home')
  await first.page.keyboard.press('ArrowDown')
  await first.page.keyboard.press('Enter')
  await expect(details(first.page)).toBeFocused()
  await expect(details(first.page)).toContainText('deploy-soon')

  await first.page.getByRole('button', { name: 'Owner' }).click()
  await chart.getByRole('gridcell', { name: 'ada, Never expires: 1 token' }).click()
  await expect(list.getByText('forever')).toBeVisible()
  await expect(list.getByText('deploy-soon')).toHaveCount(0)

  // What was chosen is there again after a start.
  await first.close()
  const second = await profile.start()
  await second.page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill('correct horse battery staple')
  await second.page.getByRole('button', { name: 'Unlock' }).click()
  await expect(second.page.getByRole('button', { name: 'Owner' })).toHaveAttribute('aria-pressed', 'true')
})
