import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '#build/aliases'
import { serveDemoWorld } from '#test/demo/serve-world'
import { answerDialogs } from './support/app.ts'
import { expect, test } from './support/fixtures.ts'
import { picture } from './support/pictures.ts'
import { dialog } from './support/steps.ts'

const folder = join(projectRoot, 'test-results/pictures')

test('a report of the audit is a page that says everything by itself, light, dark and on paper; a token is inspected offline', async ({
  profile,
}) => {
  test.slow()
  mkdirSync(folder, { recursive: true })
  const world = await serveDemoWorld(() => Date.now())
  const run = await profile.start({ name: 'Keyrack Demo', purpose: 'demo', demo: true, accounts: world.accounts })
  const { page, app } = run
  await expect(page.getByRole('grid', { name: 'Tokens' })).toHaveAttribute('aria-rowcount', '61')
  const file = join(profile.outside, 'audit.html')

  await test.step('saved', async () => {
    await answerDialogs(app, file)
    const answer = await page.evaluate(() =>
      window.keyrack.call('report.save', { format: 'html', jobId: crypto.randomUUID() }),
    )
    expect(answer).toMatchObject({ ok: true, value: { written: { name: 'audit.html' } } })
  })

  await test.step('opened in a window of its own', async () => {
    const opening = app.waitForEvent('window')
    await app.evaluate(({ BrowserWindow }, path) => {
      const window = new BrowserWindow({
        width: 1200,
        height: 1000,
        webPreferences: { sandbox: true, partition: 'report' },
      })
      return window.loadFile(path)
    }, file)
    const report = await opening
    const troubles: string[] = []
    report.on('console', (message) => troubles.push(message.text()))
    await expect(report.getByRole('heading', { name: 'Audit of access tokens' })).toBeVisible()
    const rows = await report.locator('.found tbody tr').count()
    expect(rows).toBeGreaterThan(20)
    // The style is let in: without it there would be no grid.
    await expect(report.getByRole('list', { name: 'Findings by severity' })).toHaveCSS('display', 'grid')
    await report.getByRole('table').first().getByRole('link').first().click()
    await expect.poll(() => report.evaluate(() => location.hash)).not.toBe('')
    await report.evaluate(() => scrollTo(0, 0))
    for (const scheme of ['light', 'dark'] as const) {
      await report.emulateMedia({ colorScheme: scheme, media: 'screen' })
      await report.screenshot({ path: join(folder, `report-${scheme}.png`) })
    }
    await report.emulateMedia({ colorScheme: 'dark', media: 'print' })
    await report.screenshot({ path: join(folder, 'report-print.png') })
    // On paper it is light, whatever the desktop likes.
    expect(await report.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)')
    expect(troubles).toEqual([])
    expect(readFileSync(file, 'utf8')).not.toMatch(/https?:/)
    await report.close()
  })

  await test.step('a token is inspected', async () => {
    await page.bringToFront()
    await page.keyboard.press('Control+i')
    const inspector = dialog(page, 'Inspect a token')
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const expires = Math.floor(Date.now() / 1000) + 7200
    const value = `${part({ alg: 'RS256', typ: 'JWT', kid: 'key-1' })}.${part({
      iss: 'https://id.example',
      sub: 'ada',
      scope: 'read write',
      iat: expires - 10_000,
      exp: expires,
    })}.c2lnbmF0dXJlRVhBTVBMRQ`
    await inspector.getByLabel('Token').fill(`Authorization: Bearer ${value}`)
    await inspector.getByRole('button', { name: 'Inspect' }).click()
    await expect(inspector.getByText('A signed token with claims in it (JWT).')).toBeVisible()
    await expect(inspector.getByText('By its times it is valid now.')).toBeVisible()
    await expect(inspector.getByText(/Signature not verified/)).toBeVisible()
    expect(await page.content()).not.toContain('c2lnbmF0dXJl')
    await picture(run, 'inspect')
    await inspector.getByRole('button', { name: 'Another one' }).click()
    await inspector.getByLabel('Token').fill('ghp_EXAMPLE00000000000000000000000000000')
    await inspector.getByRole('button', { name: 'Inspect' }).click()
    await expect(inspector.getByText(/its checksum is wrong/).first()).toBeVisible()
    await page.screenshot({ path: join(folder, 'inspect-wrong.png'), animations: 'disabled' })
  })

  await test.step('a file that is dropped onto the dialog is inspected, and several are refused', async () => {
    const inspector = dialog(page, 'Inspect a token')
    const path = join(profile.outside, 'token.txt')
    writeFileSync(path, 'TOKEN=ghp_EXAMPLE00000000000000000000000000000\n')
    writeFileSync(join(profile.outside, 'other.txt'), 'EXAMPLE')
    const drop = async (type: 'dragover' | 'drop', ...files: string[]) => {
      // A file that a field of the page was given has a path, like one that is dropped.
      await page.evaluate(() => {
        const field = Object.assign(document.createElement('input'), { type: 'file', multiple: true, id: 'files' })
        document.body.append(field)
      })
      await page.setInputFiles('#files', files)
      await page.evaluate((what) => {
        const field = document.querySelector<HTMLInputElement>('#files')
        const dataTransfer = new DataTransfer()
        for (const file of field?.files ?? []) dataTransfer.items.add(file)
        document.body.dispatchEvent(new DragEvent(what, { dataTransfer, bubbles: true, cancelable: true }))
        field?.remove()
      }, type)
    }
    await drop('dragover', path)
    await expect(page.getByText('Drop the file to inspect the token in it')).toBeVisible()
    await page.screenshot({ path: join(folder, 'inspect-over.png'), animations: 'disabled' })
    await drop('drop', path)
    await expect(inspector.getByText(/its checksum is wrong/).first()).toBeVisible()
    await drop('drop', path, join(profile.outside, 'other.txt'))
    await expect(inspector.getByRole('alert')).toHaveText(/One token is inspected at a time/)
    await picture(run, 'inspect-refused')
    await drop('drop', path)
    await expect(inspector.getByText(/its checksum is wrong/).first()).toBeVisible()
    expect(await page.content()).not.toContain('EXAMPLE000')
  })
  await run.close()
  await world.close()
})
