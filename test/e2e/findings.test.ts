import type { Page } from '@playwright/test'
import type { Expiry } from '#shared/model/time'
import { expect, test } from './support/fixtures.ts'
import { addAccount, details, dialog, passphrase, row, setUpVault } from './support/steps.ts'

const day = 86_400_000

/** Puts tokens of another service into the vault, as the form does. */
async function addOthers(page: Page, tokens: readonly { name: string; owner: string; expiry: Expiry }[]) {
  const taken = await page.evaluate(async (given) => {
    const token = { service: 'Registry', serviceUrl: '', manageUrl: '', notes: '' }
    const answers = await Promise.all(
      given.map((one) => window.keyrack.call('other.add', { token: { ...token, ...one }, secret: null })),
    )
    return answers.every(({ ok }) => ok)
  }, tokens)
  expect(taken).toBe(true)
}

test('the audit finds what is wrong, takes decisions back, and is as it was left after a restart', async ({
  profile,
  pulumi,
}) => {
  test.slow()
  pulumi.state.addUser({ login: 'ada', name: 'Ada', email: 'ada@example.com' })
  const credential = pulumi.state.addPersonalToken('ada', { description: 'Keyrack' }).value
  pulumi.state.addPersonalToken('ada', { description: 'old laptop' })
  const first = await profile.start()
  const { page } = first
  await setUpVault(page)
  await addAccount(page, { provider: 'Pulumi Cloud', address: pulumi.origin, credential, name: 'Work' })
  const at = (days: number): Expiry => ({ kind: 'at', at: Date.now() + days * day })
  await addOthers(page, [
    { name: 'expired-ci', owner: 'platform', expiry: at(-3) },
    { name: 'deploy-soon', owner: 'platform', expiry: at(2) },
    { name: 'forever', owner: 'ada', expiry: { kind: 'never' } },
  ])
  const list = page.getByRole('treegrid', { name: 'Findings' })
  const pane = page.getByRole('complementary', { name: 'Finding details' })
  const finding = (rule: string, name: string) =>
    list.getByRole('row').filter({ hasText: rule }).filter({ hasText: name })

  await test.step('from the side bar', async () => {
    await page.getByRole('button', { name: 'Audit', exact: true }).click()
    await expect(finding('Expired, but kept', 'expired-ci')).toBeVisible()
    await expect(finding('Expires soon', 'deploy-soon')).toBeVisible()
  })

  await test.step('by a stricter policy', async () => {
    const before = await list.getByRole('row').count()
    await page.getByRole('button', { name: /^Policy: / }).click()
    await dialog(page, 'Policy').getByRole('radio', { name: 'Strict' }).press('Space')
    await dialog(page, 'Policy').getByRole('button', { name: 'Done' }).click()
    await expect(page.getByRole('button', { name: /^Policy: Strict/ })).toBeVisible()
    await expect(finding('Never expires', 'forever')).toBeVisible()
    expect(await list.getByRole('row').count()).toBeGreaterThan(before)
  })

  await test.step('with the keyboard to a finding and its token', async () => {
    await finding('Expires soon', 'deploy-soon').click()
    await expect(pane.getByRole('heading', { name: 'Expires soon' })).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(pane).toBeFocused()
    await pane.getByRole('button', { name: 'Token', exact: true }).click()
    await expect(pane.getByRole('heading', { name: 'deploy-soon' })).toBeVisible()
    await pane.getByRole('button', { name: 'Finding', exact: true }).click()
  })

  await test.step('accepted, undone, and accepted for good', async () => {
    const one = finding('Expires soon', 'deploy-soon')
    const accept = async () => {
      await pane.getByRole('button', { name: 'Accept…' }).click()
      const asking = dialog(page, 'Accept')
      await asking.getByRole('textbox', { name: /Who accepts it/ }).fill('ada')
      await asking.getByRole('textbox', { name: /Reason/ }).fill('replaced on Monday')
      await asking.getByRole('button', { name: 'Accept', exact: true }).click()
      await expect(one).toHaveCount(0)
    }
    await accept()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(one).toBeVisible()
    await one.click()
    await accept()
    await page.getByRole('button', { name: '1 set aside · Show' }).click()
    await expect(one).toContainText('Accepted')
  })

  await test.step('grouped by owner', async () => {
    await page.getByRole('button', { name: 'By severity' }).click()
    await page.getByRole('menuitemradio', { name: 'Owner' }).click()
    await page.getByRole('button', { name: /set aside · Hide/ }).click()
    await expect(list.getByRole('row').filter({ hasText: /^platform/ })).toBeVisible()
  })
  await first.close()

  const second = await profile.start()
  await second.page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase)
  await second.page.getByRole('button', { name: 'Unlock' }).click()
  await expect(second.page.getByRole('button', { name: 'By owner' })).toBeVisible()
  await expect(second.page.getByRole('button', { name: '1 set aside · Show' })).toBeVisible()
  await second.page.keyboard.press('Control+1')
  await expect(row(second.page, 'old laptop')).toBeVisible()
})

test('what a provider noted of a token stands beside it', async ({ profile, pulumi }) => {
  test.slow()
  const { state } = pulumi
  state.addUser({ login: 'ada', name: 'Ada', email: 'ada@example.com' })
  state.addOrganization({ name: 'acme', display: 'Acme', plan: 'enterprise' })
  state.addMember('acme', 'ada', 'admin')
  const credential = state.addPersonalToken('ada', { description: 'Keyrack' }).value
  const { page } = await profile.start()
  await setUpVault(page)
  await addAccount(page, { provider: 'Pulumi Cloud', address: pulumi.origin, credential, name: 'Work' })
  await row(page, 'Keyrack').click()
  const log = details(page).getByRole('region', { name: 'Pulumi Cloud’s audit log' })
  await log.getByRole('button', { name: 'Show the events' }).click()
  await expect(log.getByText(/^\d+ events? · asked just now$/)).toBeVisible()
})
