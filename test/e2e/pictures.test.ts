import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '#build/aliases'
import { serveDemoWorld } from '#test/demo/serve-world'
import { expect, test } from './support/fixtures.ts'
import { details, row } from './support/steps.ts'

// The pictures of the README. They go to test-results, and into docs only when that is asked for, so that a run of the
// tests leaves the tree as it was.
const folder = join(projectRoot, process.env['KEYRACK_PICTURES'] === '1' ? 'docs/pictures' : 'test-results/pictures')

test('the demo opens by itself with about 60 tokens in every state, says that it is a demo, and is drawn in both themes', async ({
  profile,
}) => {
  const world = await serveDemoWorld(() => Date.now())
  const run = await profile.start({ name: 'Keyrack Demo', purpose: 'demo', demo: true, accounts: world.accounts })
  const { page, app } = run
  const grid = page.getByRole('grid', { name: 'Tokens' })
  await expect(grid).toHaveAttribute('aria-rowcount', '61')
  await expect(page.getByText('Demo: sample data, nothing leaves this computer')).toBeVisible()
  const navigation = page.getByRole('navigation', { name: 'Accounts' })
  for (const name of ['Ada at Acme', 'Grace at Harbor', 'Ada at Gitpod']) {
    await expect(navigation.getByRole('button', { name: new RegExp(`^${name}`) })).toBeVisible()
  }
  for (const state of ['Expired', 'Due within 1 day', 'Due within 7 days', 'Due within 30 days']) {
    await expect(grid.getByText(state, { exact: true }).first()).toBeVisible()
  }

  await row(page, 'airflow-prod').click()
  await expect(details(page).getByRole('heading', { name: 'airflow-prod' })).toBeVisible()
  mkdirSync(folder, { recursive: true })
  for (const theme of ['light', 'dark'] as const) {
    await app.evaluate(({ nativeTheme }, source) => {
      nativeTheme.themeSource = source
    }, theme)
    await expect
      .poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches))
      .toBe(theme === 'dark')
    const picture = await page.screenshot({ path: join(folder, `${theme}.png`), animations: 'disabled' })
    expect(picture.length).toBeGreaterThan(20_000)
  }
  await run.close()
  await world.close()
})
