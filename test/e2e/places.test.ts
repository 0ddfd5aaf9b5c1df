import { writeFile } from 'node:fs/promises'
import { clipboardText } from './support/app.ts'
import { expect, test } from './support/fixtures.ts'
import { addAccount, details, dialog, row, setUpVault, unlock } from './support/steps.ts'

const day = 86_400_000

test('the places of a token are noted, shown before it is revoked, and ticked off on the way to its successor', async ({
  profile,
  pulumi,
}, info) => {
  test.slow()
  const now = pulumi.state.now()
  pulumi.state.addUser({ login: 'ada-example', name: 'Ada Example', email: 'ada@example.com' })
  pulumi.state.addOrganization({ name: 'acme-example', display: 'Acme Example', plan: 'enterprise' })
  pulumi.state.addMember('acme-example', 'ada-example', 'admin')
  const { value } = pulumi.state.addPersonalToken('ada-example', {
    description: 'Keyrack itself',
    expiresAt: now + 90 * day,
  })
  const old = pulumi.state.addOrganizationToken('acme-example', { name: 'deploy', expiresAt: now + 5 * day })
  const file = info.outputPath('credentials')
  await writeFile(file, `token = "${old.value}"\n`)

  const first = await profile.start()
  const { app, page } = first
  await setUpVault(page)
  await addAccount(page, { provider: 'Pulumi Cloud', address: pulumi.origin, credential: value, name: 'Ada at work' })
  await row(page, 'deploy').click()
  const places = details(page).getByRole('region', { name: 'Where it is used' })
  const choose = async (place: string, action: string) => {
    await places.getByRole('button', { name: `Actions for ${place}` }).click()
    await page.getByRole('menuitem', { name: action, exact: true }).click()
  }

  await test.step('noted by hand, with the keyboard', async () => {
    await places.getByRole('button', { name: 'Add a place' }).press('Enter')
    await page.keyboard.type(file)
    await page.keyboard.press('Enter')
    await expect(places.getByRole('listitem')).toHaveCount(1)
    await expect(places.getByRole('button', { name: 'Add a place' })).toBeFocused()
    await page.keyboard.press('Enter')
    await places.getByRole('radio', { name: 'CI variable' }).press('Space')
    await places.getByRole('textbox', { name: 'Variable' }).fill('DEPLOY_TOKEN in acme/site')
    await places.getByRole('textbox', { name: /^Note/ }).fill('ask Bob')
    await places.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(places.getByRole('listitem')).toHaveCount(2)
  })

  await test.step('removed, and put back', async () => {
    await choose('DEPLOY_TOKEN in acme/site', 'Remove')
    await expect(places.getByRole('listitem')).toHaveCount(1)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(places.getByText('ask Bob')).toBeVisible()
  })

  await test.step('named before it is revoked', async () => {
    await details(page).getByRole('button', { name: 'Revoke' }).click()
    await expect(dialog(page, 'Revoke')).toContainText('DEPLOY_TOKEN in acme/site')
    await expect(dialog(page, 'Revoke')).toContainText(file)
    await dialog(page, 'Revoke').getByRole('button', { name: 'Cancel' }).click()
  })

  await test.step('ticked off for the successor', async () => {
    await details(page).getByRole('button', { name: 'Regenerate' }).click()
    const form = dialog(page, 'Regenerate')
    await form.getByRole('textbox', { name: 'Name' }).fill('deploy-2027')
    await form.getByRole('button', { name: 'Make the new token' }).click()
    await expect(form.getByText('The new secret works')).toBeVisible()
    await form.getByRole('button', { name: 'Copy the new secret for DEPLOY_TOKEN in acme/site' }).click()
    await expect(form.getByText('Copied for 30 seconds. Put it there, then tick the place.')).toBeVisible()
    await expect.poll(() => clipboardText(app)).toMatch(/^pul-/)
    await writeFile(file, `token = "${await clipboardText(app)}"\n`)
    const revoke = form.getByRole('button', { name: 'Revoke the old token' })
    await expect(revoke).toBeDisabled()
    const ticks = form.getByRole('list', { name: 'Places to replace it in' })
    await ticks.getByRole('checkbox', { name: file }).press('Space')
    await expect(ticks.getByRole('checkbox', { name: file })).toBeChecked()
    await expect(form.getByText(/^1 place is not ticked/)).toBeVisible()
    // A mark that is seen in the one and not in the other.
    const mark = (name: string) =>
      ticks
        .getByRole('listitem')
        .filter({ hasText: name })
        .locator('svg')
        .evaluate((svg) => getComputedStyle(svg).color)
    expect(await mark(file)).not.toBe(await mark('DEPLOY_TOKEN'))
    await form.getByRole('button', { name: 'Later' }).click()
  })

  await test.step('found in its file by its fingerprint', async () => {
    await choose(file, 'Look into the file')
    await expect(page.getByText(`${file}: The new secret is there.`)).toBeVisible()
  })

  await first.close()
  const again = await profile.start()
  await unlock(again.page)

  await test.step('after a restart the walk goes on where it was', async () => {
    await again.page.getByRole('button', { name: /^Look at it/ }).click()
    const form = dialog(again.page)
    const ticks = form.getByRole('list', { name: 'Places to replace it in' })
    await expect(ticks.getByRole('checkbox', { name: file })).toBeChecked()
    await ticks.getByRole('checkbox', { name: 'DEPLOY_TOKEN in acme/site' }).press('Space')
    await form.getByRole('button', { name: 'Revoke the old token' }).click()
    await expect(form).toBeHidden()
    expect(pulumi.state.findTokenByValue(old.value)).toBeUndefined()
    await row(again.page, 'deploy-2027').click()
    const items = details(again.page).getByRole('region', { name: 'Where it is used' }).getByRole('listitem')
    await expect(items).toHaveText([/credentials.*Got this secret/, /DEPLOY_TOKEN.*Got this secret/])
  })
  await again.close()
})
