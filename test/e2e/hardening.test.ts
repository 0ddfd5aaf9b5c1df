import { readFileSync } from 'node:fs'
import { noSandboxReason } from '#test/support/launch'
import { expect, test } from './support/fixtures.ts'
import { addAccount, details, row, setUpVault } from './support/steps.ts'

test('the page sees one frozen object and no Node', async ({ profile }) => {
  const { page, app } = await profile.start()
  await expect(page.getByRole('heading', { name: 'Set up the vault' })).toBeVisible()
  const seen = await page.evaluate(() => ({
    bridge: Object.keys(window.keyrack).toSorted(),
    frozen: Object.isFrozen(window.keyrack),
    node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'ipcRenderer', 'electron'].filter(
      (name) => name in window,
    ),
    added: (() => {
      // What a page of plain Chromium has, as this very Chromium tells it.
      const frame = document.createElement('iframe')
      document.body.append(frame)
      const plain = new Set(Object.getOwnPropertyNames(frame.contentWindow))
      frame.remove()
      return Object.getOwnPropertyNames(window).filter((name) => !plain.has(name) && !/^\d+$/.test(name))
    })(),
  }))
  expect(seen).toMatchObject({ bridge: ['call', 'dropped', 'inspectDropped', 'on'], frozen: true, node: [] })
  expect(seen.added).toEqual(['keyrack'])
  const settings = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    return { url: window?.webContents.getURL(), windows: BrowserWindow.getAllWindows().length }
  })
  expect(settings).toEqual({ url: 'app://keyrack/index.html', windows: 1 })
})

/** What Electron says it made the window with. It has it, and documents it no more. */
interface Telling {
  getLastWebPreferences?(): Readonly<Record<string, unknown>> | null
}

test('the window asks Electron for every wall there is', async ({ profile }) => {
  const { app } = await profile.start()
  const asked = await app.evaluate(({ BrowserWindow }) => {
    const contents: unknown = BrowserWindow.getAllWindows()[0]?.webContents
    return (contents as Telling).getLastWebPreferences?.() ?? null
  })
  test.skip(asked === null, 'this Electron does not tell')
  expect(asked).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
  })
})

test('the renderer runs under a seccomp filter', async ({ profile }) => {
  const reason = noSandboxReason()
  test.skip(reason !== undefined, reason ?? '')
  const { app, page } = await profile.start()
  await expect(page.getByRole('heading', { name: 'Set up the vault' })).toBeVisible()
  const pid = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId())
  expect(readFileSync(`/proc/${pid ?? 0}/status`, 'utf8')).toMatch(/^Seccomp:\s+2$/m)
})

test('foreign pages are not gone to, opened, framed or fetched', async ({ profile, pulumi }) => {
  const { page, app } = await profile.start()
  await setUpVault(page)
  const foreign = `${pulumi.origin}/index.html`
  const results = await page.evaluate(async (url) => {
    const opened = window.open(url)
    const fetched = await fetch(url).then(
      () => 'fetched',
      () => 'refused',
    )
    const image = await new Promise((resolve) => {
      const element = new Image()
      element.onload = () => resolve('loaded')
      element.onerror = () => resolve('refused')
      element.src = `${url}?image`
    })
    const script = await new Promise((resolve) => {
      const element = document.createElement('script')
      element.onload = () => resolve('ran')
      element.onerror = () => resolve('refused')
      element.src = `${url}?script`
      document.head.append(element)
    })
    const frame = document.createElement('iframe')
    frame.src = `${url}?frame`
    document.body.append(frame)
    return { opened: opened === null, fetched, image, script }
  }, foreign)
  expect(results).toEqual({ opened: true, fetched: 'refused', image: 'refused', script: 'refused' })
  const inline = await page.evaluate(() => {
    const element = document.createElement('script')
    element.textContent = 'window.__inline = 1'
    document.head.append(element)
    document.body.insertAdjacentHTML('beforeend', '<p onclick="window.__inline = 1" style="color: red">x</p>')
    document.body.querySelector<HTMLElement>('p[onclick]')?.click()
    return '__inline' in window
  })
  expect(inline).toBe(false)
  // Told by main, because Playwright would wait for the navigation that never comes.
  const after = await app.evaluate(async ({ BrowserWindow }, url) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const refused = new Promise((resolve) => contents?.once('will-frame-navigate', resolve))
    await contents?.executeJavaScript(`location.href = ${JSON.stringify(url)}; undefined`)
    await refused
    const grids: unknown = await contents?.executeJavaScript('document.querySelectorAll("[role=grid]").length')
    return { url: contents?.getURL(), grids }
  }, `${foreign}?navigated`)
  expect(after).toEqual({ url: 'app://keyrack/index.html', grids: 1 })
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  expect(pulumi.requests).toEqual([])
})

test('every permission is denied', async ({ profile }) => {
  const { page } = await profile.start()
  await expect(page.getByRole('heading', { name: 'Set up the vault' })).toBeVisible()
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'clipboard-read', 'clipboard-write', 'camera', 'microphone', 'midi']
    const asked = names.map(async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state)
    return Promise.all(asked)
  })
  expect(new Set(states)).toEqual(new Set(['denied']))
})

test('whoever asks for a permission is refused, too', async ({ profile }) => {
  const { page } = await profile.start()
  await expect(page.getByRole('heading', { name: 'Set up the vault' })).toBeVisible()
  const answers = await page.evaluate(async () => ({
    notifications: await Notification.requestPermission(),
    midi: await navigator.requestMIDIAccess().then(
      () => 'granted',
      () => 'denied',
    ),
  }))
  expect(answers).toEqual({ notifications: 'denied', midi: 'denied' })
})

test('the session of the window asks nobody, also where no policy of a page holds', async ({ profile, pulumi }) => {
  const { app, page } = await profile.start()
  await expect(page.getByRole('heading', { name: 'Set up the vault' })).toBeVisible()
  const answer = await app.evaluate(
    async ({ BrowserWindow }, url) =>
      BrowserWindow.getAllWindows()[0]
        ?.webContents.session.fetch(url)
        .then(
          () => 'fetched',
          () => 'refused',
        ),
    `${pulumi.origin}/index.html`,
  )
  expect(answer).toBe('refused')
  expect(pulumi.requests).toEqual([])
})

const planted = '<img src=x onerror="window.__planted=1"><script>window.__planted=1</script>&amp;{{7*7}}${7*7}'

test('HTML and script in every string a provider sends stay text', async ({ profile, pulumi, gitpod }) => {
  const { state } = pulumi
  state.addUser({ login: 'ada-example', name: `Ada ${planted}`, email: `ada${planted}@example.com` })
  state.addOrganization({ name: 'acme-example', display: `Acme ${planted}`, plan: 'enterprise' })
  state.addMember('acme-example', 'ada-example', 'admin')
  state.addTeam('acme-example', { name: 'platform', displayName: `Platform ${planted}`, kind: 'pulumi' })
  const { value } = state.addPersonalToken('ada-example', { description: `Personal ${planted}` })
  state.addTeamToken('acme-example', 'platform', { name: 'team-token', description: `Team ${planted}` })
  const user = gitpod.state.addUser({ name: `Ada ${planted}` })
  const gitpodToken = gitpod.state.addToken(user.id, {
    name: `Gitpod ${planted}`,
    expirationTime: gitpod.state.now() + 86_400_000,
    scopes: ['function:*', 'resource:default'],
  })
  const { page } = await profile.start()
  await setUpVault(page)
  await addAccount(page, { provider: 'Pulumi Cloud', address: pulumi.origin, credential: value, name: `Me ${planted}` })
  await addAccount(page, {
    provider: 'Gitpod Classic',
    address: gitpod.origin,
    credential: gitpodToken.value,
    name: 'Gitpod',
  })
  const names = [`Personal ${planted}`, 'team-token', `Gitpod ${planted}`]
  // All of them first: a row that comes in above moves the others.
  for (const name of names) await expect(row(page, name)).toBeVisible()
  for (const name of names) {
    await row(page, name).click()
    await expect(details(page)).toContainText(name)
  }
  pulumi.faults.add({ fault: { kind: 'status', status: 400, message: `Bad ${planted}` }, times: 50 })
  await page.getByRole('button', { name: 'Refresh', exact: true }).click()
  await expect(page.getByText(planted).first()).toBeVisible()
  expect(await page.evaluate(() => '__planted' in window)).toBe(false)
  expect(await page.locator('img').count()).toBe(0)
  expect(await page.locator('script').count()).toBe(1)
})
