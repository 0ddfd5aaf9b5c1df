import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Locator, Page } from '@playwright/test'
import { serveDemoWorld } from '#test/demo/serve-world'
import { FULL_ACCESS } from '#test/simulators/gitpod/state'
import { clipboardText, kill } from './support/app.ts'
import { addSample, pressOnPage, shownOnPage } from './support/demo.ts'
import { expect, test } from './support/fixtures.ts'
import { picture } from './support/pictures.ts'
import { addAccount, details, dialog, row, setUpVault, unlock } from './support/steps.ts'

const day = 86_400_000

const account = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: 'Accounts' }).getByRole('button', { name: new RegExp(`^${name}`) })

/** Makes a token of an account, and gives its secret. */
async function make(page: Page, app: ElectronApplication, field: string, name: string): Promise<string> {
  await page.getByRole('button', { name: 'New token' }).click()
  const form = dialog(page, 'New token')
  await form.getByRole('textbox', { name: field }).fill(name)
  await form.getByRole('button', { name: 'Create token' }).click()
  return copied(form, app)
}

async function copied(form: Locator, app: ElectronApplication): Promise<string> {
  const before = await clipboardText(app)
  await form.getByRole('button', { name: 'Copy' }).click()
  await expect.poll(() => clipboardText(app)).not.toBe(before)
  const secret = await clipboardText(app)
  await form.getByRole('button', { name: 'Done' }).click()
  return secret
}

/** Notes a file that has the secret, and a variable. */
async function notePlaces(page: Page, token: string, file: string, variable: string): Promise<void> {
  await row(page, token).click()
  const places = details(page).getByRole('region', { name: 'Where it is used' })
  await places.getByRole('button', { name: 'Add a place' }).click()
  await places.getByRole('textbox', { name: 'Path' }).fill(file)
  await places.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(places.getByRole('listitem')).toHaveCount(1)
  await places.getByRole('button', { name: 'Add a place' }).click()
  await places.getByRole('radio', { name: 'CI variable' }).press('Space')
  await places.getByRole('textbox', { name: 'Variable' }).fill(variable)
  await places.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(places.getByRole('listitem')).toHaveCount(2)
}

/** Lets Keyrack write the new secret into the file, from the check list. */
async function replaceHere(page: Page, form: Locator, file: string): Promise<void> {
  await form.getByRole('button', { name: `Replace here: ${file}` }).click()
  const writing = dialog(page, 'Replace the secret in a file')
  await writing.getByRole('button', { name: 'Write the new secret' }).click()
  await expect(writing).toBeHidden()
  await expect(form.getByRole('checkbox', { name: file })).toBeChecked()
}

const valueIn = async (file: string): Promise<string> => /TOKEN="(.*)"/.exec(await readFile(file, 'utf8'))?.[1] ?? ''

test('a native, an emulated and a guided token get new secrets in all their places, through a kill in the middle of each', async ({
  profile,
  pulumi,
  gitpod,
}) => {
  test.setTimeout(240_000)
  const now = pulumi.state.now()
  pulumi.state.addUser({ login: 'ada-example', name: 'Ada Example', email: 'ada@example.com' })
  const pulumiOwn = pulumi.state.addPersonalToken('ada-example', { description: 'Keyrack itself' }).value
  const user = gitpod.state.addUser({ name: 'Ada' })
  const gitpodOwn = gitpod.state.addToken(user.id, {
    name: 'Keyrack',
    expirationTime: now + 60 * day,
    scopes: FULL_ACCESS,
  }).value
  const world = await serveDemoWorld(() => Date.now())
  const services = world.services.filter(({ provider }) => provider === 'github')
  const [github] = services
  if (github === undefined) throw new Error('the demo has no GitHub')
  const folder = await mkdtemp(join(tmpdir(), 'keyrack-files-'))
  const fileOf = (name: string) => join(folder, `${name}.env`)
  const write = (name: string, secret: string) => writeFile(fileOf(name), `# of ${name}\nTOKEN="${secret}"\n`)

  let run = await profile.start({ services })
  await setUpVault(run.page)
  await addAccount(run.page, { provider: 'Pulumi Cloud', address: pulumi.origin, credential: pulumiOwn, name: 'Ada P' })
  await addAccount(run.page, {
    provider: 'Gitpod Classic',
    address: gitpod.origin,
    credential: gitpodOwn,
    name: 'Ada G',
  })
  const { credential } = github
  await addSample(run.page, { provider: 'GitHub', secret: 'Token', credential, name: 'Ada H' })
  const again = async () => {
    await kill(run.app)
    run = await profile.start({ services })
    await unlock(run.page)
  }
  const lookAt = (name: string | RegExp) => run.page.getByRole('button', { name }).click()
  const regenerate = async (name: string) => {
    await row(run.page, name).click()
    await details(run.page).getByRole('button', { name: 'Regenerate' }).click()
    return dialog(run.page, 'Regenerate')
  }

  await test.step('native: killed after the first of its places', async () => {
    await account(run.page, 'Ada G').click()
    await write('prebuilds', await make(run.page, run.app, 'Name', 'prebuilds'))
    await notePlaces(run.page, 'prebuilds', fileOf('prebuilds'), 'GITPOD_TOKEN')
    const form = await regenerate('prebuilds')
    await expect(form.getByRole('region', { name: 'What will happen' })).toContainText('into 2 places')
    await picture(run, 'rotate-native-plan')
    await form.getByRole('button', { name: 'Regenerate' }).click()
    await replaceHere(run.page, form, fileOf('prebuilds'))
    expect(gitpod.state.findTokenByValue(await valueIn(fileOf('prebuilds')))?.name).toBe('prebuilds')
    await picture(run, 'rotate-native-walk')
    await again()
    await picture(run, 'rotate-pending')
    await lookAt('Look at it: “prebuilds” has a new secret; 1 place still has the old one')
    const walk = dialog(run.page, 'Regenerate')
    await expect(walk.getByRole('checkbox', { name: fileOf('prebuilds') })).toBeChecked()
    await walk.getByRole('checkbox', { name: 'GITPOD_TOKEN' }).press('Space')
    await expect(walk.getByText('It is replaced where it is used')).toBeVisible()
    await walk.getByRole('button', { name: 'Done' }).click()
    await expect(run.page.getByText('still has the old one')).toHaveCount(0)
  })

  await test.step('emulated: killed while the successor is made, and once more before the old one is revoked', async () => {
    await account(run.page, 'Ada P').click()
    const old = await make(run.page, run.app, 'Description', 'deploy')
    await write('deploy', old)
    await notePlaces(run.page, 'deploy', fileOf('deploy'), 'PULUMI_TOKEN')
    const made = () => pulumi.requests.filter(({ method }) => method === 'POST').length
    const before = made()
    pulumi.faults.add({ match: { method: 'POST' }, fault: { kind: 'latency', ms: 3000 }, times: 1 })
    const form = await regenerate('deploy')
    await picture(run, 'rotate-emulated-plan')
    await form.getByRole('textbox', { name: 'Description' }).fill('deploy-2')
    await form.getByRole('button', { name: 'Make the new token' }).click()
    await expect.poll(made).toBe(before + 1)
    await again()
    await lookAt('Look at it: Regenerating “deploy-2”')
    const lost = dialog(run.page, 'Regenerating “deploy-2”')
    const orphan = lost.getByRole('radio', { name: 'deploy-2' })
    // The call arrives while the app is not there any more.
    await expect(async () => {
      await lost.getByRole('button', { name: 'Look again' }).click()
      await expect(orphan).toBeEnabled({ timeout: 2000 })
    }).toPass({ timeout: 30_000 })
    await orphan.press('Space')
    await lost.getByRole('button', { name: 'Revoke it' }).click()
    await expect(lost).toBeHidden()

    const second = await regenerate('deploy')
    await second.getByRole('textbox', { name: 'Description' }).fill('deploy-3')
    await second.getByRole('button', { name: 'Make the new token' }).click()
    await expect(second.getByText('The new secret works')).toBeVisible()
    await replaceHere(run.page, second, fileOf('deploy'))
    expect(pulumi.state.findTokenByValue(await valueIn(fileOf('deploy')))?.description).toBe('deploy-3')
    await picture(run, 'rotate-emulated-walk')
    await second.getByRole('button', { name: 'Set a reminder' }).click()
    await expect(second).toBeHidden()
    await again()
    await lookAt(/^Look at it: Regenerating “deploy-3”/)
    const walk = dialog(run.page, 'Regenerating “deploy-3”')
    await expect(walk.getByText(/Keyrack reminds you on/)).toBeVisible()
    await expect(walk.getByRole('checkbox', { name: fileOf('deploy') })).toBeChecked()
    await walk.getByRole('checkbox', { name: 'PULUMI_TOKEN' }).press('Space')
    await expect(walk.getByText('Revoke the old token').first().locator('..')).toHaveAttribute('aria-current', 'step')
    await picture(run, 'rotate-emulated-end')
    expect(pulumi.state.findTokenByValue(old)).toBeDefined()
    await walk.getByRole('button', { name: 'Revoke the old token' }).click()
    await expect(run.page.getByText('The old token is revoked.')).toBeVisible()
    expect(pulumi.state.findTokenByValue(old)).toBeUndefined()
    expect(made()).toBe(before + 2)
  })

  await test.step('guided: killed after the new secret was taken', async () => {
    await account(run.page, 'Ada H').click()
    await run.page.getByRole('button', { name: 'New token' }).click()
    const making = dialog(run.page, 'New token')
    await making.getByRole('textbox', { name: 'Note' }).fill('release bot')
    const secret = shownOnPage(
      await pressOnPage(`${github.console}/settings/tokens/new`, {
        do: 'make',
        kind: 'classic',
        name: 'release bot',
        days: '30',
        scopes: 'repo',
      }),
    )
    await making.getByRole('textbox', { name: 'Classic token' }).fill(secret)
    await making.getByRole('button', { name: 'Check and store' }).click()
    await making.getByRole('button', { name: 'Done' }).click()
    await write('release', secret)
    await notePlaces(run.page, 'release bot', fileOf('release'), 'GITHUB_TOKEN')
    const form = await regenerate('release bot')
    await picture(run, 'rotate-guided-plan')
    const page = `${github.console}/settings/tokens`
    const list = await (await fetch(page)).text()
    const id = /<td>release bot<.*?name="id" value="(\d+)"/s.exec(list)?.[1] ?? ''
    const renewed = shownOnPage(await pressOnPage(page, { do: 'regenerate', id }))
    await form.getByRole('textbox', { name: 'Classic token' }).fill(renewed)
    await form.getByRole('button', { name: 'Check and store' }).click()
    await expect(form.getByRole('checkbox', { name: 'GITHUB_TOKEN' })).toBeVisible()
    await again()
    await lookAt('Look at it: “release bot” has a new secret; 2 places still have the old one')
    const walk = dialog(run.page, 'Regenerate')
    await replaceHere(run.page, walk, fileOf('release'))
    expect(await valueIn(fileOf('release'))).toBe(renewed)
    await walk.getByRole('checkbox', { name: 'GITHUB_TOKEN' }).press('Space')
    await walk.getByRole('button', { name: 'Done' }).click()
    await expect(run.page.getByRole('list', { name: 'Unfinished operations' })).toHaveCount(0)
  })

  await run.close()
  await world.close()
  await rm(folder, { recursive: true })
})
