import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { FULL_ACCESS } from '#test/simulators/gitpod/state'
import { answerDialogs, clipboardText, type RunningApp } from './support/app.ts'
import { expect, test } from './support/fixtures.ts'
import { addAccount, details, dialog, row, setUpVault } from './support/steps.ts'

const day = 86_400_000

/** What the system does when a person drops a file onto the window. */
async function dropFile({ app, page }: RunningApp, path: string): Promise<void> {
  const session = await app.context().newCDPSession(page)
  const data = { items: [], files: [path], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data })
  }
}

async function makeToken(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New token' }).click()
  const making = dialog(page, 'New token')
  await making.getByRole('textbox', { name: 'Name' }).fill(name)
  await making.getByRole('button', { name: 'Create token' }).click()
  await making.getByRole('button', { name: 'Copy' }).click()
}

test('a file is dropped: one secret is known, the other is stored, and both are taken out of the file', async ({
  profile,
  gitpod,
}) => {
  test.slow()
  const user = gitpod.state.addUser({ name: 'Ada' })
  const add = (name: string) =>
    gitpod.state.addToken(user.id, { name, expirationTime: gitpod.state.now() + 60 * day, scopes: FULL_ACCESS }).value
  const [credential, ci] = [add('Keyrack'), add('ci')]
  const folder = await mkdtemp(join(tmpdir(), 'keyrack-files-'))
  const path = join(folder, '.env')
  const run = await profile.start()
  const { app, page } = run
  await setUpVault(page)
  await addAccount(page, { provider: 'Gitpod Classic', address: gitpod.origin, credential, name: 'Ada at Gitpod' })
  await makeToken(page, 'prebuilds')
  await expect.poll(() => clipboardText(app)).toMatch(/^gitpod_pat_/)
  const known = await clipboardText(app)
  await dialog(page, 'New token').getByRole('button', { name: 'Done' }).click()
  const text = (first: string, second: string) => `# CI\nPREBUILDS="${first}"\nMODE=production\nGITPOD_CI=${second}\n`
  await writeFile(path, text(known, ci))
  const importing = dialog(page, 'Import secrets')

  await test.step('what is in it is shown, and nothing of the secrets', async () => {
    await dropFile(run, path)
    await expect(importing.getByRole('list', { name: 'Values that look like tokens' })).toContainText(
      'The vault has it as “prebuilds”.',
    )
    const shown = await page.content()
    for (const secret of [known, ci]) expect(shown).not.toContain(secret)
  })

  await test.step('the one that is not known is stored with the token that the person names', async () => {
    await importing.getByRole('button', { name: 'Try and store 1 value' }).click()
    await importing.getByRole('button', { name: /Token$/ }).click()
    await page.getByRole('option', { name: 'ci', exact: true }).click()
    await importing.getByRole('button', { name: 'Store with this token' }).click()
    await expect(importing).toContainText('Stored with “ci”.')
  })

  await test.step('both are taken out, and the file can be put back', async () => {
    await importing.getByRole('button', { name: 'Take them out of “.env”…' }).click()
    const cleaning = dialog(page, 'Take secrets out of a file')
    await expect(cleaning.getByRole('list', { name: 'What changes' }).getByRole('listitem')).toHaveCount(2)
    await cleaning.getByRole('button', { name: 'Take them out' }).click()
    await expect(cleaning).toBeHidden()
    expect(await readFile(path, 'utf8')).toBe(text('moved-to-Keyrack', 'moved-to-Keyrack'))
    await row(page, 'ci').click()
    await details(page)
      .getByRole('button', { name: `Actions for ${path}` })
      .click()
    await page.getByRole('menuitem', { name: 'Put the file back as it was' }).click()
    await expect.poll(() => readFile(path, 'utf8')).toBe(text(known, ci))
  })

  await test.step('a file that is made to do harm is refused', async () => {
    const bad = join(folder, 'passwords.csv')
    await writeFile(bad, `name,url,username,password\n=cmd|' /C calc'!A0,https://a.example,ada,${ci}\n`)
    await answerDialogs(app, bad)
    await page.getByRole('button', { name: 'Import secrets…' }).click()
    await importing.getByRole('button', { name: 'Choose a file…' }).click()
    await expect(importing.getByRole('alert')).toContainText('Nothing is imported from this file.')
    await importing.getByRole('button', { name: 'Close' }).last().click()
  })

  await test.step('the page itself can name no file', async () => {
    const answers = await page.evaluate(async (file) => {
      const asked = window.keyrack as unknown as { call: (channel: unknown, input: unknown) => Promise<unknown> }
      const inputs = { 'import.dropped': { path: file, jobId: crypto.randomUUID() }, 'inspect.dropped': { path: file } }
      // What becomes that name when it is written as a text, too.
      const channels = Object.entries(inputs).flatMap(([name, input]) =>
        [name, [name], [[name]], { toString: () => name }, new String(name)].map((channel) => ({ channel, input })),
      )
      return Promise.all(
        channels.map(async ({ channel, input }) => {
          try {
            return JSON.stringify(await asked.call(channel, input))
          } catch {
            return 'refused'
          }
        }),
      )
    }, path)
    expect(answers).toEqual(Array(10).fill('refused'))
  })
  await run.close()
  await rm(folder, { recursive: true })
})
