import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { projectRoot } from '#build/aliases'
import type { RootOptions } from '#test/demo/electron/options'
import { rootOptionsVariable } from '#test/demo/electron/options-variable'
import { evaluate, type Target } from './cdp.ts'
import { startElectron, type Electron } from './electron.ts'

/** What the app signs in with at the simulator. */
interface SignIn {
  readonly origin: string
  readonly credential: string
  readonly label: string
}

/** A profile whose vault is on the disk and whose inventory holds the tokens of one account; its simulator runs. */
export interface Profile {
  /** Starts the app over it. One at a time: the app is a single instance. */
  start(options?: { readonly inspectMain?: boolean }): Promise<Electron>
  close(): Promise<void>
}

/** Calls the bridge as the window does, and gives the value of the answer. Throws its error as JSON. */
export async function callApp<T>(page: Target, channel: string, input: object): Promise<T> {
  return evaluate<T>(
    page,
    // Held until it is kept: nothing else in the page has a promise of the bridge.
    `globalThis.benchAsked = window.keyrack.call(${JSON.stringify(channel)}, ${JSON.stringify(input)}).then((result) => {
      if (!result.ok) throw new Error(${JSON.stringify(channel)} + ': ' + JSON.stringify(result.error))
      return result.value
    })`,
  )
}

/**
 * Prepares a profile in `userData`: a vault for tests on the disk, in a slot of the OS (without a keyring the person's
 * "weak, I accept"), and one Pulumi account with `count` tokens, the one it signs in with among them. 0 is no account. With
 * `makers` half of them are an organization's, made by so many people.
 */
export async function prepareProfile(userData: string, count: number, makers = 0): Promise<Profile> {
  const { service, signIn } = await startService(count, makers)
  const profile: Profile = {
    start: ({ inspectMain = false } = {}) =>
      startElectron({
        app: join(projectRoot, 'out', 'demo', 'index.js'),
        env: { [rootOptionsVariable]: JSON.stringify(optionsOf(userData)) },
        inspectMain,
      }),
    close: async () => {
      if (service.connected) service.disconnect()
    },
  }
  try {
    const app = await profile.start()
    try {
      await fill(app.page, signIn, count)
    } finally {
      await app.close()
    }
    return profile
  } catch (error) {
    await profile.close()
    throw error
  }
}

function optionsOf(userData: string): RootOptions {
  return {
    name: 'Keyrack Test',
    userData,
    purpose: 'test',
    demo: false,
    accounts: [],
    services: [],
    cheapPassphrase: true,
    recordWire: null,
    ledClock: false,
  }
}

function startService(count: number, makers: number): Promise<{ service: ChildProcess; signIn: SignIn }> {
  const service = fork(join(import.meta.dirname, 'services.ts'), [count, makers].map(String))
  return new Promise((resolve, reject) => {
    service.once('message', (signIn) => resolve({ service, signIn: signIn as SignIn }))
    service.once('exit', () => reject(new Error('The simulator ended before it was ready.')))
  })
}

/** Does by the bridge what a person does by the dialogs, then waits until every token is listed and saved. */
async function fill(page: Target, { origin, credential, label }: SignIn, count: number): Promise<void> {
  await untilBridge(page)
  await callApp(page, 'vault.create', { choice: 'weak-accepted', passphrase: null })
  if (count === 0) return
  const secret = { from: 'field', value: credential }
  const check = { provider: 'pulumi', address: origin, secret, jobId: crypto.randomUUID() }
  const { checkId } = await callApp<{ checkId: string }>(page, 'account.check', check)
  await callApp(page, 'account.add', { checkId, name: label })
  await callApp(page, 'inventory.refresh', { accountId: null, jobId: crypto.randomUUID() })
  const { facts } = await callApp<{ facts: { parts: { tokens: number }[] } }>(page, 'app.start', {})
  const listed = facts.parts.reduce((sum, part) => sum + part.tokens, 0)
  if (listed !== count) throw new Error(`${count} tokens were planted, and ${listed} are in the inventory.`)
}

const patienceMs = 60_000

/** The page is there before its preload has run, and the vault is looked for after that. */
async function untilBridge(page: Target): Promise<void> {
  const vaultKind = `window.keyrack?.call('app.start', {}).then(({ ok, value }) => ok ? value.facts.vault.kind : null)`
  await until('The app said that there is no vault yet', async () => (await evaluate(page, vaultKind)) === 'none')
}

/** Waits until the grid has a row for each of so many tokens. */
export async function untilListed(page: Target, tokens: number): Promise<void> {
  const rowCount = `Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') ?? 0)`
  // The header is a row too.
  await until(`The grid had ${tokens} tokens`, async () => (await evaluate(page, rowCount)) === tokens + 1)
}

/** Asks again and again; a page that is just being loaded may lose a question. Throws when `what` does not come true. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + patienceMs
  while (performance.now() < deadline) {
    if (await isSo().catch(() => false)) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`${what}: that did not come true within ${patienceMs / 1000} s.`)
}
