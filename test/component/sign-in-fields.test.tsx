import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { AddAccountDialog, ReenterTokenDialog } from '#renderer/features/accounts/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText, choose, enter, everythingShown } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { sampleAccount, sampleCatalogue } from '#test/support/sample'

const signIn = [
  { id: 'client', label: 'Client id', placeholder: 'app-1', says: 'The id of the client.', secret: false },
  { id: 'pair', label: 'Second key', placeholder: '', says: 'The other key.', secret: true },
]
const catalogue = sampleCatalogue.map((record) => (record.id === 'pulumi' ? { ...record, signIn } : record))
const secret = 'pul-EXAMPLE0000000000000000000000000000000000'
const onClose = vi.fn()
let bridge: FakeBridge

beforeEach(() => {
  bridge = createFakeBridge({ catalogue })
  onClose.mockClear()
})

const client = () => screen.getByLabelText('Client id')
const pair = () => screen.getByLabelText<HTMLInputElement>('Second key')
const token = () => screen.getByLabelText<HTMLInputElement>('Access token')
const add = () => renderWindow(<AddAccountDialog onClose={onClose} />, bridge)
const check = () => userEvent.click(screen.getByRole('button', { name: 'Check' }))

async function fill(): Promise<void> {
  await enter(client(), ' ci runner ')
  await enter(pair(), 'pair-EXAMPLE')
  await enter(token(), secret)
}

it('asks for what the record names beside the secret, and sends it', async () => {
  bridge.answer('account.check', {
    checkId: 'check-1',
    origin: 'https://api.pulumi.example',
    identity: sampleAccount().identity,
    sameAs: null,
  })
  await add()
  await fill()
  await check()
  await waitFor(() => expect(bridge.inputs('account.check')).toHaveLength(1))
  expect(bridge.inputs('account.check')[0]).toMatchObject({
    secret: { from: 'field', value: secret },
    fields: { client: 'ci runner', pair: 'pair-EXAMPLE' },
  })
  await screen.findByLabelText('Name of the account')
  expect(everythingShown()).not.toContain('EXAMPLE')
})

it('says which line is empty, and keeps the others', async () => {
  await add()
  await enter(token(), secret)
  await enter(pair(), 'pair-EXAMPLE')
  await check()
  expect(screen.getByText('Fill this in.')).toBeInTheDocument()
  expect(client()).toHaveFocus()
  expect(token()).toHaveValue(secret)
  expect(pair()).toHaveValue('pair-EXAMPLE')
  expect(bridge.inputs('account.check')).toEqual([])
})

it('puts the secret lines back after a failure that was not theirs, and not after a refusal', async () => {
  bridge.fail('account.check', 'offline')
  await add()
  await fill()
  await check()
  expect(await alertText()).toContain('There is no network connection')
  expect(pair()).toHaveValue('pair-EXAMPLE')
  bridge.fail('account.check', { kind: 'wrong-token', provider: 'Pulumi Cloud' })
  await check()
  await waitFor(async () => expect(await alertText()).toContain('refuses this token'))
  expect(pair()).toHaveValue('')
  expect(client()).toHaveValue(' ci runner ')
})

it('asks for them again when the token is entered anew', async () => {
  await renderWindow(<ReenterTokenDialog accountId="account-pulumi" onClose={onClose} />, bridge)
  await fill()
  await userEvent.click(screen.getByRole('button', { name: 'Check and store' }))
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
  expect(bridge.inputs('account.reenter')[0]).toMatchObject({ fields: { client: 'ci runner', pair: 'pair-EXAMPLE' } })
})

it('asks nothing of the kind where the record names nothing', async () => {
  bridge = createFakeBridge()
  await add()
  expect(screen.queryByLabelText('Client id')).not.toBeInTheDocument()
  await enter(token(), secret)
  await check()
  expect(bridge.inputs('account.check')[0]).not.toHaveProperty('fields')
})

it('has no accessibility problems', async () => {
  await add()
  expect(await accessibilityProblems()).toEqual([])
})

it('says before anything is entered what a person should know of the provider', async () => {
  const notice = 'It was shut down.\nStored tokens stay.'
  bridge = createFakeBridge({
    catalogue: sampleCatalogue.map((record) => (record.id === 'gitpod' ? { ...record, notice } : record)),
  })
  await add()
  expect(screen.queryByText(/shut down/)).toBeNull()
  await choose('Provider', 'Gitpod Classic')
  expect(screen.getByText(/It was shut down/)).toHaveTextContent('It was shut down. Stored tokens stay.')
})

it('offers no page of a provider that has none', async () => {
  bridge = createFakeBridge({ catalogue: sampleCatalogue.map((record) => ({ ...record, newTokenPath: '' })) })
  await add()
  expect(screen.getByRole('button', { name: 'Check' })).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Make a token on the provider’s page' })).toBeNull()
})
