import type { Page } from '@playwright/test'
import axe, { type AxeResults } from 'axe-core'
import { serveDemoWorld, type DemoWorld } from '#test/demo/serve-world'
import type { RunningApp } from './support/app.ts'
import { expect, test } from './support/fixtures.ts'
import { details, dialog, row, setUpVault } from './support/steps.ts'

const themes = ['light', 'dark'] as const

async function setTheme({ app, page }: RunningApp, theme: (typeof themes)[number]): Promise<void> {
  // While an app starts, the answer to a call into its main process may be collected before Playwright has it.
  await expect(() =>
    app.evaluate(({ nativeTheme }, source) => {
      nativeTheme.themeSource = source
    }, theme),
  ).toPass()
  await expect
    .poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches))
    .toBe(theme === 'dark')
}

/** What axe finds on the page as it is now: the rule, and what it is about. */
async function findings(page: Page): Promise<string[]> {
  // Fading in counts as too little contrast.
  await page.evaluate(async () => {
    await Promise.all(document.getAnimations().map(async (animation) => animation.finished.catch(() => undefined)))
  })
  await page.evaluate(axe.source)
  const results = await page.evaluate(async () => {
    const page = window as unknown as { axe: { run(context: object): Promise<AxeResults> } }
    // What react-aria has read out stays for some seconds, and may name an element that is gone already.
    const { violations } = await page.axe.run({ exclude: [['[data-live-announcer]']] })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
  })
  return results
}

for (const theme of themes) {
  test(`axe finds nothing on any screen in the ${theme} theme`, async ({ profile }) => {
    test.slow()
    const world: DemoWorld = await serveDemoWorld(() => Date.now())
    const run = await profile.start({ name: 'Keyrack Demo', purpose: 'demo', demo: true, accounts: world.accounts })
    const { page } = run
    await setTheme(run, theme)
    await expect(page.getByRole('grid', { name: 'Tokens' })).toHaveAttribute('aria-rowcount', '61')
    expect(await findings(page), 'the list').toEqual([])

    await row(page, 'airflow-prod').click()
    await expect(details(page).getByRole('heading', { name: 'airflow-prod' })).toBeVisible()
    expect(await findings(page), 'the details').toEqual([])

    await page.getByRole('searchbox', { name: 'Search tokens' }).fill('nothing is called like this')
    await expect(row(page, 'airflow-prod')).toHaveCount(0)
    expect(await findings(page), 'nothing found').toEqual([])
    await page.getByRole('searchbox', { name: 'Search tokens' }).fill('')
    await row(page, 'airflow-prod').click()

    const dialogs: [string, () => Promise<void>][] = [
      ['Add account', () => page.getByRole('button', { name: 'Add account' }).click()],
      ['New token', () => page.getByRole('button', { name: 'New token' }).click()],
      ['Settings', () => page.getByRole('button', { name: 'Settings' }).click()],
      [
        'Providers',
        async () => {
          await page.getByRole('button', { name: 'Settings' }).click()
          await page.getByRole('button', { name: 'Show providers' }).click()
        },
      ],
      ['Activity', () => page.getByRole('button', { name: 'Activity', exact: true }).click()],
      ['Add other service', () => page.getByRole('button', { name: 'Add other service' }).click()],
      ['Regenerate', () => details(page).getByRole('button', { name: 'Regenerate' }).click()],
      ['Revoke', () => details(page).getByRole('button', { name: 'Revoke' }).click()],
      ['Store its secret', () => details(page).getByRole('button', { name: 'Store its secret' }).click()],
      [
        'Revoke tokens',
        async () => {
          await page.getByRole('button', { name: 'Select all' }).click()
          await page.getByRole('button', { name: 'Revoke…' }).click()
        },
      ],
    ]
    for (const [title, open] of dialogs) {
      await open()
      await expect(dialog(page, title)).toBeVisible()
      expect(await findings(page), title).toEqual([])
      await page.keyboard.press('Escape')
      await expect(dialog(page)).toHaveCount(0)
    }

    await page.getByRole('button', { name: 'Clear selection' }).click()

    for (const title of ['Rename account', 'Re-enter token', 'Remove account']) {
      await page.getByRole('button', { name: 'Menu of Ada at Acme' }).click()
      expect(await findings(page), 'the menu of an account').toEqual([])
      await page.getByRole('menuitem', { name: title.replace(' account', '') }).click()
      await expect(dialog(page, title)).toBeVisible()
      expect(await findings(page), title).toEqual([])
      await page.keyboard.press('Escape')
      await expect(dialog(page)).toHaveCount(0)
    }

    await page.getByRole('button', { name: 'State', exact: true }).click()
    expect(await findings(page), 'a filter').toEqual([])
    await page.keyboard.press('Escape')
    await run.close()
    await world.close()
  })

  test(`axe finds nothing before there is a vault, and in an empty one, in the ${theme} theme`, async ({ profile }) => {
    const run = await profile.start()
    await setTheme(run, theme)
    await expect(run.page.getByRole('heading', { name: 'Set up the vault' })).toBeVisible()
    expect(await findings(run.page), 'setting up').toEqual([])
    await setUpVault(run.page)
    expect(await findings(run.page), 'no accounts').toEqual([])
    await run.close()

    const again = await profile.start()
    await setTheme(again, theme)
    await expect(again.page.getByRole('heading', { name: 'Unlock the vault' })).toBeVisible()
    expect(await findings(again.page), 'locked').toEqual([])
  })
}
