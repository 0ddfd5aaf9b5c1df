import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { VaultState } from '#shared/model/vault'
import { expect, test } from './support/fixtures.ts'
import { noKeyringReason, startKeyring } from './support/keyring.ts'
import { dialog, row, setUpVault, writeDownCode } from './support/steps.ts'

async function vaultState(page: Page): Promise<VaultState> {
  return page.evaluate(async () => {
    const started = await window.keyrack.call('app.start', {})
    if (!started.ok) throw new Error(started.error.kind)
    return started.value.facts.vault
  })
}

/** The newest generation of the vault. */
function newest(folder: string): Buffer {
  const generations = readdirSync(folder).filter((name) => /^vault\.\d+$/.test(name))
  const last = generations.toSorted((a, b) => Number(b.slice(6)) - Number(a.slice(6)))[0] ?? ''
  return readFileSync(join(folder, last))
}

test('with a real GNOME Keyring the key is sealed with tag v11, and the vault opens by itself', async ({ profile }) => {
  const reason = noKeyringReason()
  test.skip(reason !== undefined, reason ?? '')
  const keyring = await startKeyring(profile.outside)
  try {
    const first = await profile.start({}, keyring)
    await expect(first.page.getByText('Strong')).toBeVisible()
    expect(await vaultState(first.page)).toMatchObject({ kind: 'none', keystore: { level: 'strong', tag: 'v11' } })
    await first.page.getByRole('radio', { name: 'System keystore', exact: true }).press('Space')
    await first.page.getByRole('button', { name: 'Create the vault' }).click()
    await dialog(first.page, 'Recovery code').getByRole('button', { name: 'Later' }).click()
    await expect(first.page.getByRole('grid', { name: 'Tokens' })).toBeVisible()
    await first.close()

    const folder = join(profile.userData, 'vault')
    expect(newest(folder).includes(Buffer.from('v11'))).toBe(true)
    expect(newest(folder).includes(Buffer.from('v10'))).toBe(false)
    expect(statSync(folder).mode & 0o777).toBe(0o700)

    const second = await profile.start({}, keyring)
    await expect(second.page.getByRole('grid', { name: 'Tokens' })).toBeVisible()
    expect(await vaultState(second.page)).toMatchObject({ kind: 'open', storage: 'disk', slots: ['os'] })
    await second.close()

    // The same vault where that keyring is not: it is locked by the system, and nothing of it is touched.
    const before = newest(folder)
    const third = await profile.start()
    await expect(third.page.getByRole('heading', { name: 'The vault is locked by the system' })).toBeVisible()
    await expect(third.page.getByRole('button', { name: 'Try again' })).toBeVisible()
    await third.close()
    expect(newest(folder).equals(before)).toBe(true)
  } finally {
    keyring.close()
  }
})

test('without a keyring the storage is called weak before the first write, and taken only when accepted', async ({
  profile,
}) => {
  const { page, close } = await profile.start({}, { args: ['--password-store=basic'] })
  await expect(page.getByText('Weak', { exact: true })).toBeVisible()
  expect(await vaultState(page)).toMatchObject({ kind: 'none', keystore: { level: 'weak', tag: 'v10' } })
  const choices = await page.getByRole('radiogroup', { name: 'How shall the vault open?' }).getByRole('radio').all()
  const names = await Promise.all(choices.map((choice) => choice.getAttribute('value')))
  expect(names).toEqual(['passphrase', 'session', 'weak-accepted'])

  const refused = await page.evaluate(() => window.keyrack.call('vault.create', { choice: 'os', passphrase: null }))
  expect(refused).toMatchObject({ ok: false, error: { kind: 'weak-storage' } })
  expect(readdirSync(profile.userData)).not.toContain('vault')

  await page.getByRole('radio', { name: 'Weak, I accept' }).press('Space')
  await page.getByRole('button', { name: 'Create the vault' }).click()
  await expect(page.getByRole('grid', { name: 'Tokens' })).toBeVisible()
  await expect(page.getByRole('button', { name: /^Vault: weak/i })).toBeVisible()
  await close()
})

test('a passphrase vault works the same with and without a keyring', async ({ profile }) => {
  const first = await profile.start()
  await setUpVault(first.page)
  await first.close()
  const second = await profile.start({}, { args: ['--password-store=basic'] })
  await expect(second.page.getByRole('heading', { name: 'Unlock the vault' })).toBeVisible()
  await second.page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill('not the passphrase')
  await second.page.getByRole('button', { name: 'Unlock' }).click()
  await expect(second.page.getByRole('alert')).toBeVisible()
  await expect(second.page.getByRole('grid', { name: 'Tokens' })).toHaveCount(0)
})

test('a keyring that does not answer is waited for with a limit, and nothing is touched', async ({ profile }) => {
  test.setTimeout(300_000)
  const reason = noKeyringReason()
  test.skip(reason !== undefined, reason ?? '')
  const keyring = await startKeyring(profile.outside)
  try {
    const first = await profile.start({}, keyring)
    await first.page.getByRole('radio', { name: 'System keystore', exact: true }).press('Space')
    await first.page.getByRole('button', { name: 'Create the vault' }).click()
    await expect(first.page.getByRole('grid', { name: 'Tokens' })).toBeVisible()
    await first.close()
    const before = newest(join(profile.userData, 'vault'))

    keyring.pause()
    // The old calls of the test runtime hold main up until D-Bus gives up, each of a few times 25 s; the product's own calls
    // do not, and its own limit is tested with the exact shapes of those.
    const second = await profile.start({}, keyring)
    await expect(second.page.getByRole('heading', { name: 'The vault is locked by the system' })).toBeVisible({
      timeout: 240_000,
    })
    expect(newest(join(profile.userData, 'vault')).equals(before)).toBe(true)
    await second.close()
    keyring.resume()
    const third = await profile.start({}, keyring)
    await expect(third.page.getByRole('grid', { name: 'Tokens' })).toBeVisible()
  } finally {
    keyring.close()
  }
})

test('a keyring that was wiped between two starts costs nothing: the recovery code opens, and the new keyring from then on', async ({
  profile,
}) => {
  test.slow()
  const reason = noKeyringReason()
  test.skip(reason !== undefined, reason ?? '')
  const lost = await startKeyring(join(profile.outside, 'lost'))
  let code: string
  try {
    const { page, close } = await profile.start({}, lost)
    await page.getByRole('radio', { name: 'System keystore', exact: true }).press('Space')
    await page.getByRole('button', { name: 'Create the vault' }).click()
    code = await writeDownCode(page)
    await expect(page.getByRole('grid', { name: 'Tokens' })).toBeVisible()
    await addOther(page, 'kept over a wiped keyring')
    await close()
  } finally {
    lost.close()
  }

  const fresh = await startKeyring(join(profile.outside, 'fresh'))
  try {
    const second = await profile.start({}, fresh)
    await expect(second.page.getByRole('heading', { name: 'The vault is locked by the system' })).toBeVisible()
    await second.page.getByRole('textbox', { name: 'Recovery code' }).fill(code.toLowerCase())
    await second.page.getByRole('button', { name: 'Unlock' }).click()
    await expect(second.page.getByText('The vault was sealed by it again and opens as it did.')).toBeVisible()
    await expect(row(second.page, 'kept over a wiped keyring')).toBeVisible()
    expect(await vaultState(second.page)).toMatchObject({ kind: 'open', keystoreSlot: 'sealed-again' })
    await second.close()

    const third = await profile.start({}, fresh)
    await expect(row(third.page, 'kept over a wiped keyring')).toBeVisible()
    expect(await vaultState(third.page)).toMatchObject({ kind: 'open', slots: ['os', 'recovery'] })
  } finally {
    fresh.close()
  }
})

async function addOther(page: Page, name: string): Promise<void> {
  const token = {
    name,
    service: 'Somewhere',
    serviceUrl: '',
    owner: '',
    expiry: { kind: 'never' as const },
    manageUrl: '',
    notes: '',
  }
  const answer = await page.evaluate((one) => window.keyrack.call('other.add', { token: one, secret: null }), token)
  expect(answer.ok).toBe(true)
  await expect(row(page, name)).toBeVisible()
}
