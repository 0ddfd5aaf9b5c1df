import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '#build/aliases'
import type { RunningApp } from './app.ts'
import { expect } from './fixtures.ts'

/** A picture of the window in both themes, to look at; what is in it is no part of the test. */
export async function picture({ app, page }: RunningApp, name: string): Promise<void> {
  const folder = join(projectRoot, 'test-results', 'pictures')
  mkdirSync(folder, { recursive: true })
  for (const theme of ['dark', 'light'] as const) {
    await app.evaluate(({ nativeTheme }, source) => {
      nativeTheme.themeSource = source
    }, theme)
    await expect
      .poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches))
      .toBe(theme === 'dark')
    await page.screenshot({ path: join(folder, `${name}-${theme}.png`), animations: 'disabled' })
  }
}
