import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { answerDialogs, catchPages, clipboardText, writeClipboard } from './support/app.ts'
import { addSample, openDemo, pressOnPage, shownOnPage } from './support/demo.ts'
import { expect, test } from './support/fixtures.ts'
import { details, dialog, row, setUpVault } from './support/steps.ts'

test('an OAuth 2.0 server is signed in to with a client, its issuer and its secret; a token is kept and revoked', async ({
  profile,
}) => {
  const { run, world, service } = await openDemo(profile)
  const { page } = run
  const { credential, fields, says } = service('oauth')
  const { client = '', path = '' } = fields
  await addSample(page, {
    provider: 'OAuth 2.0 server',
    secret: 'Client secret',
    credential,
    fields: { 'Client id': client, 'Path of the issuer': path },
    name: 'Acme identity',
  })

  await page
    .getByRole('navigation', { name: 'Accounts' })
    .getByRole('button', { name: /^Acme identity/ })
    .click()
  await page.getByRole('button', { name: 'New token' }).click()
  const form = dialog(page, 'New token')
  await form.getByRole('textbox', { name: 'Name' }).fill('shop frontend')
  await form.getByLabel('Access or refresh token').fill('EXAMPLE-nobody-issued-this')
  await form.getByRole('button', { name: 'Check and store' }).click()
  await expect(form.getByRole('alert')).toBeVisible()
  await form.getByLabel('Access or refresh token').fill(says.split('\n').at(-1) ?? '')
  await form.getByRole('button', { name: 'Check and store' }).click()
  await expect(form.getByText('Its secret is in the vault already.')).toBeVisible()
  await form.getByRole('button', { name: 'Done' }).click()

  await row(page, 'shop frontend').click()
  await details(page).getByRole('button', { name: 'Revoke' }).click()
  await dialog(page, 'Revoke').getByRole('button', { name: 'Revoke' }).click()
  await expect(row(page, 'shop frontend')).toContainText('Revoked')
  await run.close()
  await world.close()
})

test('a token of GitHub is made on its page, taken from the clipboard, regenerated there, and revoked there', async ({
  profile,
}) => {
  test.slow()
  const { run, world, service } = await openDemo(profile)
  const { page, app } = run
  const pages = await catchPages(app)
  const { credential, console } = service('github')
  await addSample(page, { provider: 'GitHub', secret: 'Token', credential, name: 'Ada at GitHub' })
  await page
    .getByRole('navigation', { name: 'Accounts' })
    .getByRole('button', { name: /^Ada at GitHub/ })
    .click()

  await test.step('made: the page opens filled in, and what it shows is taken from the clipboard', async () => {
    await page.getByRole('button', { name: 'New token' }).click()
    const form = dialog(page, 'New token')
    await form.getByRole('textbox', { name: 'Note' }).fill('release bot')
    await form.getByRole('button', { name: 'Open the page at GitHub' }).click()
    await expect.poll(pages).toHaveLength(1)
    const [address = ''] = await pages()
    expect(address).toContain(`${console}/settings/tokens/new?description=release%20bot&scopes=`)
    await writeClipboard(
      app,
      shownOnPage(
        await pressOnPage(address, { do: 'make', kind: 'classic', name: 'release bot', days: '30', scopes: 'repo' }),
      ),
    )
    await form.getByRole('button', { name: 'Paste' }).click()
    await form.getByRole('button', { name: 'Check and store' }).click()
    await expect(form.getByText('Its secret is in the vault already.')).toBeVisible()
    await form.getByRole('button', { name: 'Done' }).click()
    await expect(row(page, 'release bot')).toContainText('30')
  })

  const idOnPage = async () => {
    const list = await (await fetch(console)).text()
    return /<td>release bot<.*?name="id" value="(\d+)"/s.exec(list)?.[1] ?? ''
  }

  await test.step('regenerated: the new secret takes the place of the old one', async () => {
    await row(page, 'release bot').click()
    await details(page).getByRole('button', { name: 'Regenerate' }).click()
    const form = dialog(page, 'Regenerate')
    const secret = shownOnPage(await pressOnPage(console, { do: 'regenerate', id: await idOnPage() }))
    await form.getByLabel('Classic token', { exact: true }).fill(secret)
    await form.getByRole('button', { name: 'Check and store' }).click()
    await expect(form.getByRole('button', { name: 'Done' })).toBeVisible()
    await form.getByRole('button', { name: 'Copy' }).click()
    await expect.poll(() => clipboardText(app)).toBe(secret)
    await form.getByRole('button', { name: 'Done' }).click()
  })

  await test.step('revoked: not before GitHub refuses the secret', async () => {
    await row(page, 'release bot').click()
    await details(page).getByRole('button', { name: 'Revoke' }).click()
    const form = dialog(page, 'Revoke')
    await form.getByRole('button', { name: 'Check that it is revoked' }).click()
    await expect(form.getByRole('alert')).toContainText('GitHub still accepts this token')
    await pressOnPage(console, { do: 'remove', id: await idOnPage() })
    await form.getByRole('button', { name: 'Check that it is revoked' }).click()
    await expect(page.getByText('“release bot” is revoked: its secret is refused.')).toBeVisible()
    await expect(row(page, 'release bot')).toContainText('Revoked')
  })
  await run.close()
  await world.close()
})

test('an npm registry asks for the password and for the one-time code, each when it wants it', async ({ profile }) => {
  const { run, world, service } = await openDemo(profile)
  const { page } = run
  const { credential, says } = service('npm')
  const password = /password (\S+),/.exec(says)?.[1] ?? ''
  const code = /code (\d+)/.exec(says)?.[1] ?? ''
  await addSample(page, { provider: 'npm registry', secret: 'Access token', credential, name: 'Ada at npm' })
  await page
    .getByRole('navigation', { name: 'Accounts' })
    .getByRole('button', { name: /^Ada at npm/ })
    .click()

  await page.getByRole('button', { name: 'New token' }).click()
  const form = dialog(page, 'New token')
  await form.getByRole('textbox', { name: 'Name' }).fill('publish nightly')
  const create = form.getByRole('button', { name: 'Create token' })
  await create.click()
  for (const [label, value] of [
    ['Password', password],
    ['One-time code', code],
  ] as const) {
    await form.getByLabel(label).fill(value)
    await create.click()
  }
  await expect(form.getByText('Its secret is in the vault already.')).toBeVisible()
  await form.getByRole('button', { name: 'Done' }).click()
  await expect(row(page, 'publish nightly')).toBeVisible()

  await row(page, 'mirror').click()
  await details(page).getByRole('button', { name: 'Revoke' }).click()
  const revoke = dialog(page, 'Revoke')
  await revoke.getByRole('checkbox').press('Space')
  await revoke.getByRole('button', { name: 'Revoke' }).click()
  await revoke.getByLabel('One-time code').fill('000000')
  await revoke.getByRole('button', { name: 'Revoke' }).click()
  await expect(revoke.getByRole('alert')).toBeVisible()
  await expect(row(page, 'mirror')).not.toContainText('Revoked')
  await revoke.getByLabel('One-time code').fill(code)
  await revoke.getByRole('button', { name: 'Revoke' }).click()
  await expect(revoke).toBeHidden()
  await expect(row(page, 'mirror')).toContainText('Revoked')
  await run.close()
  await world.close()
})

test('the audit log is shown with the tokens of the list, filtered, and saved as the provider’s own file', async ({
  profile,
}) => {
  const { run, world } = await openDemo(profile)
  const { page, app } = run
  await page.getByRole('button', { name: 'Menu of Ada at Acme' }).click()
  await page.getByRole('menuitem', { name: 'Audit log…' }).click()
  const log = dialog(page, 'Audit log of Ada at Acme')
  await log.getByRole('button', { name: 'Show the log' }).click()
  const lines = log.getByRole('table').getByRole('row')
  await expect(lines.filter({ hasText: 'A token was refused' })).toBeVisible()
  await expect(lines.filter({ hasText: 'infra-live/prod' })).toContainText('With “github-actions-prod”')
  const all = await lines.count()

  await log.getByRole('textbox', { name: 'Filter' }).fill('argo')
  await expect(lines).toHaveCount(2)
  await log.getByRole('textbox', { name: 'Filter' }).fill('')
  await log.getByRole('checkbox', { name: 'Only what has to do with tokens in the list' }).press('Space')
  await expect(lines.filter({ hasText: 'Logged in' })).toHaveCount(0)
  expect(await lines.count()).toBeLessThan(all)

  const file = join(profile.outside, 'log.csv')
  await answerDialogs(app, file)
  await log.getByRole('button', { name: 'Save as CSV…' }).click()
  await expect(log.getByText('The log was saved as log.csv')).toBeVisible()
  expect(readFileSync(file, 'utf8')).toContain('infra-live/prod')
  await run.close()
  await world.close()
})

test('the Providers screen says what works at each provider and why not, and is searched', async ({ profile }) => {
  const { page } = await profile.start()
  await setUpVault(page)
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Show providers' }).click()
  const screen = dialog(page, 'Providers')
  const all = await screen.getByRole('table').count()
  expect(all).toBeGreaterThan(9)
  const github = screen.getByRole('region', { name: /^GitHub/ })
  await expect(github.getByRole('row', { name: /^Classic token/ }).first()).toContainText('Guided')
  await expect(github.getByText(/GitHub lets nobody make tokens by a call/).first()).toBeVisible()

  await screen.getByRole('textbox', { name: 'Search providers' }).fill('rudder')
  await expect(screen.getByRole('table')).toHaveCount(1)
  await expect(screen.getByRole('status').first()).toBeVisible()
  await screen.getByRole('textbox', { name: 'Search providers' }).fill('nobody is called so')
  await expect(screen.getByText('No provider is found')).toBeVisible()
})
