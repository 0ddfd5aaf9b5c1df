import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answerDialogs } from './support/app.ts'
import { expect, test } from './support/fixtures.ts'
import { addOther, details, dialog, row, setUpVault } from './support/steps.ts'

const secret = 'EXAMPLE-secret-of-the-builder'
const unknown = 'npm_EXAMPLE0123456789abcdefghijklmnopqrs'

test('the places of a token are found in files, noted, and known the next time', async ({ profile }) => {
  test.slow()
  const folder = realpathSync(await mkdtemp(join(tmpdir(), 'keyrack-files-')))
  const [env, script, ignored, archive] = ['app/.env', 'deploy.sh', 'out/a.txt', 'app.asar'].map((name) =>
    join(folder, ...name.split('/')),
  ) as [string, string, string, string]
  await mkdir(join(folder, 'app'))
  await mkdir(join(folder, 'out'))
  await writeFile(join(folder, '.gitignore'), 'out/\n.env\n')
  await writeFile(env, `A=1\nTOKEN="${secret}"\n`)
  await writeFile(script, `curl -H 'Authorization: Bearer ${secret}'\n`)
  await writeFile(ignored, secret)
  // Electron's own Node would take it for a folder that cannot be read.
  await writeFile(archive, `TOKEN=${secret}\n`)
  await writeFile(join(folder, '.npmrc'), `//npm.acme.example/:_authToken=${unknown}\n`)
  const run = await profile.start()
  const { app, page } = run
  await setUpVault(page)
  await addOther(page, 'builder', secret)

  await answerDialogs(app, folder)
  const open = () => page.getByRole('button', { name: 'Find in files', exact: true }).click()
  const scan = dialog(page, 'Find where tokens are used')
  await open()
  await scan.getByRole('button', { name: 'Add a folder…' }).click()
  await expect(scan.getByText(folder)).toBeVisible()
  await scan.getByRole('checkbox', { name: 'The files in which tools keep their secrets' }).press('Space')
  await scan.getByRole('button', { name: 'Find' }).click()
  const found = scan.getByRole('region', { name: 'Found' })
  await expect(found.getByRole('checkbox')).toHaveCount(3)
  await expect(found).toContainText('line 2')
  await expect(scan.getByRole('region', { name: 'Not in the vault' })).toContainText('.npmrc')
  await expect(scan).not.toContainText(secret)
  await expect(scan).not.toContainText(unknown)
  await expect(scan).not.toContainText(ignored)

  for (const path of [script, archive]) await found.getByRole('checkbox', { name: path }).press('Space')
  await scan.getByRole('button', { name: 'Remember 1 place' }).click()
  await expect(found.getByText('is a place already')).toHaveCount(1)
  await scan.getByRole('button', { name: 'Close' }).last().click()
  await row(page, 'builder').click()
  const places = details(page).getByRole('region', { name: 'Where it is used' })
  await expect(places.getByRole('listitem')).toHaveText([new RegExp(`${env}.*its secret was there`)])

  await open()
  await expect(scan.getByText(folder)).toBeVisible()
  await expect(scan.getByRole('checkbox', { name: 'The files in which tools keep their secrets' })).not.toBeChecked()
  await scan.getByRole('checkbox', { name: 'Also what ignore files leave out' }).press('Space')
  await scan.getByRole('button', { name: 'Find' }).click()
  await expect(found.getByRole('checkbox', { name: ignored })).toBeChecked()
  await expect(found.getByText('is a place already')).toHaveCount(1)
  await run.close()
  await rm(folder, { recursive: true })
})
