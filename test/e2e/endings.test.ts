import { FULL_ACCESS } from '#test/simulators/gitpod/state'
import { kill } from './support/app.ts'
import { expect, test } from './support/fixtures.ts'
import { addAccount, details, dialog, row, setUpVault, unlock } from './support/steps.ts'

const day = 86_400_000

test('an old secret is seen to be dead, and that is known after a kill and a restart, too', async ({
  profile,
  gitpod,
}) => {
  test.slow()
  const now = gitpod.state.now()
  const user = gitpod.state.addUser({ name: 'Ada' })
  const { value: credential } = gitpod.state.addToken(user.id, {
    name: 'Keyrack',
    expirationTime: now + 60 * day,
    scopes: FULL_ACCESS,
  })
  let run = await profile.start()
  await setUpVault(run.page)
  await addAccount(run.page, { provider: 'Gitpod Classic', address: gitpod.origin, credential, name: 'Ada at Gitpod' })

  await run.page.getByRole('button', { name: 'New token' }).click()
  const making = dialog(run.page, 'New token')
  await making.getByRole('textbox', { name: 'Name' }).fill('prebuilds')
  await making.getByRole('button', { name: 'Create token' }).click()
  await making.getByRole('button', { name: 'Done' }).click()
  await row(run.page, 'prebuilds').click()
  await details(run.page).getByRole('button', { name: 'Regenerate' }).click()
  const form = dialog(run.page, 'Regenerate')
  await form.getByRole('button', { name: 'Regenerate' }).click()
  await expect(form.getByText('the old one works no more')).toBeVisible()
  await form.getByRole('button', { name: /Done|Later/ }).click()
  const fact = () => details(run.page).getByText('Dead: refused by the provider')
  await expect(fact()).toBeVisible()
  await kill(run.app)
  run = await profile.start()
  await unlock(run.page)
  await row(run.page, 'prebuilds').click()
  await expect(fact()).toBeVisible()
  await expect(run.page.getByRole('list', { name: 'Unfinished operations' })).toHaveCount(0)
  await run.close()
})

test('a reminder to revoke the old token survives a kill, can be moved, and leads to the end of the old one', async ({
  profile,
  pulumi,
}) => {
  test.slow()
  pulumi.state.addUser({ login: 'ada', name: 'Ada', email: 'ada@example.com' })
  const credential = pulumi.state.addPersonalToken('ada', { description: 'Keyrack' }).value
  pulumi.state.addPersonalToken('ada', { description: 'laptop' })
  let run = await profile.start({ ledClock: true })
  await setUpVault(run.page)
  await addAccount(run.page, { provider: 'Pulumi Cloud', address: pulumi.origin, credential, name: 'Ada at Acme' })
  await row(run.page, 'laptop').click()
  await details(run.page).getByRole('button', { name: 'Regenerate' }).click()
  const form = dialog(run.page, 'Regenerate')
  const name = form.getByRole('textbox', { name: 'Description' })
  await name.fill('laptop again')
  await form.getByRole('button', { name: 'Make the new token' }).click()
  await form.getByRole('button', { name: 'Set a reminder' }).click()
  const line = () => run.page.getByRole('list', { name: 'Unfinished operations' }).getByRole('listitem')
  await expect(line()).toContainText('Reminder on')

  await kill(run.app)
  run = await profile.start({ ledClock: true })
  await unlock(run.page)
  await expect(line()).toContainText('Reminder on')
  await line().getByRole('button', { name: 'Look at it' }).click()
  const open = dialog(run.page)
  await expect(open).toContainText('Keyrack reminds you on')
  await open.getByRole('button', { name: 'Move the reminder' }).click()
  await line().getByRole('button', { name: 'Look at it' }).click()
  await open.getByRole('checkbox', { name: 'Let the account go on with the new secret' }).press('Space')
  await open.getByRole('button', { name: 'Revoke the old token' }).click()
  await expect(line()).toHaveCount(0)
  const left = pulumi.state.tokens.map(({ description }) => description)
  expect(left).toContain('laptop again')
  expect(left).not.toContain('laptop')
  await run.close()
})
