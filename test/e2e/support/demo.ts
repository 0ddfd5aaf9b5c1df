import type { Page } from '@playwright/test'
import type { DemoService } from '#test/demo/electron/options'
import { serveDemoWorld, type DemoWorld } from '#test/demo/serve-world'
import type { Profile, RunningApp } from './app.ts'
import { expect } from './fixtures.ts'
import { dialog } from './steps.ts'

/** The demo, as `npm run demo` opens it. */
export interface RunningDemo {
  readonly world: DemoWorld
  readonly run: RunningApp
  /** The sample service of a provider. */
  service(provider: string): DemoService
}

/** Opens the demo on a throwaway profile. Whoever does closes `world`. */
export async function openDemo(profile: Profile): Promise<RunningDemo> {
  const world = await serveDemoWorld(() => Date.now())
  const { accounts, services } = world
  const run = await profile.start({ name: 'Keyrack Demo', purpose: 'demo', demo: true, accounts, services })
  await expect(run.page.getByRole('grid', { name: 'Tokens' })).toHaveAttribute('aria-rowcount', '61')
  return {
    world,
    run,
    service(provider) {
      const found = services.find((one) => one.provider === provider)
      if (found === undefined) throw new Error(`the demo has no ${provider}`)
      return found
    },
  }
}

/** Adds an account at a sample service, as its wizard says it is done. `fields` are by label. */
export async function addSample(
  page: Page,
  sample: {
    provider: string
    secret: string
    credential: string
    fields?: Readonly<Record<string, string>>
    name: string
  },
): Promise<void> {
  await page.getByRole('navigation', { name: 'Accounts' }).getByRole('button', { name: 'Add account' }).click()
  const form = dialog(page, 'Add account')
  await form.getByRole('button', { name: /Provider/ }).click()
  await page.getByRole('option', { name: sample.provider, exact: true }).click()
  await expect(form.getByText('In this demo, sign in with:')).toContainText(sample.credential)
  for (const [label, value] of Object.entries(sample.fields ?? {})) {
    await form.getByRole('textbox', { name: label, exact: true }).fill(value)
  }
  await form.getByLabel(sample.secret, { exact: true }).fill(sample.credential)
  await form.getByRole('button', { name: 'Check' }).click()
  await form.getByRole('textbox', { name: 'Name of the account' }).fill(sample.name)
  await form.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(form).toBeHidden()
}

/** Presses a button of a sample service's own page, and gives the page that follows. */
export async function pressOnPage(address: string, form: Readonly<Record<string, string>>): Promise<string> {
  const answer = await fetch(address, { method: 'POST', body: new URLSearchParams(form) })
  return answer.text()
}

/** The secret that the page shows this once. */
export function shownOnPage(page: string): string {
  const secret = /shown only once:<br><code>([^<]+)<\/code>/.exec(page)?.[1]
  if (secret === undefined) throw new Error('the page shows no secret')
  return secret
}
