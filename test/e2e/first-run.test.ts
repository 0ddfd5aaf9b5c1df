import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './support/fixtures.ts'
import { addAccount, checkAccount, details, dialog, row, setUpVault } from './support/steps.ts'

const day = 86_400_000

test('a first run: protection is shown before anything is written, then both services are listed', async ({
  profile,
  pulumi,
  gitpod,
}) => {
  const { state } = pulumi
  state.addUser({ login: 'ada-example', name: 'Ada Example', email: 'ada@example.com' })
  state.addOrganization({ name: 'acme-example', display: 'Acme Example', plan: 'enterprise' })
  state.addMember('acme-example', 'ada-example', 'admin')
  state.addTeam('acme-example', { name: 'platform', displayName: 'Platform', kind: 'pulumi' })
  const now = state.now()
  const { value } = state.addPersonalToken('ada-example', { description: 'Keyrack itself', expiresAt: now + 90 * day })
  state.addPersonalToken('ada-example', { description: 'Old laptop', expiresAt: now - 3 * day })
  state.addOrganizationToken('acme-example', { name: 'deploy-prod', expiresAt: now + 5 * day })
  state.addTeamToken('acme-example', 'platform', { name: 'platform-ci' })
  const user = gitpod.state.addUser({ name: 'Ada' })
  const { value: gitpodValue } = gitpod.state.addToken(user.id, {
    name: 'Keyrack',
    expirationTime: now + 60 * day,
    scopes: ['function:*', 'resource:default'],
  })

  const { page } = await profile.start()
  await expect(page.getByRole('heading', { name: 'Set up the vault' })).toBeVisible()
  await expect(page.getByText('Protection by this system')).toBeVisible()
  expect(existsSync(join(profile.userData, 'vault'))).toBe(false)

  await setUpVault(page)
  expect(readdirSync(join(profile.userData, 'vault')).length).toBeGreaterThan(0)
  await expect(page.getByRole('heading', { name: 'No accounts yet' })).toBeVisible()

  const form = await checkAccount(page, { provider: 'Pulumi Cloud', address: pulumi.origin, credential: value })
  await expect(form.getByText('Ada Example (ada-example)')).toBeVisible()
  await expect(form.getByText('Acme Example (admin)')).toBeVisible()
  await expect(form.getByText('Platform', { exact: false }).first()).toBeVisible()
  await form.getByRole('textbox', { name: 'Name of the account' }).fill('Ada at work')
  await form.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(form).toBeHidden()
  await addAccount(page, {
    provider: 'Gitpod Classic',
    address: gitpod.origin,
    credential: gitpodValue,
    name: 'Ada at Gitpod',
  })

  const grid = page.getByRole('grid', { name: 'Tokens' })
  await expect(grid).toHaveAttribute('aria-rowcount', '6')
  for (const name of ['Keyrack itself', 'Old laptop', 'deploy-prod', 'platform-ci', 'Keyrack']) {
    await expect(row(page, name)).toBeVisible()
  }
  await expect(row(page, 'Old laptop')).toContainText('Expired')
  await expect(row(page, 'deploy-prod')).toContainText('Due within 7 days')
  await expect(row(page, 'platform-ci')).toContainText('Never')

  await row(page, 'platform-ci').click()
  await expect(details(page).getByRole('heading', { name: 'platform-ci' })).toBeVisible()
  await expect(details(page)).toContainText('As of just now')
})

test('setting up fits into the smallest window: whatever is chosen, the button that makes the vault is in sight', async ({
  profile,
}) => {
  const { app, page } = await profile.start()
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1000, 700))
  await expect.poll(() => page.evaluate(() => window.innerHeight)).toBeLessThanOrEqual(700)
  const radios = page.getByRole('radio')
  await expect(radios.first()).toBeVisible()
  const button = page.getByRole('button', { name: /^(Create the vault|Begin the session)$/ })
  for (const radio of await radios.all()) {
    await radio.check({ force: true })
    await expect(button).toBeInViewport({ ratio: 1 })
  }
})

test('a wrong token is explained with a next step, and nothing is stored', async ({ profile, pulumi }) => {
  const { page, close } = await profile.start()
  await setUpVault(page)
  const generations = () => readdirSync(join(profile.userData, 'vault')).filter((name) => name.startsWith('vault.'))
  const before = generations()
  const wrong = `pul-${'0'.repeat(40)}`
  const form = await checkAccount(page, { provider: 'Pulumi Cloud', address: pulumi.origin, credential: wrong })
  await expect(form.getByRole('alert')).toContainText('refuses this token')
  await expect(form.getByRole('textbox', { name: 'Address' })).toHaveValue(pulumi.origin)
  await expect(form.getByRole('textbox', { name: 'Access token' })).toHaveValue('')
  await form.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('heading', { name: 'No accounts yet' })).toBeVisible()
  expect(generations()).toEqual(before)
  await close()
})

for (const [what, address, says] of [
  ['an address without encryption', 'http://pulumi.example.com', 'https'],
  ['a user name in the address', 'https://me:secret@pulumi.example.com', 'address'],
] as const) {
  test(`refuses ${what} before anything is sent`, async ({ profile, pulumi }) => {
    const { page } = await profile.start()
    await setUpVault(page)
    const form = await checkAccount(page, { provider: 'Pulumi Cloud', address, credential: `pul-${'1'.repeat(40)}` })
    await expect(form.getByRole('alert')).toContainText(says)
    expect(pulumi.requests).toEqual([])
    await expect(dialog(page, 'Add account')).toBeVisible()
  })
}
