import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startVerdaccio } from '#test/support/verdaccio'
import { expect, test } from './support/fixtures.ts'
import { dialog, row, setUpVault } from './support/steps.ts'

test('a registry below a path is found in the npm configuration, and signed in to with the token there', async ({
  profile,
}) => {
  const registry = await startVerdaccio('/npm/private')
  const token = await registry.signUp('ada', 'ada-password-EXAMPLE')
  await registry.issue(token, { password: 'ada-password-EXAMPLE' })
  const wire = join(profile.outside, 'wire.jsonl')
  const run = await profile.start({ recordWire: wire })
  const { page } = run
  await setUpVault(page)
  const key = `${registry.address.replace('http:', '')}/:_authToken`
  await writeFile(
    join(profile.userData, '.npmrc'),
    `@acme:registry=${registry.address}/\n${key}=${token}\n//ci.example/:_authToken=\${CI_TOKEN}\n`,
  )

  await page.getByRole('navigation', { name: 'Accounts' }).getByRole('button', { name: 'Add account' }).click()
  const form = dialog(page, 'Add account')
  await form.getByRole('button', { name: /Provider/ }).click()
  await page.getByRole('option', { name: 'npm registry' }).click()
  // What is shown to be read is not masked as a secret is.
  const notice = form.getByText('npm login')
  expect(await notice.evaluate((shown) => getComputedStyle(shown).getPropertyValue('-webkit-text-security'))).toBe(
    'none',
  )
  await form.getByText('https://ci.example', { exact: true }).click()
  await expect(form.getByText('takes the token from CI_TOKEN')).toBeVisible()
  await form.getByText(registry.address, { exact: true }).click()
  await form.getByRole('button', { name: 'Use the token of your npm configuration' }).click()
  await form.getByRole('button', { name: 'Check' }).click()
  await expect(form.getByText(registry.address)).toBeVisible()
  await form.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(form).toBeHidden()

  const [issued] = await registry.listed(token)
  await expect(row(page, issued?.key ?? '')).toBeVisible()
  for (const path of registry.paths) expect(path).toMatch(/^\/npm\/private\/-\//)
  expect(await page.content()).not.toContain(token)
  expect(await readFile(wire, 'utf8')).not.toContain(token)
  await run.close()
  await registry.close()
})
