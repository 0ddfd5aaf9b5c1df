import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { contract } from '#shared/contract'
import { FULL_ACCESS } from '#test/simulators/gitpod/state'
import { answerDialogs, clipboardText, type RunningApp } from './support/app.ts'
import { expect, test } from './support/fixtures.ts'
import { filesWith, foundIn, foundInMemory } from './support/search.ts'
import { addAccount, details, dialog, makeVault, passphrase, row, unlock, writeDownCode } from './support/steps.ts'
import { callMain, foundInHeap, inWindow, renewed, windowPid } from './support/window-process.ts'

const nearMiss = 'correct horse EXAMPLE near miss'
const laterPassphrase = 'EXAMPLE passphrase of later on'

/** Typed, and not yet sent to anybody. */
const unsent = 'EXAMPLE-unsent-words'

test('the search itself finds a secret in any file, whatever the file writes it in', ({ profile }) => {
  const text = 'EXAMPLE-planted secret/+?'
  const plant = (path: string, bytes: string | Buffer): void => {
    mkdirSync(dirname(join(profile.outside, path)), { recursive: true })
    writeFileSync(join(profile.outside, path), bytes)
  }
  const ways: Record<string, string | Buffer> = {
    plain: `{"a":"${text}"}`,
    'in UTF-16': Buffer.from(`a${text}b`, 'utf16le'),
    'in hexadecimal digits': Buffer.from(text).toString('hex'),
    '.hidden/deep/in base64': Buffer.from(text).toString('base64'),
    'in base64, one further': Buffer.from(`a${text}b`).toString('base64'),
    'in base64, two further': Buffer.from(`ab${text}cd`).toString('base64url'),
    'among other bytes': Buffer.concat([Buffer.alloc(99_999, 0xff), Buffer.from(text), Buffer.alloc(9)]),
  }
  for (const [path, bytes] of Object.entries(ways)) plant(join('planted', path), bytes)
  plant('planted/none', 'EXAMPLE-planted secret')
  expect(filesWith(join(profile.outside, 'planted'), [text]).toSorted()).toEqual(Object.keys(ways).toSorted())
})

test('secrets are in no log, no file of the profile, no output and no message but the marked ones', async ({
  profile,
  pulumi,
  gitpod,
}) => {
  test.slow()
  pulumi.state.addUser({ login: 'ada-example', name: 'Ada Example', email: 'ada@example.com' })
  const { value } = pulumi.state.addPersonalToken('ada-example', { description: 'Keyrack itself' })
  // What is known of tokens: no secret, and for nobody else's eyes either.
  const facts = ['ada-example', 'ada@example.com', 'Ada Example', 'Ada at Gitpod', 'made here', 'stored by hand']
  facts.push(new URL(pulumi.origin).host, new URL(gitpod.origin).host, 'noted EXAMPLE', 'tagged-EXAMPLE')
  const other = pulumi.state.addPersonalToken('ada-example', { description: 'stored by hand' })
  const user = gitpod.state.addUser({ name: 'Ada' })
  const gitpodToken = gitpod.state.addToken(user.id, {
    name: 'ci',
    expirationTime: gitpod.state.now() + 30 * 86_400_000,
    scopes: FULL_ACCESS,
  })
  const recordWire = join(profile.outside, 'wire.jsonl')
  const first = await profile.start({ recordWire })
  const { page, app } = first
  // What Electron writes by itself lies in the profile too, where this test looks for it.
  const places = await foldersOf(app)
  for (const place of Object.values(places)) expect(relative(profile.userData, place)).not.toMatch(/^\.\./)

  await makeVault(page)
  const code = await writeDownCode(page, passphrase)
  const canaries = new Set([value, other.value, gitpodToken.value, passphrase, nearMiss, laterPassphrase])
  canaries.add(code).add(code.replaceAll('-', ''))
  await addAccount(page, { provider: 'Pulumi Cloud', address: pulumi.origin, credential: value, name: 'Ada' })
  await addAccount(page, {
    provider: 'Gitpod Classic',
    address: gitpod.origin,
    credential: gitpodToken.value,
    name: 'Ada at Gitpod',
  })
  await regenerate(page, 'ci')
  await storeByHand(page, 'stored by hand', other.value)
  await annotate(page, 'noted EXAMPLE', 'tagged-EXAMPLE')
  await makeBackup(page, app, join(profile.outside, 'backup', 'backup.keyrack'))
  const made = await createAndReveal(page, app)
  for (const { value: known } of [...pulumi.state.tokens, ...gitpod.state.tokens]) canaries.add(known)
  expect(canaries).toContain(made)
  expect(canaries.size).toBe(10)
  // The search must be able to see a secret in memory: this one is on the screen.
  expect(await foundInHeap(app, [...canaries])).toContain(made)
  const seen = foundInMemory(await windowPid(app), [...canaries])
  if (seen !== null) expect(seen).toContain(made)
  await dialog(page, 'New token').getByRole('button', { name: 'Done' }).click()

  // Failures that quote what the service knows.
  for (const quoted of [value, other.value, made]) {
    pulumi.faults.add({ fault: { kind: 'status', status: 500, message: `cannot use ${quoted}` }, times: 6 })
    // A message that the pointer rests on stays, and lies over the button.
    await page.mouse.move(0, 0)
    await page.getByRole('button', { name: 'Refresh', exact: true }).click()
    await expect(page.getByText(/went wrong|failed|problem|error/i).first()).toBeVisible()
    pulumi.faults.clear()
  }

  // What is typed and not sent yet is in the page when it ends.
  await page.getByRole('searchbox').fill(unsent)

  await test.step('locked: the page is another one, in another process', async () => {
    const before = await windowPid(app)
    void inWindow(app, `void window.keyrack.call('vault.lock', {})`).catch(() => undefined)
    const after = await renewed(app, before)
    expect(foundIn(Buffer.from(await inWindow<string>(app, wholePage)), [...canaries]), 'its page').toEqual([])
    expect(await foundInHeap(app, [...canaries]), 'the heap of its scripts').toEqual([])
    expect(foundInMemory(after, [...canaries, unsent]) ?? [], 'all of its memory').toEqual([])
  })

  await test.step('opened by the code, and everything sealed anew under another passphrase', async () => {
    const wrong = await callMain(app, 'vault.unlock', { with: 'passphrase', value: nearMiss })
    expect(wrong).toMatchObject({ ok: false, error: { kind: 'wrong-passphrase' } })
    expect(await callMain(app, 'vault.unlock', { with: 'recovery', value: code })).toMatchObject({ ok: true })
    const anew = await callMain(app, 'vault.protect', {
      slots: ['passphrase', 'recovery'],
      passphrase: laterPassphrase,
      recoveryId: null,
      current: { with: 'recovery', value: code },
      acceptWeak: false,
      rekey: false,
      jobId: crypto.randomUUID(),
    })
    expect(anew).toMatchObject({ ok: true })
    await first.close()
  })

  const second = await profile.start({ recordWire })
  await unlock(second.page, laterPassphrase)
  await row(second.page, 'made here').click()
  const shown = await second.page.evaluate<string>(wholePage)
  expect(foundIn(Buffer.from(shown), [...canaries]), 'the page').toEqual([])
  await details(second.page).getByRole('button', { name: 'Reveal' }).click()
  await expect(details(second.page).getByText(made)).toBeVisible()
  expect(await second.page.evaluate<string>(wholePage)).toContain(made)
  await crash(second)

  const output = first.output() + second.output()
  expect(foundIn(Buffer.from(output), [...canaries]), 'output').toEqual([])
  expect(filesWith(profile.userData, [...canaries]), 'files of the profile').toEqual([])
  expect(openToOthers(profile.userData), 'files that others can read').toEqual([])
  // None of these is short enough, or plain enough, to come about by chance.
  expect(filesWith(profile.userData, facts), 'files that tell of a token').toEqual([])
  expect(filesWith(join(profile.outside, 'backup'), [...canaries, ...facts]), 'the backup').toEqual([])
  // Short enough to come about by chance in sealed bytes, so only what is text is looked through.
  expect(foundIn(Buffer.from(output + readLogs(profile.userData)), code.split('-')), 'output and logs').toEqual([])
  expectMarkedOnly(readFileSync(recordWire, 'utf8'), [...canaries], code.split('-'))
})

test('a crash leaves no picture of the memory on the disk', async ({ profile }) => {
  test.skip(process.platform !== 'linux', 'processes are looked for in /proc')
  // Not through Playwright, which turns crash reporters off.
  const main = profile.startAlone()
  const ended = new Promise((resolve) => main.once('close', resolve))
  const pageOf = () => processesOf(main.pid ?? 0).find(({ command }) => command.includes('--type=renderer'))?.pid
  await expect.poll(pageOf, { timeout: 20_000 }).toBeDefined()
  await expect.poll(() => existsSync(join(profile.userData, 'logs'))).toBe(true)
  // The sandboxed page is the first process of a namespace, which a signal from outside does not crash.
  main.kill('SIGSEGV')
  await ended
  const left = readdirSync(profile.outside, { recursive: true, encoding: 'utf8' })
  expect(left.filter((name) => /\.dmp$|(^|[\\/])core[.\d]*$/.test(name))).toEqual([])
})

/** Every process that this one has started, or one that it has started. */
function processesOf(pid: number): { readonly pid: number; readonly command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const parent = Number(/\) . (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1])
        return [{ pid: Number(name), parent, command: readFileSync(`/proc/${name}/cmdline`, 'utf8') }]
      } catch {
        return []
      }
    })
    .filter((one, _index, all) => {
      let ancestor = one.parent
      while (ancestor > 1 && ancestor !== pid) ancestor = all.find((other) => other.pid === ancestor)?.parent ?? 0
      return ancestor === pid
    })
}

/** All text of a page: also what stands in its fields. */
const wholePage = `document.documentElement.outerHTML +
  [...document.querySelectorAll('input, textarea')].map((field) => field.value).join(' ') +
  JSON.stringify([localStorage, sessionStorage, history.state, location.href, document.title])`

async function foldersOf(app: ElectronApplication): Promise<Record<'session' | 'dumps', string>> {
  return app.evaluate(({ app: electron }) => ({
    session: electron.getPath('sessionData'),
    dumps: electron.getPath('crashDumps'),
  }))
}

async function createAndReveal(page: Page, app: ElectronApplication): Promise<string> {
  await page.getByRole('button', { name: 'New token' }).click()
  const form = dialog(page, 'New token')
  await form.getByRole('textbox', { name: 'Description' }).fill('made here')
  await form.getByRole('button', { name: 'Create token' }).click()
  await form.getByRole('button', { name: 'Copy' }).click()
  await expect.poll(() => clipboardText(app)).toMatch(/^pul-/)
  const made = await clipboardText(app)
  await form.getByRole('button', { name: 'Reveal' }).click()
  await expect(form.getByText(made)).toBeVisible()
  return made
}

async function storeByHand(page: Page, name: string, value: string): Promise<void> {
  await row(page, name).click()
  await details(page).getByRole('button', { name: 'Store its secret' }).click()
  const store = dialog(page, 'Store its secret')
  await store.getByRole('textbox').first().fill(value)
  await store.getByRole('button', { name: 'Store', exact: true }).click()
  await expect(store.getByText(/is stored/)).toBeVisible()
  await store.getByRole('button', { name: 'Done' }).click()
}

/** Files of Keyrack's own that are not for the person alone, and folders of whomever. */
function openToOthers(userData: string): string[] {
  if (process.platform === 'win32') return []
  const own = /^(vault|logs|preferences|clipboard)/
  return ['.', ...readdirSync(userData, { recursive: true, encoding: 'utf8' })].filter((name) => {
    const stats = lstatSync(join(userData, name))
    if (stats.isDirectory()) return (stats.mode & 0o777) !== 0o700
    return own.test(name) && (stats.mode & 0o777) !== 0o600
  })
}

async function annotate(page: Page, notes: string, tag: string): Promise<void> {
  await details(page).getByRole('textbox', { name: 'Notes' }).fill(notes)
  await details(page).getByRole('textbox', { name: 'Notes' }).press('Control+Enter')
  const tags = details(page).getByRole('combobox', { name: 'Add tag' })
  await tags.fill(tag)
  await tags.press('Enter')
  await expect(details(page).getByText(tag)).toBeVisible()
}

/** A new secret for the token that its account signs in with. */
async function regenerate(page: Page, name: string): Promise<void> {
  await row(page, name).click()
  await details(page).getByRole('button', { name: 'Regenerate' }).click()
  const form = dialog(page, 'Regenerate')
  await form.getByRole('checkbox').press('Space')
  await form.getByRole('button', { name: 'Regenerate' }).click()
  await expect(form.getByText('the old one works no more')).toBeVisible()
  await form.getByRole('button', { name: 'Done' }).click()
}

async function makeBackup(page: Page, app: ElectronApplication, file: string): Promise<void> {
  mkdirSync(dirname(file))
  await answerDialogs(app, file)
  await page.getByRole('button', { name: 'Settings' }).click()
  await dialog(page, 'Settings').getByRole('button', { name: 'Make a backup…' }).click()
  const making = dialog(page, 'Make a backup')
  await making.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase)
  await making.getByRole('button', { name: 'Choose where to save it' }).click()
  await expect(making).toContainText('is written, read back and opened')
  await making.getByRole('button', { name: 'Done' }).click()
}

/** The window's process crashes with a secret on the screen, and then main does. */
async function crash({ app }: RunningApp): Promise<void> {
  const ended = app.waitForEvent('close')
  await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const gone = new Promise((resolve) => contents?.once('render-process-gone', resolve))
    contents?.forcefullyCrashRenderer()
    await gone
  })
  void app.evaluate(() => process.crash()).catch(() => undefined)
  await ended
}

function readLogs(userData: string): string {
  const folder = join(userData, 'logs')
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
}

/** Channels that may carry a secret to main, or the one that may carry it out. */
function marked(kind: string): string[] {
  const direction = { input: 'in', output: 'out' }[kind]
  return Object.entries(contract)
    .filter(([, spec]) => 'secret' in spec && spec.secret === direction)
    .map(([channel]) => channel)
}

interface Message {
  readonly kind: string
  readonly channel: string
  readonly payload: unknown
}

/** `groups` are looked for as whole texts only: as parts of others they come about by chance. */
function expectMarkedOnly(recorded: string, canaries: readonly string[], groups: readonly string[]): void {
  const messages = recorded
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Message)
  const carrying = messages.filter(({ payload }) => {
    const text = JSON.stringify(payload ?? null)
    return foundIn(Buffer.from(text), canaries).length > 0 || groups.some((group) => text.includes(`"${group}"`))
  })
  // The test itself must be able to see a secret: it went in by some marked channels and out by the one.
  const channels = new Set(carrying.map(({ kind, channel }) => `${kind} ${channel}`))
  expect([...channels]).toEqual(
    expect.arrayContaining([
      'input vault.create',
      'input vault.unlock',
      'input vault.protect',
      'input vault.confirmRecovery',
      'input account.check',
      'input secret.store',
      'input backup.make',
      'output secret.reveal',
    ]),
  )
  // Events are on record too: these rows came by them.
  expect(messages.some(({ kind, payload }) => kind === 'event' && JSON.stringify(payload).includes('made here'))).toBe(
    true,
  )
  for (const { kind, channel } of carrying) expect(marked(kind), `${kind} ${channel}`).toContain(channel)
}
