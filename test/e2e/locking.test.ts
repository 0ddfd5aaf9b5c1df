import { spawn, spawnSync } from 'node:child_process'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { Message, sessionBus } from '@jellybrick/dbus-next'
import type { ElectronApplication } from '@playwright/test'
import type { Output } from '#shared/contract'
import { advanceClock, clipboardText, type RunningApp } from './support/app.ts'
import { expect, test } from './support/fixtures.ts'
import { addAccount, dialog, passphrase, setUpVault } from './support/steps.ts'
import { callMain, foundInHeap, inWindow, isAlive, renewed, windowPid } from './support/window-process.ts'

async function factsOf(app: ElectronApplication): Promise<Output<'app.start'>['facts']> {
  const answer = await callMain(app, 'app.start', {})
  if (!answer.ok) throw new Error(answer.error.kind)
  return (answer.value as Output<'app.start'>).facts
}

/** Presses keys as a person does; the page may be gone before Playwright hears that they were pressed. */
async function pressAndLose({ page }: RunningApp, keys: string): Promise<void> {
  await page.keyboard.press(keys).catch(() => undefined)
}

test('the shortcut ends the window’s process, and nothing of what it showed is in the next one', async ({
  profile,
  pulumi,
}) => {
  test.slow()
  pulumi.state.addUser({ login: 'ada-example', name: 'Ada Example', email: 'ada@example.com' })
  const { value } = pulumi.state.addPersonalToken('ada-example', { description: 'Keyrack itself' })
  const running = await profile.start()
  const { app, page } = running
  await setUpVault(page)
  await addAccount(page, { provider: 'Pulumi Cloud', address: pulumi.origin, credential: value, name: 'Ada' })
  await page.getByRole('button', { name: 'New token' }).click()
  const form = dialog(page, 'New token')
  await form.getByRole('textbox', { name: 'Description' }).fill('EXAMPLE-made-here')
  await form.getByRole('button', { name: 'Create token' }).click()
  await form.getByRole('button', { name: 'Copy' }).click()
  await expect.poll(() => clipboardText(app)).toMatch(/^pul-/)
  const secret = await clipboardText(app)
  await form.getByRole('button', { name: 'Reveal' }).click()
  await expect(form.getByText(secret)).toBeVisible()
  const canaries = [secret, 'EXAMPLE-made-here', 'ada@example.com', 'ada-example']
  // The search must be able to find them.
  expect(await foundInHeap(app, canaries)).toEqual(expect.arrayContaining([secret, 'EXAMPLE-made-here']))

  const before = await windowPid(app)
  expect(isAlive(before)).toBe(true)
  await pressAndLose(running, 'Control+l')
  const after = await renewed(app, before)
  await expect.poll(() => isAlive(before)).toBe(false)
  expect(isAlive(after)).toBe(true)
  expect(await foundInHeap(app, [...canaries, value, passphrase])).toEqual([])
  expect(await clipboardText(app)).toBe('')
  expect(await factsOf(app)).toMatchObject({ vault: { kind: 'locked' }, accounts: [], parts: [], operations: [] })
  expect(await callMain(app, 'inventory.refresh', { accountId: null, jobId: crypto.randomUUID() })).toEqual({
    ok: false,
    error: { kind: 'vault-locked' },
  })

  // The same window goes on: it opens the vault and shows what was there.
  expect(await callMain(app, 'vault.unlock', { with: 'passphrase', value: passphrase })).toMatchObject({ ok: true })
  await expect
    .poll(() => inWindow<string>(app, `document.querySelector('[role=grid]')?.textContent ?? ''`))
    .toContain('EXAMPLE-made-here')
})

test('locking again and again is no window that keeps ending', async ({ profile }) => {
  const { app, page } = await profile.start()
  await setUpVault(page)
  const pids = new Set<number>()
  for (let round = 0; round < 5; round += 1) {
    const before = await windowPid(app)
    pids.add(before)
    // The page that asks gets no answer: its process ends first.
    void inWindow(app, `void window.keyrack.call('vault.lock', {})`).catch(() => undefined)
    await renewed(app, before)
    expect(await callMain(app, 'vault.unlock', { with: 'passphrase', value: passphrase })).toMatchObject({ ok: true })
  }
  expect(pids.size).toBe(5)
})

test('the vault is locked when nobody has touched the computer for the time that is set', async ({ profile }) => {
  const { app, page } = await profile.start({ ledClock: true })
  await setUpVault(page)
  const before = await windowPid(app)
  await app.evaluate(({ powerMonitor }) => (powerMonitor.getSystemIdleTime = () => 14 * 60))
  await advanceClock(app, 60_000)
  expect((await factsOf(app)).vault.kind).toBe('open')
  await app.evaluate(({ powerMonitor }) => (powerMonitor.getSystemIdleTime = () => 15 * 60))
  await advanceClock(app, 60_000)
  await renewed(app, before)
})

test('where a desktop need not tell of input elsewhere, what is done in the window counts, and the app says so', async ({
  profile,
}) => {
  test.skip(process.platform !== 'linux', 'Wayland is on Linux')
  const { app, page } = await profile.start({ ledClock: true }, { env: { WAYLAND_DISPLAY: 'keyrack-test' } })
  await setUpVault(page)
  expect((await factsOf(app)).locking.tellings.idle).toBe('own-window')
  const before = await windowPid(app)
  await advanceClock(app, 13 * 60_000)
  expect((await factsOf(app)).vault.kind).toBe('open')
  await advanceClock(app, 2 * 60_000)
  await renewed(app, before)
})

test('the vault is locked before the computer sleeps', async ({ profile }) => {
  const { app, page } = await profile.start()
  await setUpVault(page)
  const before = await windowPid(app)
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'))
  await renewed(app, before)
})

test('the vault is locked when the window is closed to the background, where the person wants that', async ({
  profile,
}) => {
  const { app, page } = await profile.start()
  await setUpVault(page)
  const { lock } = (await factsOf(app)).preferences
  await callMain(app, 'preferences.set', { onClose: 'keep-running', lock: { ...lock, onClose: true } })
  const before = await windowPid(app)
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await renewed(app, before)
  expect(
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.isVisible())),
  ).toEqual([false])
})

test('on Linux the vault is locked when the screen is, and the app knows who tells', async ({ profile }) => {
  test.skip(process.platform !== 'linux', 'D-Bus is on Linux')
  test.skip(spawnSync('dbus-daemon', ['--version']).status !== 0, 'dbus-daemon not found: install the package dbus')
  const daemon = spawn(
    'dbus-daemon',
    ['--session', '--nofork', '--print-address=1', `--address=unix:path=${join(profile.outside, 'bus')}`],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  try {
    const { value: address } = await createInterface({ input: daemon.stdout })[Symbol.asyncIterator]().next()
    const lockScreen = sessionBus({ busAddress: String(address) })
    await new Promise<void>((resolve) => lockScreen.once('connect', () => resolve()))
    await lockScreen.requestName('org.gnome.ScreenSaver')
    const { app, page } = await profile.start({}, { env: { DBUS_SESSION_BUS_ADDRESS: String(address) } })
    await setUpVault(page)
    await expect.poll(async () => (await factsOf(app)).locking.tellings.systemLock).toBe('yes')
    const before = await windowPid(app)
    lockScreen.send(Message.newSignal('/org/gnome/ScreenSaver', 'org.gnome.ScreenSaver', 'ActiveChanged', 'b', [true]))
    await renewed(app, before)
    lockScreen.disconnect()
  } finally {
    daemon.kill()
  }
})
