import { addSample, openDemo } from './support/demo.ts'
import { expect, test } from './support/fixtures.ts'
import { details, dialog, row } from './support/steps.ts'

test('a prompt for a code that was left leaves the operation where it is gone on with', async ({ profile }) => {
  const { run, world, service } = await openDemo(profile)
  const { page } = run
  const { credential, says } = service('npm')
  const password = /password (\S+),/.exec(says)?.[1] ?? ''
  const code = /code (\d+)/.exec(says)?.[1] ?? ''
  await addSample(page, { provider: 'npm registry', secret: 'Access token', credential, name: 'Ada at npm' })
  const accounts = page.getByRole('navigation', { name: 'Accounts' })
  await accounts.getByRole('button', { name: /^Ada at npm/ }).click()
  await row(page, 'mirror').click()
  await details(page).getByRole('button', { name: 'Regenerate' }).click()

  const form = dialog(page, 'Regenerate')
  await form.getByRole('textbox', { name: 'Name' }).fill('mirror-2')
  const make = form.getByRole('button', { name: 'Make the new token' })
  await make.click()
  for (const [label, value] of [
    ['Password', password],
    ['One-time code', code],
  ] as const) {
    await form.getByLabel(label).fill(value)
    await make.click()
  }
  await form.getByRole('checkbox').press('Space')
  await form.getByRole('button', { name: 'Revoke the old token' }).click()
  await expect(form.getByLabel('One-time code')).toBeVisible()
  await form.getByRole('button', { name: 'Later' }).click()

  await page.getByRole('button', { name: 'Look at it: Regenerating “mirror-2”' }).click()
  const waiting = page.getByRole('dialog')
  await waiting.getByLabel('One-time code').fill(code)
  await waiting.getByRole('checkbox').press('Space')
  await waiting.getByRole('button', { name: 'Revoke the old token' }).click()
  await expect(waiting).toBeHidden()
  await expect(row(page, 'mirror')).toContainText('Revoked')
  await run.close()
  await world.close()
})
