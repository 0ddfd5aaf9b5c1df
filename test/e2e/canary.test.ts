import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { contract } from '#shared/contract'
import { FULL_ACCESS } from '#test/simulators/gitpod/state'
import { clipboardText } from './support/app.ts'
import { callMain, foundInHeap, inWindow, renewed, windowPid } from './support/window-process.ts'
import { expect, test } from './support/fixtures.ts'
import { addAccount, details, dialog, makeVault, passphrase, row, unlock, writeDownCode } from './support/steps.ts'

/** Channels that may carry a secret to main, and the one that may carry it out. */
const marked = (direction: 'in' | 'out'): string[] =>
  Object.entries(contract)
    .filter(([, spec]) => 'secret' in spec && spec.secret === direction)
    .map(([channel]) => channel)

test('secrets are in no log, no file of the profile, no output and no message but the marked ones', async ({
  profile,
  pulumi,
  gitpod,
}) => {
  test.slow()
  pulumi.state.addUser({ login: 'ada-example', name: 'Ada Example', email: 'ada@example.com' })
  const { value } = pulumi.state.addPersonalToken('ada-example', { description: 'Keyrack itself' })
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
  const canaries = new Set([value, other.value, gitpodToken.value, passphrase])
  const groups = new Set<string>()

  await makeVault(page)
  const code = await writeDownCode(page, passphrase)
  canaries.add(code)
  // The recovery code is shown in groups, and two of them are typed: each of them is found in the marked channels only, too.
  for (const group of code.split('-')) groups.add(group)
  await addAccount(page, { provider: 'Pulumi Cloud', address: pulumi.origin, credential: value, name: 'Ada' })
  await addAccount(page, {
    provider: 'Gitpod Classic',
    address: gitpod.origin,
    credential: gitpodToken.value,
    name: 'Ada at Gitpod',
  })

  // Created, revealed and copied.
  await page.getByRole('button', { name: 'New token' }).click()
  const form = dialog(page, 'New token')
  await form.getByRole('textbox', { name: 'Description' }).fill('made here')
  await form.getByRole('button', { name: 'Create token' }).click()
  await form.getByRole('button', { name: 'Copy' }).click()
  await expect.poll(() => clipboardText(app)).toMatch(/^pul-/)
  const made = await clipboardText(app)
  canaries.add(made)
  await form.getByRole('button', { name: 'Reveal' }).click()
  await expect(form.getByText(made)).toBeVisible()
  await form.getByRole('button', { name: 'Done' }).click()

  // Stored by hand.
  await row(page, 'stored by hand').click()
  await details(page).getByRole('button', { name: 'Store its secret' }).click()
  const store = dialog(page, 'Store its secret')
  await store.getByRole('textbox').first().fill(other.value)
  await store.getByRole('button', { name: 'Store', exact: true }).click()
  await expect(store.getByText(/is stored/)).toBeVisible()
  await store.getByRole('button', { name: 'Done' }).click()

  // Failures that quote what the service knows.
  for (const quoted of [value, other.value, made]) {
    pulumi.faults.add({ fault: { kind: 'status', status: 500, message: `cannot use ${quoted}` }, times: 6 })
    await page.getByRole('button', { name: 'Refresh', exact: true }).click()
    await expect(page.getByText(/went wrong|failed|problem|error/i).first()).toBeVisible()
    pulumi.faults.clear()
  }
  // Locked: the page is another one, in another process, and opens again by the code.
  const before = await windowPid(app)
  void inWindow(app, `void window.keyrack.call('vault.lock', {})`).catch(() => undefined)
  await renewed(app, before)
  const locked = await inWindow<string>(app, 'document.documentElement.outerHTML')
  for (const canary of canaries) expect(locked, 'the page of a locked vault').not.toContain(canary)
  expect(await foundInHeap(app, [...canaries]), 'the memory of its process').toEqual([])
  expect(await callMain(app, 'vault.unlock', { with: 'recovery', value: code })).toMatchObject({ ok: true })
  await first.close()
  const second = await profile.start({ recordWire })
  await unlock(second.page)
  await expect(row(second.page, 'made here')).toBeVisible()
  const shown = await second.page.content()
  await second.close()

  for (const canary of canaries) {
    expect(filesWith(profile.userData, canary), 'files of the profile').toEqual([])
    expect(first.output() + second.output(), 'output').not.toContain(canary)
    expect(shown, 'the page').not.toContain(canary)
  }

  for (const group of groups) {
    // Short enough to come about by chance in sealed bytes, so only what is text is looked through.
    expect(first.output() + second.output() + readLogs(profile.userData), 'output and logs').not.toContain(group)
  }

  const messages = readFileSync(recordWire, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string; channel: string; payload: unknown })
  expect(messages.length).toBeGreaterThan(20)
  const carrying = messages.filter(({ payload }) => [...canaries].some((one) => JSON.stringify(payload).includes(one)))
  // The test itself must be able to see a secret: it went in by some marked channels and out by the one.
  expect(carrying.some(({ kind }) => kind === 'input')).toBe(true)
  expect(carrying.some(({ kind }) => kind === 'output')).toBe(true)
  for (const { kind, channel } of carrying) {
    expect(kind === 'input' ? marked('in') : kind === 'output' ? marked('out') : [], `${kind} ${channel}`).toContain(
      channel,
    )
  }
})

function readLogs(userData: string): string {
  const folder = join(userData, 'logs')
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
}

/** Files under `folder` that hold the text, as it is, in UTF-16 or in base64. */
function filesWith(folder: string, text: string): string[] {
  const forms = [
    Buffer.from(text),
    Buffer.from(text, 'utf16le'),
    Buffer.from(Buffer.from(text).toString('base64').slice(0, -4)),
  ]
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name)
    if (!lstatSync(path).isFile()) return false
    const bytes = readFileSync(path)
    return forms.some((form) => bytes.includes(form))
  })
}
