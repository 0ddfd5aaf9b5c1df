import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './support/fixtures.ts'
import { row } from './support/steps.ts'

test('no switch of Chromium and no variable makes a record of the network, with credentials in it', async ({
  profile,
  pulumi,
}) => {
  pulumi.state.addUser({ login: 'ada-example', name: 'Ada Example', email: 'ada@example.com' })
  const { value } = pulumi.state.addPersonalToken('ada-example', { description: 'laptop', createdAt: 0 })
  const account = { provider: 'pulumi', address: pulumi.origin, credential: value, name: 'Ada' }
  const file = (name: string) => join(profile.outside, name)
  const switches = [`--log-net-log=${file('calls')}`, '--net-log-capture-mode=Everything']
  const { page, close } = await profile.start(
    { accounts: [account] },
    {
      args: [...switches, `--ssl-key-log-file=${file('keys')}`],
      env: { SSLKEYLOGFILE: file('keys-too') },
    },
  )
  await expect(row(page, 'laptop')).toBeVisible()
  await close()
  expect(['calls', 'keys', 'keys-too'].filter((name) => existsSync(file(name)))).toEqual([])
})

test('the keys of a connection are not kept for a variable alone', async ({ profile }) => {
  const file = join(profile.outside, 'keys')
  const { page, close } = await profile.start({}, { env: { SSLKEYLOGFILE: file } })
  await expect(page.getByRole('heading', { name: 'Set up the vault' })).toBeVisible()
  await close()
  expect(existsSync(file)).toBe(false)
})
