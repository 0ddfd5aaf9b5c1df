import { writeClipboard } from './support/app.ts'
import { expect, test } from './support/fixtures.ts'
import { dialog, setUpVault } from './support/steps.ts'

test('a token is taken from the clipboard when the person pastes it', async ({ profile, pulumi }) => {
  pulumi.state.addUser({ login: 'ada-example', name: 'Ada Example', email: 'ada@example.com' })
  const { value } = pulumi.state.addPersonalToken('ada-example', { description: 'laptop', createdAt: 0 })
  const { app, page } = await profile.start()
  await setUpVault(page)
  await writeClipboard(app, value)
  await page.getByRole('navigation', { name: 'Accounts' }).getByRole('button', { name: 'Add account' }).click()
  const form = dialog(page, 'Add account')
  await form.getByRole('radiogroup', { name: 'Instance' }).locator('label').last().click()
  await form.getByRole('textbox', { name: 'Address' }).fill(pulumi.origin)
  await form.getByRole('button', { name: 'Paste' }).click()
  await form.getByRole('button', { name: 'Check' }).click()
  await expect(form.getByRole('textbox', { name: 'Name of the account' })).toBeVisible()
})

test('a page that was taken over cannot have main send the clipboard anywhere', async ({ profile, pulumi, gitpod }) => {
  pulumi.state.addUser({ login: 'ada-example', name: 'Ada Example', email: 'ada@example.com' })
  const { value } = pulumi.state.addPersonalToken('ada-example', { description: 'laptop', createdAt: 0 })
  const account = { provider: 'pulumi', address: pulumi.origin, credential: value, name: 'Ada' }
  const { app, page } = await profile.start({ accounts: [account] })
  await expect(page.getByRole('grid', { name: 'Tokens' })).toBeVisible()
  await writeClipboard(app, 'EXAMPLE-from-another-program')
  const answer = await page.evaluate(
    (address) =>
      window.keyrack.call('account.check', {
        provider: 'gitpod',
        address,
        secret: { from: 'clipboard' },
        jobId: crypto.randomUUID(),
      }),
    gitpod.origin,
  )
  expect(answer).toEqual({ ok: false, error: { kind: 'gesture-needed' } })
  expect(gitpod.requests).toEqual([])
})
