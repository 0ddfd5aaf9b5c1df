import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { RootOptions } from '#test/demo/electron/options'
import type { PulumiSimulator } from '#test/simulators/pulumi/index'
import { advanceClock, clipboardText, kill, startOtherProgram, writeClipboard, type Profile } from './support/app.ts'
import { expect, test } from './support/fixtures.ts'
import { addOther, details, dialog, row, setUpVault } from './support/steps.ts'

const first = 'vpn-EXAMPLE-first-secret'
const second = 'vpn-EXAMPLE-second-secret'

test.describe('a secret that was copied', () => {
  const mark = (profile: Profile) => join(profile.userData, 'clipboard.mark')

  test('is taken from the clipboard at the next start when the app was killed', async ({ profile }) => {
    const { app, page } = await profile.start()
    await setUpVault(page)
    await addOther(page, 'first', first)
    await row(page, 'first').click()
    await details(page).getByRole('button', { name: 'Copy', exact: true }).click()
    await expect.poll(() => clipboardText(app)).toBe(first)
    const bytes = readFileSync(mark(profile))
    expect(bytes.includes(first)).toBe(false)
    expect(statSync(mark(profile)).mode & 0o777).toBe(0o600)
    // On X11 what a program copied goes with it, unless another keeps it.
    const other = await startOtherProgram(join(profile.outside, 'other'))
    try {
      await kill(app)
      await writeClipboard(other, first)
      const again = await profile.start()
      await expect.poll(() => clipboardText(other)).toBe('')
      await expect.poll(() => existsSync(mark(profile))).toBe(false)
      await again.close()
    } finally {
      await other.close()
    }
  })

  test('leaves alone what another program has copied since', async ({ profile }) => {
    const { app, page } = await profile.start()
    await setUpVault(page)
    await addOther(page, 'first', first)
    await row(page, 'first').click()
    await details(page).getByRole('button', { name: 'Copy', exact: true }).click()
    await expect.poll(() => clipboardText(app)).toBe(first)
    const other = await startOtherProgram(join(profile.outside, 'other'))
    try {
      await kill(app)
      await writeClipboard(other, 'a shopping list')
      expect(existsSync(mark(profile))).toBe(true)
      const again = await profile.start()
      await expect.poll(() => existsSync(mark(profile))).toBe(false)
      expect(await clipboardText(other)).toBe('a shopping list')
      await again.close()
      expect(await clipboardText(other)).toBe('a shopping list')
    } finally {
      await other.close()
    }
  })

  test('is taken away when the session of Windows is about to end', async ({ profile, pulumi }) => {
    const { app, page } = await profile.start({ accounts: [ada(pulumi)] })
    await addOther(page, 'first', first)
    await row(page, 'first').click()
    for (const event of ['query-session-end', 'session-end']) {
      await details(page).getByRole('button', { name: 'Copy', exact: true }).click()
      await expect.poll(() => clipboardText(app)).toBe(first)
      await app.evaluate(({ BrowserWindow }, name) => BrowserWindow.getAllWindows()[0]?.emit(name), event)
      await expect.poll(() => clipboardText(app), event).toBe('')
    }
  })

  test('is taken away before the window is hidden, when Keyrack quits', async ({ profile, pulumi }) => {
    const { app, page } = await profile.start({ accounts: [ada(pulumi)] })
    await addOther(page, 'first', first)
    await row(page, 'first').click()
    await details(page).getByRole('button', { name: 'Copy', exact: true }).click()
    await expect.poll(() => clipboardText(app)).toBe(first)
    const ended = app.waitForEvent('close')
    const text = await app.evaluate(async ({ app: own, BrowserWindow, clipboard }) => {
      const [window] = BrowserWindow.getAllWindows()
      if (window === undefined) throw new Error('no window')
      const quit = own.quit.bind(own)
      const hidden = new Promise((resolve) => {
        window.hide = () => resolve(clipboard.readText())
      })
      quit()
      // It ends only once this was told.
      own.quit = () => void setTimeout(quit, 500)
      return hidden
    })
    expect(text).toBe('')
    // By itself: another end from outside, in the middle of its own, is not what a person does.
    await ended
  })

  test('is copied with a key too, and never by a page alone', async ({ profile, pulumi }) => {
    const { app, page } = await profile.start({ accounts: [ada(pulumi)] })
    await addOther(page, 'first', first)
    await row(page, 'first').click()
    await details(page).getByRole('button', { name: 'Copy', exact: true }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => clipboardText(app)).toBe(first)
    // The key press is spent: a page that was taken over copies nothing by itself.
    await writeClipboard(app, 'a shopping list')
    const answer = await page.evaluate(() => window.keyrack.call('secret.copy', { id: 'any' }))
    expect(answer).toEqual({ ok: false, error: { kind: 'gesture-needed' } })
    expect(await clipboardText(app)).toBe('a shopping list')
  })
})

test.describe('a secret that is shown', () => {
  test('is out of the page after 30 seconds, and can be shown again', async ({ profile, pulumi }) => {
    const { app, page } = await profile.start({ accounts: [ada(pulumi)], ledClock: true })
    await addOther(page, 'first', first)
    await row(page, 'first').click()
    await details(page).getByRole('button', { name: 'Reveal' }).click()
    await expect(details(page).getByText(first)).toBeVisible()
    await expect(details(page).getByText('Hidden again in 30 seconds.')).toBeVisible()
    await advanceClock(app, 25_000)
    await expect(details(page).getByText(first)).toBeVisible()
    await advanceClock(app, 5_000)
    await expect(details(page).getByRole('button', { name: 'Show again' })).toBeVisible()
    expect(await page.content()).not.toContain(first)
    await details(page).getByRole('button', { name: 'Show again' }).click()
    await expect(details(page).getByText(first)).toBeVisible()
  })

  test('gives way to the next one, wherever in the window that is', async ({ profile, pulumi }) => {
    const { app, page } = await profile.start({ accounts: [ada(pulumi)] })
    await addOther(page, 'first', first)
    await row(page, 'first').click()
    await details(page).getByRole('button', { name: 'Reveal' }).click()
    await expect(details(page).getByText(first)).toBeVisible()

    await page.getByRole('button', { name: 'New token' }).click()
    const form = dialog(page, 'New token')
    await form.getByRole('textbox', { name: 'Description' }).fill('made here')
    await form.getByRole('button', { name: 'Create token' }).click()
    await form.getByRole('button', { name: 'Copy' }).click()
    await expect.poll(() => clipboardText(app)).toMatch(/^pul-/)
    const made = await clipboardText(app)
    expect(await page.content()).toContain(first)
    await form.getByRole('button', { name: 'Reveal' }).click()
    await expect(form.getByText(made)).toBeVisible()
    expect(await page.content()).not.toContain(first)
  })

  test('cannot be selected, because a selection is on a clipboard of its own on Linux', async ({ profile, pulumi }) => {
    const { page } = await profile.start({ accounts: [ada(pulumi)] })
    await addOther(page, 'second', second)
    await row(page, 'second').click()
    await details(page).getByRole('button', { name: 'Reveal' }).click()
    await details(page).getByText(second).click({ clickCount: 3 })
    await page.keyboard.press('Control+a')
    expect(await page.evaluate(() => window.getSelection()?.toString() ?? '')).not.toContain(second)
  })
})

/** An account of the made-up Ada, with the token it signs in with. */
function ada(pulumi: PulumiSimulator): RootOptions['accounts'][number] {
  pulumi.state.addUser({ login: 'ada-example', name: 'Ada Example', email: 'ada@example.com' })
  const { value } = pulumi.state.addPersonalToken('ada-example', { description: 'Keyrack itself' })
  return { provider: 'pulumi', address: pulumi.origin, credential: value, name: 'Ada' }
}
