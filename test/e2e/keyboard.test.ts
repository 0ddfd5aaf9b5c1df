import { serveDemoWorld } from '#test/demo/serve-world'
import { expect, test } from './support/fixtures.ts'
import { details, dialog } from './support/steps.ts'

test('the grid is used with the keyboard alone: search, filter, select, sort, open', async ({ profile }) => {
  const world = await serveDemoWorld(() => Date.now())
  const { page, close } = await profile.start({
    name: 'Keyrack Demo',
    purpose: 'demo',
    demo: true,
    accounts: world.accounts,
  })
  const grid = page.getByRole('grid', { name: 'Tokens' })
  await expect(grid).toHaveAttribute('aria-rowcount', '61')
  const rows = grid.getByRole('row')

  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox', { name: 'Search tokens' })).toBeFocused()
  await page.keyboard.type('airflow')
  await expect(grid).toHaveAttribute('aria-rowcount', '2')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(details(page).getByRole('heading', { name: 'airflow-prod' })).toBeVisible()

  await page.keyboard.press('Control+f')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('searchbox', { name: 'Search tokens' })).toHaveValue('')
  await expect(grid).toHaveAttribute('aria-rowcount', '61')

  // Into the rows, to the last one and back: row indexes are those of the whole list, not of what is drawn.
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('End')
  await expect(grid.locator('[aria-rowindex="61"]')).toBeVisible()
  await page.keyboard.press('Home')
  await expect(grid.locator('[aria-rowindex="2"]')).toBeVisible()
  expect(await rows.count()).toBeLessThan(61)

  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(grid.locator('[role=row][aria-selected=true]')).toHaveCount(3)
  await page.keyboard.press('Escape')

  await page.keyboard.press('Control+n')
  await expect(dialog(page, 'New token')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toHaveCount(0)

  await close()
  await world.close()
})

test('what was chosen is remembered: theme, columns, sort, search filters and the window', async ({
  profile,
  pulumi,
}) => {
  const { state } = pulumi
  state.addUser({ login: 'ada-example', name: 'Ada Example', email: 'ada@example.com' })
  const { value } = state.addPersonalToken('ada-example', { description: 'Only one' })
  const accounts = [{ provider: 'pulumi', address: pulumi.origin, credential: value, name: 'Ada' }]
  const first = await profile.start({ accounts })
  const grid = first.page.getByRole('grid', { name: 'Tokens' })
  await expect(grid).toHaveAttribute('aria-rowcount', '2')
  await grid.getByRole('columnheader', { name: 'Name' }).click()
  await expect(grid.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'ascending')
  await first.page.getByRole('button', { name: 'Settings' }).click()
  await dialog(first.page, 'Settings').getByRole('button', { name: /Theme/ }).click()
  await first.page.getByRole('option', { name: 'Dark' }).click()
  await dialog(first.page, 'Settings').getByRole('button', { name: 'Done' }).click()
  await expect.poll(() => first.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true)
  await first.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 1111, height: 777 })
  })
  await expect.poll(() => first.page.evaluate(() => innerWidth)).toBe(1111)
  await first.close()

  const second = await profile.start({ accounts })
  await expect(
    second.page.getByRole('grid', { name: 'Tokens' }).getByRole('columnheader', { name: 'Name' }),
  ).toHaveAttribute('aria-sort', 'ascending')
  expect(await second.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true)
  expect(await second.page.evaluate(() => innerWidth)).toBe(1111)
})
