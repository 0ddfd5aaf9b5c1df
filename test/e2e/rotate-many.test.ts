import { FULL_ACCESS } from '#test/simulators/gitpod/state'
import { kill } from './support/app.ts'
import { expect, test } from './support/fixtures.ts'
import { picture } from './support/pictures.ts'
import { addAccount, details, dialog, row, setUpVault, unlock } from './support/steps.ts'

const day = 86_400_000

test('many tokens get new secrets through a kill in the middle, then their places, then the old ones are revoked', async ({
  profile,
  pulumi,
  gitpod,
}) => {
  test.setTimeout(180_000)
  const now = pulumi.state.now()
  pulumi.state.addUser({ login: 'ada-example', name: 'Ada Example', email: 'ada@example.com' })
  pulumi.state.addOrganization({ name: 'acme-example', display: 'Acme Example', plan: 'enterprise' })
  pulumi.state.addMember('acme-example', 'ada-example', 'admin')
  const pulumiOwn = pulumi.state.addPersonalToken('ada-example', { description: 'Keyrack itself' }).value
  const emulated = Array.from({ length: 12 }, (_, number) => `many-${String(number).padStart(2, '0')}`)
  const old = emulated.map(
    (name) => pulumi.state.addOrganizationToken('acme-example', { name, expiresAt: now + 5 * day }).value,
  )
  const user = gitpod.state.addUser({ name: 'Ada' })
  const full = { expirationTime: now + 60 * day, scopes: FULL_ACCESS }
  const gitpodOwn = gitpod.state.addToken(user.id, { ...full, name: 'Keyrack' }).value
  for (const name of ['many-x', 'many-y']) gitpod.state.addToken(user.id, { ...full, name })

  let run = await profile.start()
  await setUpVault(run.page)
  await addAccount(run.page, { provider: 'Pulumi Cloud', address: pulumi.origin, credential: pulumiOwn, name: 'Ada P' })
  await addAccount(run.page, {
    provider: 'Gitpod Classic',
    address: gitpod.origin,
    credential: gitpodOwn,
    name: 'Ada G',
  })
  await expect(row(run.page, 'many-00')).toBeVisible()
  await row(run.page, 'many-00').click()
  await details(run.page).getByRole('button', { name: 'Add a place' }).click()
  await details(run.page).getByRole('textbox', { name: 'Path' }).fill('/srv/app/config')
  await details(run.page).getByRole('button', { name: 'Add', exact: true }).click()
  const open = async () => {
    await run.page.getByRole('searchbox', { name: 'Search tokens' }).fill('many-')
    await run.page.getByRole('button', { name: 'Select all' }).click()
    await run.page.getByRole('button', { name: 'Regenerate…' }).click()
    return dialog(run.page, 'Regenerate tokens')
  }
  const made = () => pulumi.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/tokens')).length
  pulumi.faults.add({ match: { method: 'POST' }, fault: { kind: 'latency', ms: 800 }, times: Number.POSITIVE_INFINITY })

  const form = await open()
  // Gitpod does not tell which token the account signs in with.
  await form.getByRole('checkbox').press('Space')
  await picture(run, 'rotate-many-plan')
  await form.getByRole('button', { name: 'Regenerate 14 tokens' }).click()
  // Looked at often: the last ones are under way for less than a second.
  await expect.poll(made, { intervals: [50] }).toBeGreaterThan(8)
  await kill(run.app)
  run = await profile.start()
  await unlock(run.page)
  const before = made()
  await run.page.getByRole('button', { name: 'Refresh', exact: true }).last().click()
  await expect(run.page.getByText(/tokens have new secrets that are not everywhere yet/)).toBeVisible()
  await picture(run, 'rotate-many-pending')

  await test.step('what was lost is the person’s to decide; nothing is sent twice', async () => {
    const lost = run.page.getByRole('listitem').filter({ hasText: 'Answer lost' })
    while ((await lost.count()) > 0) {
      const number = await lost.count()
      await lost.first().getByRole('button').click()
      const one = dialog(run.page)
      const orphan = one.getByRole('radio').first()
      await expect(orphan).toBeEnabled()
      await orphan.press('Space')
      await one.getByRole('button', { name: /^(Revoke it|Nothing was made)$/ }).click()
      await expect(one).toBeHidden()
      await expect.poll(() => lost.count()).toBeLessThan(number)
    }
    expect(made()).toBe(before)
  })

  await test.step('the rest of them', async () => {
    await run.page.getByRole('button', { name: 'Show', exact: true }).first().click()
    await dialog(run.page, 'Regenerate tokens')
      .getByRole('button', { name: /^Go on with the other/ })
      .click()
    const rest = dialog(run.page, 'Regenerate tokens')
    if ((await rest.getByRole('checkbox').count()) > 0) await rest.getByRole('checkbox').press('Space')
    await rest.getByRole('button', { name: /^Regenerate \d+ tokens?$/ }).click()
    await expect(rest.getByText(/^(\d+) of \1 tokens? (have new secrets|has a new secret)\.$/)).toBeVisible({
      timeout: 60_000,
    })
    await picture(run, 'rotate-many-ended')
    await rest.getByRole('button', { name: 'Go through the places…' }).click()
  })

  const walk = dialog(run.page, 'New secrets')
  await expect(walk.getByText(/tokens have new secrets/)).toBeVisible()
  for (const value of old) expect(pulumi.state.findTokenByValue(value)).toBeDefined()
  await walk.getByRole('checkbox', { name: '/srv/app/config' }).press('Space')
  const end = walk.getByRole('button', { name: 'Revoke 12 old tokens' })
  await expect(end).toBeDisabled()
  await walk.getByRole('textbox').fill('12')
  await picture(run, 'rotate-many-walk')
  await end.click()
  await expect(dialog(run.page, 'Revoke old tokens').getByText('12 of 12 tokens are revoked.')).toBeVisible({
    timeout: 60_000,
  })
  for (const value of old) expect(pulumi.state.findTokenByValue(value)).toBeUndefined()
  await run.close()
})
