import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PulumiSimulator } from '#test/simulators/pulumi/index'
import { answerDialogs } from './support/app.ts'
import { expect, test } from './support/fixtures.ts'
import { picture } from './support/pictures.ts'
import { addAccount, dialog, setUpVault } from './support/steps.ts'

const day = 86_400_000

/** An organization with Grace, who made tokens of it and of its team, and Ada, who signs in. */
function plant({ state }: PulumiSimulator): string {
  state.addUser({ login: 'ada-example', name: 'Ada Example', email: 'ada@example.com' })
  state.addUser({ login: 'grace-example', name: 'Grace Example', email: 'grace@example.com' })
  state.addOrganization({ name: 'acme-example', display: 'Acme Example', plan: 'enterprise' })
  state.addMember('acme-example', 'ada-example', 'admin')
  state.addMember('acme-example', 'grace-example', 'member')
  state.addTeam('acme-example', { name: 'release', displayName: 'Release', kind: 'pulumi' })
  const byGrace = { createdBy: 'grace-example', createdAt: Date.now() - 90 * day }
  const used = { lastUsedAt: Date.now() - 2 * day, expiresAt: Date.now() + 5 * day }
  state.addOrganizationToken('acme-example', { name: 'nightly-deploy', ...byGrace, ...used })
  state.addOrganizationToken('acme-example', { name: 'never-tried', ...byGrace })
  state.addTeamToken('acme-example', 'release', { name: 'release-bot', ...byGrace, ...used })
  state.addOrganizationToken('acme-example', { name: 'docs-ci', createdBy: 'ada-example' })
  return state.addPersonalToken('ada-example', { description: 'Keyrack itself' }).value
}

test('somebody leaves: the team view says so, and the plan ends or replaces what they had', async ({
  profile,
  pulumi,
}) => {
  const credential = plant(pulumi)
  const running = await profile.start()
  const { app, page } = running
  await setUpVault(page)
  await addAccount(page, { provider: 'Pulumi Cloud', address: pulumi.origin, credential, name: 'Work' })
  await page.getByRole('button', { name: 'Team' }).click()
  const table = page.getByRole('table', { name: 'Owners of tokens' })
  const grace = table.getByRole('row', { name: /Grace Example/ })
  await expect(grace.getByRole('cell').nth(1)).toHaveText('3')
  await expect(grace.getByText('Left')).toHaveCount(0)
  await expect(table.getByRole('row', { name: /Release/ }).getByText('Nobody’s')).toBeVisible()

  pulumi.state.organization('acme-example').members.delete('grace-example')
  await page.evaluate(() => window.keyrack.call('inventory.refresh', { accountId: null, jobId: crypto.randomUUID() }))
  await expect(grace.getByText('Left')).toBeVisible()
  await grace.getByRole('button', { name: 'Grace Example' }).click()
  const panel = page.getByRole('region', { name: 'Grace Example' })
  await expect(panel).toContainText(
    'Not among the members of Acme Example (listed just now; last seen in it just now).',
  )
  await panel.getByRole('button', { name: 'nightly-deploy' }).click()
  await expect(page.getByRole('complementary', { name: 'Token details' })).toContainText('nightly-deploy')
  await picture(running, 'team')

  await panel.getByRole('button', { name: 'Plan for leaving' }).click()
  const plan = dialog(page, 'When Grace Example leaves')
  await expect(plan.getByRole('region', { name: 'Revoke in Keyrack (1)' })).toContainText('never-tried')
  await expect(plan.getByRole('region', { name: 'Give new secrets in Keyrack (2)' })).toContainText('release-bot')
  await picture(running, 'offboard')

  const file = join(profile.outside, 'plan.md')
  await answerDialogs(app, file)
  await plan.getByRole('button', { name: 'Export Markdown' }).click()
  await expect(page.getByText('The plan is in plan.md.')).toBeVisible()
  expect(readFileSync(file, 'utf8')).toContain('**nightly-deploy**')

  await plan.getByRole('button', { name: 'Revoke 1 token…' }).click()
  const form = dialog(page, 'Revoke tokens')
  await form.getByRole('textbox').fill('1')
  await page.keyboard.press('Enter')
  await expect.poll(() => pulumi.state.tokens.some(({ name }) => name === 'never-tried')).toBe(false)
  await dialog(page, 'Revoke tokens').getByRole('button', { name: 'Done' }).click()
  await panel.getByRole('button', { name: 'Plan for leaving' }).click()
  await expect(plan.getByRole('region', { name: /Revoke in Keyrack/ })).toHaveCount(0)
  await plan.getByRole('button', { name: 'Give 2 tokens new secrets…' }).click()
  await expect(dialog(page, 'Regenerate tokens')).toContainText('nightly-deploy')
})
