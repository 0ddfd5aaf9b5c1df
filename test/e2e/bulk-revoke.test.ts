import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { projectRoot } from '#build/aliases'
import type { PulumiSimulator } from '#test/simulators/pulumi/index'
import { kill } from './support/app.ts'
import { expect, test } from './support/fixtures.ts'
import { addAccount, dialog, row, setUpVault, unlock } from './support/steps.ts'

const path = '/api/orgs/acme-example/tokens'
const names = Array.from({ length: 200 }, (_, index) => `bulk-${String(index).padStart(3, '0')}`)

/** Gives the credential of the account, and the ids of 200 tokens of an organization. */
function plant({ state, faults }: PulumiSimulator): { credential: string; ids: readonly string[] } {
  state.addUser({ login: 'ada-example', name: 'Ada Example', email: 'ada@example.com' })
  state.addOrganization({ name: 'acme-example', display: 'Acme Example', plan: 'enterprise' })
  state.addMember('acme-example', 'ada-example', 'admin')
  state.addOrganizationToken('acme-example', { name: 'a-deploy' })
  const ids = names.map((name) => state.addOrganizationToken('acme-example', { name }).id)
  // Slow enough for a person to see it and to step in.
  faults.add({ match: { method: 'DELETE' }, fault: { kind: 'latency', ms: 40 }, times: Number.POSITIVE_INFINITY })
  return { credential: state.addPersonalToken('ada-example', { description: 'Keyrack itself' }).value, ids }
}

const deletions = ({ requests }: PulumiSimulator): string[] =>
  requests.filter(({ method }) => method === 'DELETE').map((request) => request.path)

/** Picks out what a search finds, and opens the dialog that says what will happen. */
async function openRevoke(page: Page): Promise<void> {
  await page.getByRole('searchbox', { name: 'Search tokens' }).fill('bulk-')
  await page.getByRole('button', { name: 'Select all' }).click()
  await page.getByRole('button', { name: 'Revoke…' }).click()
}

async function confirm(page: Page, number: number): Promise<void> {
  const form = dialog(page, 'Revoke tokens')
  const submit = form.getByRole('button', { name: `Revoke ${number} tokens` })
  await expect(submit).toBeDisabled()
  await expect(form.getByRole('textbox')).toBeFocused()
  await page.keyboard.type(String(number))
  await picture(page, 'bulk-plan')
  await page.keyboard.press('Enter')
  await expect(submit).toHaveCount(0)
}

/** A picture to look at; what is in it is no part of the test. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = join(projectRoot, 'test-results', 'pictures')
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
}

test('200 tokens are revoked one by one, three of them fail, and those are tried again', async ({
  profile,
  pulumi,
}) => {
  test.slow()
  const { credential, ids } = plant(pulumi)
  for (const index of [3, 77, 150]) {
    pulumi.faults.add({
      match: { method: 'DELETE', path: `${path}/${ids[index] ?? ''}` },
      fault: { kind: 'status', status: 403, message: 'Not this one' },
    })
  }
  const { page } = await profile.start()
  await setUpVault(page)
  await addAccount(page, { provider: 'Pulumi Cloud', address: pulumi.origin, credential, name: 'Ada' })
  await expect(row(page, 'a-deploy')).toBeVisible()

  await openRevoke(page)
  const form = dialog(page, 'Revoke tokens')
  await expect(form.getByText(/These 200 tokens stop working at once/)).toBeVisible()
  await confirm(page, 200)

  // It goes on without its dialog, and the line above the list leads back to it.
  await expect(form.getByText(/Revoking tokens: \d+ of 200/)).toBeVisible()
  await picture(page, 'bulk-running')
  await form.getByRole('button', { name: 'Close' }).last().click()
  await expect(form).toBeHidden()
  await expect(page.getByText(/Revoking tokens: \d+ of 200/)).toBeVisible()
  await picture(page, 'bulk-line')
  await page.getByRole('button', { name: 'Show', exact: true }).first().click()

  await expect(form.getByText('197 of 200 tokens are revoked. 3 tokens could not be revoked.')).toBeVisible({
    timeout: 60_000,
  })
  const results = form.getByRole('region', { name: 'Results' }).getByRole('listitem')
  await expect(results).toHaveCount(200)
  for (const [place, name] of ['bulk-003', 'bulk-077', 'bulk-150'].entries()) {
    await expect(results.filter({ hasText: name })).toContainText('Not this one')
    await expect(results.nth(place)).toContainText('Not this one')
  }
  await picture(page, 'bulk-failed')
  expect(new Set(deletions(pulumi)).size).toBe(200)
  expect(deletions(pulumi)).toHaveLength(200)

  await form.getByRole('button', { name: 'Try the other 3 again' }).click()
  await expect(form.getByText('200 of 200 tokens are revoked.')).toBeVisible()
  expect(deletions(pulumi)).toHaveLength(203)
  await form.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByText(/of 200/)).toHaveCount(0)
  await expect(row(page, 'bulk-000')).toContainText('Revoked')
  await page.getByRole('searchbox', { name: 'Search tokens' }).fill('')
  await expect(row(page, 'a-deploy')).not.toContainText('Revoked')
})

test('an app that is killed in the middle revokes nothing twice, and the rest when it is asked to', async ({
  profile,
  pulumi,
}) => {
  test.slow()
  const { credential } = plant(pulumi)
  const first = await profile.start()
  await setUpVault(first.page)
  await addAccount(first.page, { provider: 'Pulumi Cloud', address: pulumi.origin, credential, name: 'Ada' })
  await expect(row(first.page, 'a-deploy')).toBeVisible()
  await openRevoke(first.page)
  await confirm(first.page, 200)
  await expect.poll(() => deletions(pulumi).length).toBeGreaterThan(20)
  await kill(first.app)

  const { page } = await profile.start()
  await unlock(page)
  // What was under way when it was killed has arrived by now.
  const before = deletions(pulumi).length
  expect(before).toBeLessThan(200)
  // Where the list has not come yet another such button stands in its place.
  await page.getByRole('button', { name: 'Refresh', exact: true }).first().click()
  await expect(page.getByText(/Revoking “bulk-/)).toHaveCount(0)
  expect(deletions(pulumi)).toHaveLength(before)

  // The run that was cut off is found again, and goes on with a plan of what is left.
  await expect(page.getByText(`${before} of 200 tokens are revoked.`)).toBeVisible()
  await picture(page, 'bulk-cut-off')
  await page.getByRole('button', { name: 'Show', exact: true }).first().click()
  const form = dialog(page, 'Revoke tokens')
  await expect(form.getByRole('region', { name: 'Results' }).getByRole('listitem')).toHaveCount(before)
  await picture(page, 'bulk-cut-off-results')
  await form.getByRole('button', { name: `Go on with the other ${200 - before}…` }).click()
  await expect(form.getByText(`These ${200 - before} tokens stop working at once`, { exact: false })).toBeVisible()
  await confirm(page, 200 - before)
  await expect(form.getByText(`${200 - before} of ${200 - before} tokens are revoked.`)).toBeVisible({
    timeout: 60_000,
  })
  expect(deletions(pulumi)).toHaveLength(200)
  expect(new Set(deletions(pulumi)).size).toBe(200)
})
