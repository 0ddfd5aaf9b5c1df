import { chmod, mkdtemp, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FULL_ACCESS } from '#test/simulators/gitpod/state'
import { clipboardText } from './support/app.ts'
import { expect, test } from './support/fixtures.ts'
import { addAccount, details, dialog, row, setUpVault } from './support/steps.ts'

const day = 86_400_000

test('a new secret is written into the file where the old one is, and the file is put back', async ({
  profile,
  gitpod,
}) => {
  test.slow()
  const now = gitpod.state.now()
  const user = gitpod.state.addUser({ name: 'Ada' })
  const { value: credential } = gitpod.state.addToken(user.id, {
    name: 'Keyrack',
    expirationTime: now + 60 * day,
    scopes: FULL_ACCESS,
  })
  const folder = await mkdtemp(join(tmpdir(), 'keyrack-files-'))
  const [real, path] = [join(folder, 'real.env'), join(folder, '.env')]
  await symlink(real, path)
  const run = await profile.start()
  const { app, page } = run
  await setUpVault(page)
  await addAccount(page, { provider: 'Gitpod Classic', address: gitpod.origin, credential, name: 'Ada at Gitpod' })

  await page.getByRole('button', { name: 'New token' }).click()
  const making = dialog(page, 'New token')
  await making.getByRole('textbox', { name: 'Name' }).fill('prebuilds')
  await making.getByRole('button', { name: 'Create token' }).click()
  await making.getByRole('button', { name: 'Copy' }).click()
  await expect.poll(() => clipboardText(app)).toMatch(/^gitpod_pat_/)
  const old = await clipboardText(app)
  await making.getByRole('button', { name: 'Done' }).click()
  const text = (value: string) => `# for CI\r\nA=1\r\nTOKEN="${value}" # mine\r\n`
  await writeFile(real, text(old))
  await chmod(real, 0o640)

  await row(page, 'prebuilds').click()
  await details(page).getByRole('button', { name: 'Add a place' }).click()
  await details(page).getByRole('textbox', { name: 'Path' }).fill(path)
  await details(page).getByRole('button', { name: 'Add', exact: true }).click()
  await details(page).getByRole('button', { name: 'Regenerate' }).click()
  const form = dialog(page, 'Regenerate')
  await form.getByRole('button', { name: 'Regenerate' }).click()
  await expect(form.getByText('the old one works no more')).toBeVisible()
  await form.getByRole('button', { name: 'Later' }).click()

  const choose = async (action: string) => {
    await details(page)
      .getByRole('button', { name: `Actions for ${path}` })
      .click()
    await page.getByRole('menuitem', { name: action }).click()
  }
  await choose('Replace here…')
  const writing = dialog(page, 'Replace the secret in a file')
  await expect(writing.getByRole('listitem')).toContainText('TOKEN')
  await expect(writing).toContainText(real)
  await expect(writing).not.toContainText(old)
  await writing.getByRole('button', { name: 'Write the new secret' }).click()
  await expect(writing).toBeHidden()
  const token = gitpod.state.findTokenByValue(/TOKEN="(.*)"/.exec(await readFile(path, 'utf8'))?.[1] ?? '')
  expect(token?.name).toBe('prebuilds')
  expect((await stat(real)).mode & 0o777).toBe(0o640)
  expect(await readlink(path)).toBe(real)
  await expect(details(page).getByRole('checkbox', { name: 'Has the new secret' })).toBeChecked()

  await choose('Put the file back as it was')
  await expect.poll(() => readFile(path, 'utf8')).toBe(text(old))
  await run.close()
  await rm(folder, { recursive: true })
})
