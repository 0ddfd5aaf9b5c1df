import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './support/fixtures.ts'

const bounds = { x: 0, y: 0, width: 1100, height: 720 }

test.describe('the file of the preferences', () => {
  for (const [what, content] of [
    ['is no JSON', '{"preferences":'],
    ['has no window', '{"window":null,"preferences":null}'],
    ['has words where numbers should be', JSON.stringify({ window: { bounds: { ...bounds, x: 'left' } } })],
    [
      'has a window of no size that exists',
      JSON.stringify({ window: { bounds: { ...bounds, width: 1e300, x: -1e9 } } }),
    ],
  ] as const) {
    test(`opens a usual window when it ${what}`, async ({ profile }) => {
      mkdirSync(profile.userData)
      writeFileSync(join(profile.userData, 'preferences.json'), content)
      const { page } = await profile.start()
      await expect(page.getByRole('heading').first()).toBeVisible()
      expect(await page.evaluate(() => [innerWidth >= 900, innerWidth < 2000])).toEqual([true, true])
    })
  }

  test('is for the person only', async ({ profile }) => {
    const { close } = await profile.start()
    await close()
    expect(statSync(join(profile.userData, 'preferences.json')).mode & 0o777).toBe(0o600)
  })

  test('does not keep the window open when it cannot be written', async ({ profile }) => {
    const { app } = await profile.start()
    const file = join(profile.userData, 'preferences.json')
    rmSync(file, { force: true })
    mkdirSync(file)
    const ended = new Promise((resolve) => app.process().once('exit', resolve))
    await app.evaluate(({ BrowserWindow }) => {
      // A dialog of Electron's own would wait for somebody to press its button.
      setImmediate(() => BrowserWindow.getAllWindows()[0]?.close())
    })
    expect(await ended).toBe(0)
    expect(readFileSync(join(profile.userData, 'logs', 'keyrack.log'), 'utf8')).toContain('could not be written')
  })
})
