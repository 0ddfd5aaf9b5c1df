import { expect, test } from './support/fixtures.ts'
import { addAccount, details, dialog, row, setUpVault, unlock } from './support/steps.ts'

const day = 86_400_000

function plant(pulumi: Parameters<Parameters<typeof test>[2]>[0]['pulumi']): string {
  const { state } = pulumi
  state.addUser({ login: 'ada-example', name: 'Ada Example', email: 'ada@example.com' })
  state.addOrganization({ name: 'acme-example', display: 'Acme Example', plan: 'enterprise' })
  state.addMember('acme-example', 'ada-example', 'admin')
  state.addOrganizationToken('acme-example', { name: 'deploy-prod', expiresAt: state.now() + 5 * day })
  state.addPersonalToken('ada-example', { description: 'Laptop' })
  return state.addPersonalToken('ada-example', { description: 'Keyrack itself' }).value
}

test('starts with no network: everything stored is there with its age, and calls end with a sentence', async ({
  profile,
  pulumi,
}) => {
  const credential = plant(pulumi)
  const first = await profile.start()
  await setUpVault(first.page)
  await addAccount(first.page, { provider: 'Pulumi Cloud', address: pulumi.origin, credential, name: 'Ada' })
  await expect(row(first.page, 'deploy-prod')).toBeVisible()
  await first.close()
  await pulumi.close()

  const { page } = await profile.start()
  await unlock(page)
  await expect(row(page, 'deploy-prod')).toBeVisible()
  await expect(row(page, 'Laptop')).toBeVisible()
  await row(page, 'deploy-prod').click()
  await expect(details(page)).toContainText(/As of (just now|\d+ \w+ ago)/)

  await page.getByRole('button', { name: 'Refresh', exact: true }).click()
  await expect(page.getByText(/cannot be reached/i).first()).toBeVisible()
  await expect(page.getByRole('progressbar')).toHaveCount(0)
  await expect(row(page, 'deploy-prod')).toBeVisible()

  await details(page).getByRole('button', { name: 'Revoke' }).click()
  await dialog(page, 'Revoke').getByRole('button', { name: 'Revoke' }).click()
  await expect(dialog(page, 'Revoke').getByRole('alert')).toContainText(/cannot be reached/i)
  await dialog(page, 'Revoke').getByRole('button', { name: 'Cancel' }).click()
  await expect(row(page, 'deploy-prod')).not.toContainText('Revoked')
})

test('one part failing is that part’s notice; the rest goes on', async ({ profile, pulumi }) => {
  const credential = plant(pulumi)
  const { page } = await profile.start()
  await setUpVault(page)
  pulumi.faults.add({
    match: { path: /^\/api\/orgs\/acme-example\/tokens/ },
    fault: { kind: 'status', status: 403 },
    times: Number.POSITIVE_INFINITY,
  })
  await addAccount(page, { provider: 'Pulumi Cloud', address: pulumi.origin, credential, name: 'Ada' })
  await expect(row(page, 'Laptop')).toBeVisible()
  await expect(page.getByText(/not allowed|permission/i).first()).toBeVisible()
  await expect(row(page, 'deploy-prod')).toHaveCount(0)

  pulumi.faults.clear()
  await page.getByRole('button', { name: 'Refresh', exact: true }).click()
  await expect(row(page, 'deploy-prod')).toBeVisible()
})

test('a service that never answers can be cancelled', async ({ profile, pulumi }) => {
  const credential = plant(pulumi)
  const { page } = await profile.start()
  await setUpVault(page)
  await addAccount(page, { provider: 'Pulumi Cloud', address: pulumi.origin, credential, name: 'Ada' })
  await expect(row(page, 'Laptop')).toBeVisible()
  pulumi.faults.add({ fault: { kind: 'hang' }, times: Number.POSITIVE_INFINITY })
  await page.getByRole('button', { name: 'New token' }).click()
  const form = dialog(page, 'New token')
  await form.getByRole('textbox', { name: 'Description' }).fill('never')
  await form.getByRole('button', { name: 'Create token' }).click()
  await form.getByRole('button', { name: 'Cancel' }).click()
  await expect(form.getByText(/does not know whether this was done/)).toBeVisible()
  await form.getByRole('button', { name: 'Later' }).click()
  // It waits for the person, and is not sent again when the service is back.
  pulumi.faults.clear()
  await page.getByRole('button', { name: 'Refresh', exact: true }).click()
  await expect(row(page, 'Laptop')).toBeVisible()
  await expect(page.getByText('Making “never”').first()).toBeVisible()
  expect(pulumi.requests.filter(({ method }) => method === 'POST')).toHaveLength(1)
})

test('an answer that is lost after the token was made is not sent again: the person decides', async ({
  profile,
  pulumi,
}) => {
  const credential = plant(pulumi)
  const { page } = await profile.start()
  await setUpVault(page)
  await addAccount(page, { provider: 'Pulumi Cloud', address: pulumi.origin, credential, name: 'Ada' })
  await expect(row(page, 'Laptop')).toBeVisible()
  pulumi.faults.add({ match: { method: 'POST', path: '/api/user/tokens' }, fault: { kind: 'lost-answer' } })
  await page.getByRole('button', { name: 'New token' }).click()
  const form = dialog(page, 'New token')
  await form.getByRole('textbox', { name: 'Description' }).fill('lost one')
  await form.getByRole('button', { name: 'Create token' }).click()
  await expect(form.getByText(/does not know whether this was done/)).toBeVisible()
  expect(pulumi.requests.filter(({ method, path }) => method === 'POST' && path === '/api/user/tokens')).toHaveLength(1)
  await expect(form.getByText('lost one').first()).toBeVisible()
  await form.getByRole('radio', { name: 'lost one' }).press('Space')
  // It was not there before the call, so it cannot be what Keyrack signs in with, and nothing is asked about that.
  await expect(form.getByRole('button', { name: 'It is another token' })).toHaveCount(0)
  await form.getByRole('button', { name: 'Revoke it' }).click()
  await expect(form).toBeHidden()
  await expect(row(page, 'lost one')).toContainText('Revoked')
})
