import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import type { ProviderRecord, Support } from '#shared/model/provider'
import { NewTokenDialog } from '#renderer/features/create/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText, enter, everythingShown } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { acme, sampleCatalogue } from '#test/support/sample'

const made = { operationId: 'op-1', tokenId: 'token-new', secretId: 'secret-new', unstoredId: null, error: null }
const secret = 'pul-EXAMPLE0000000000000000000000000000000000'
const create: Support = {
  how: 'guided',
  reason: 'Its makers want to see a person.',
  guide: { page: '/new?name={name}', steps: ['Check the name.', 'Copy the token.'] },
}
const catalogue: readonly ProviderRecord[] = sampleCatalogue.map((record) => ({
  ...record,
  tokenKinds: record.tokenKinds.map((kind) => ({ ...kind, support: { ...kind.support, create } })),
}))

let bridge: FakeBridge
const onClose = vi.fn()

beforeEach(async () => {
  bridge = createFakeBridge({ catalogue })
  bridge.answer('token.formOptions', { roles: [], maxDays: null, scopes: [] })
  bridge.answer('guided.create', made)
  onClose.mockClear()
  await renderWindow(
    <NewTokenDialog accountId="account-pulumi" ownerKey="organization:/acme" onClose={onClose} />,
    bridge,
  )
})

const name = () => screen.getByRole('textbox', { name: 'Name' })
const token = () => screen.getByLabelText<HTMLInputElement>('Organization token')
const openPage = () => userEvent.click(screen.getByRole('button', { name: 'Open the page at Pulumi Cloud' }))
const take = () => userEvent.click(screen.getByRole('button', { name: 'Check and store' }))

it('says why and what to do, in the steps of the record', () => {
  const steps = within(screen.getByRole('region', { name: 'What to do at Pulumi Cloud' }))
  expect(steps.getByText('Its makers want to see a person.')).toBeInTheDocument()
  expect(steps.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'Check the name.',
    'Copy the token.',
  ])
  expect(screen.queryByRole('button', { name: 'Create token' })).not.toBeInTheDocument()
})

it('opens the page with what was filled in', async () => {
  await enter(name(), ' deploy ')
  await openPage()
  expect(bridge.inputs('guided.open')[0]).toMatchObject({
    what: 'create',
    accountId: 'account-pulumi',
    owner: acme,
    kind: 'organization',
    draft: { name: 'deploy' },
  })
})

it('opens nothing before the form is right', async () => {
  await openPage()
  expect(bridge.inputs('guided.open')).toEqual([])
  await waitFor(() => expect(name()).toHaveFocus())
})

it('sends the pasted secret to be checked, and shows that it is stored', async () => {
  await enter(name(), 'deploy')
  await enter(token(), secret)
  await take()
  expect(await screen.findByText(/Its secret is in the vault already/)).toBeInTheDocument()
  expect(bridge.inputs('guided.create')[0]).toMatchObject({
    owner: acme,
    kind: 'organization',
    draft: { name: 'deploy' },
    secret: { from: 'field', value: secret },
  })
  expect(bridge.inputs('token.create')).toEqual([])
  expect(everythingShown()).not.toContain('EXAMPLE')
})

it('asks for the secret when there is none', async () => {
  await enter(name(), 'deploy')
  await take()
  expect(screen.getByText('Paste or type the token.')).toBeInTheDocument()
  expect(token()).toHaveFocus()
  expect(bridge.inputs('guided.create')).toEqual([])
})

it('says that it is stored already, and takes it back into no field', async () => {
  bridge.fail('guided.create', { kind: 'other-identity', code: 'known-secret' })
  await enter(name(), 'deploy')
  await enter(token(), secret)
  await take()
  expect(await alertText()).toBe('This token’s secret is in Keyrack already.')
  expect(token()).toHaveValue('')
})

it('keeps the secret in its field after a failure that is not its own', async () => {
  bridge.fail('guided.create', 'offline')
  await enter(name(), 'deploy')
  await enter(token(), secret)
  await take()
  expect(await alertText()).toContain('There is no network connection')
  expect(token()).toHaveValue(secret)
})

it('asks for the token, not for what signs in, and opens no page where there is none', async () => {
  const signIn = [{ id: 'client', label: 'Client id', placeholder: '', says: '', secret: false }]
  cleanup()
  bridge = createFakeBridge({
    catalogue: catalogue.map((record) => ({
      ...record,
      signIn,
      secret: { ...record.secret, label: 'Client secret' },
      newTokenPath: '',
    })),
  })
  bridge.answer('token.formOptions', { roles: [], maxDays: null, scopes: [] })
  await renderWindow(
    <NewTokenDialog accountId="account-pulumi" ownerKey="organization:/acme" onClose={onClose} />,
    bridge,
  )
  expect(token()).toHaveAttribute('placeholder', '')
  expect(screen.queryByLabelText('Client secret')).toBeNull()
  expect(screen.getAllByRole('listitem')).toHaveLength(2)
  expect(screen.queryByRole('button', { name: /^Open the page/ })).toBeNull()
})

it('has no accessibility problems', async () => {
  expect(await accessibilityProblems()).toEqual([])
})
