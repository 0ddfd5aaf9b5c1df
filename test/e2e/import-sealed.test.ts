import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kdbxOf } from '#test/support/import/kdbx'
import { answerDialogs } from './support/app.ts'
import { expect, test } from './support/fixtures.ts'
import { dialog, row, setUpVault } from './support/steps.ts'

test('a database of KeePass is opened by its password, and a token in it is stored', async ({ profile }) => {
  const token = 'EXAMPLE0123456789abcdefABCDEF'
  const folder = await mkdtemp(join(tmpdir(), 'keyrack-files-'))
  const path = join(folder, 'mine.kdbx')
  const entry = { Title: 'Build server', UserName: 'ada', Password: token, URL: 'https://ci.example' }
  await writeFile(path, await kdbxOf('correct horse', [entry, { Title: 'Poem', Notes: 'Roses are red' }]))
  const { app, page, close } = await profile.start()
  await setUpVault(page)
  await answerDialogs(app, path)
  await page.getByRole('button', { name: 'Import secrets…' }).first().click()
  const importing = dialog(page, 'Import secrets')
  await importing.getByRole('button', { name: 'Choose a file…' }).click()
  const password = importing.getByLabel('Password of “mine.kdbx”')

  await test.step('a wrong password opens nothing', async () => {
    await password.fill('battery staple')
    await importing.getByRole('button', { name: 'Open it' }).click()
    await expect(importing).toContainText('This password does not open the file.')
  })

  await test.step('the right one shows what is in it, and nothing of the secret', async () => {
    await password.fill('correct horse')
    await importing.getByRole('button', { name: 'Open it' }).click()
    await importing.getByRole('button', { name: /^Show 1 more value/ }).click()
    await expect(importing).toContainText('Build server')
    await expect(importing).toContainText('1 entry left out')
    expect(await page.content()).not.toContain(token)
  })

  await test.step('a token of a service that Keyrack does not know is stored with what the file says', async () => {
    await importing.getByText('Build server', { exact: true }).first().click()
    await importing.getByRole('button', { name: 'Try and store 1 value' }).click()
    await expect(importing.getByRole('list', { name: 'What became of each value' })).toContainText('Stored')
    await importing.getByRole('button', { name: 'Close' }).last().click()
    await expect(row(page, 'Build server')).toBeVisible()
  })
  await close()
  await rm(folder, { recursive: true })
})
