import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ReenterTokenDialog, RemoveAccountDialog, RenameAccountDialog } from '#renderer/features/accounts/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText, enter } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { acme, gitpodAccount, sampleAccount, sampleHeld, sampleRow } from '#test/support/sample'

const secret = 'pul-EXAMPLE0000000000000000000000000000000000'
let bridge: FakeBridge
const onClose = vi.fn()

beforeEach(() => {
  bridge = createFakeBridge()
  onClose.mockClear()
})

describe('Rename account', () => {
  const open = () => renderWindow(<RenameAccountDialog accountId="account-pulumi" onClose={onClose} />, bridge)

  it('stores the new name', async () => {
    await open()
    const name = screen.getByLabelText('Name of the account')
    expect(name).toHaveValue('Work')
    await enter(name, ' Day job ')
    await userEvent.keyboard('{Enter}')
    expect(bridge.inputs('account.rename')).toEqual([{ accountId: 'account-pulumi', name: 'Day job' }])
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
  })

  it('does not take an empty name', async () => {
    await open()
    await userEvent.clear(screen.getByLabelText('Name of the account'))
    await userEvent.click(screen.getByRole('button', { name: 'Rename' }))
    expect(screen.getByText('Enter a name.')).toBeInTheDocument()
    expect(screen.getByLabelText('Name of the account')).toHaveFocus()
    expect(bridge.inputs('account.rename')).toEqual([])
  })

  it('has no accessibility problems', async () => {
    await open()
    expect(await accessibilityProblems()).toEqual([])
  })
})

describe('Re-enter token', () => {
  const open = () => renderWindow(<ReenterTokenDialog accountId="account-pulumi" onClose={onClose} />, bridge)

  it('sends the new token and says that it is stored', async () => {
    await open()
    await enter(screen.getByLabelText('Access token'), secret)
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
    expect(bridge.inputs('account.reenter')[0]).toMatchObject({
      accountId: 'account-pulumi',
      secret: { from: 'field', value: secret },
    })
    expect(await screen.findByText('“Work” has its new token.')).toBeInTheDocument()
  })

  it('says why the old token does not work any more', async () => {
    const credentialError = { kind: 'expired-token', provider: 'Pulumi Cloud' } as const
    bridge = createFakeBridge({ facts: { accounts: [sampleAccount({ credentialError })] } })
    await open()
    expect(screen.getByText(/This token has expired/)).toBeInTheDocument()
  })

  it('refuses a token of someone else and empties the field', async () => {
    bridge.fail('account.reenter', { kind: 'other-identity', provider: 'Pulumi Cloud' })
    await open()
    await enter(screen.getByLabelText('Access token'), secret)
    await userEvent.keyboard('{Enter}')
    expect(await alertText()).toContain('This token belongs to someone else')
    expect(screen.getByLabelText('Access token')).toHaveValue('')
    expect(onClose).not.toHaveBeenCalled()
  })

  it('asks for a token when there is none', async () => {
    await open()
    await userEvent.click(screen.getByRole('button', { name: 'Check and store' }))
    expect(screen.getByLabelText('Access token')).toHaveFocus()
    expect(bridge.inputs('account.reenter')).toEqual([])
  })

  it('has no accessibility problems', async () => {
    await open()
    expect(await accessibilityProblems()).toEqual([])
  })
})

describe('Remove account', () => {
  const rows = [
    sampleRow({ id: 'a', name: 'laptop' }, { held: sampleHeld }),
    sampleRow({ id: 'b', name: 'ci', owner: acme }, { held: { ...sampleHeld, secretId: 's2' } }),
    sampleRow({ id: 'c', name: 'not stored' }),
    sampleRow({ id: 'd', name: 'elsewhere', accountId: 'account-gitpod' }, { held: { ...sampleHeld, secretId: 's3' } }),
  ]
  const open = (accountId = 'account-pulumi') =>
    renderWindow(<RemoveAccountDialog accountId={accountId} onClose={onClose} />, bridge, rows)
  const remove = () => screen.getByRole('button', { name: 'Remove' })

  it('says how many stored secrets are lost, whose they are, and that nothing changes at the provider', async () => {
    await open()
    expect(screen.getByText(/2 stored secrets are deleted from the vault/)).toHaveTextContent('ci and laptop.')
    expect(screen.getByText(/Nothing changes at Pulumi Cloud/)).toBeInTheDocument()
    expect(document.body).not.toHaveTextContent('elsewhere')
  })

  it('removes it only after that loss was accepted', async () => {
    await open()
    expect(remove()).toBeDisabled()
    await userEvent.click(screen.getByRole('checkbox', { name: 'Delete these 2 stored secrets' }))
    await userEvent.click(remove())
    expect(bridge.inputs('account.remove')).toEqual([{ accountId: 'account-pulumi', acceptLosing: 2 }])
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
  })

  it('asks again when another secret was stored meanwhile', async () => {
    await open()
    await userEvent.click(screen.getByRole('checkbox'))
    await waitFor(() => expect(remove()).toBeEnabled())
    const more = [sampleAccount({ heldSecrets: 3 }), gitpodAccount]
    await waitFor(() => {
      bridge.setFacts({ accounts: more })
      expect(screen.getByRole('checkbox', { name: 'Delete these 3 stored secrets' })).not.toBeChecked()
    })
    expect(remove()).toBeDisabled()
  })

  it('asks nothing where nothing is lost', async () => {
    await open('account-gitpod')
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument()
    await userEvent.click(remove())
    expect(bridge.inputs('account.remove')).toEqual([{ accountId: 'account-gitpod', acceptLosing: 0 }])
  })

  it('says when something of the account is under way', async () => {
    bridge.fail('account.remove', 'busy')
    await open('account-gitpod')
    await userEvent.click(remove())
    expect(await alertText()).toContain('Keyrack is doing this already')
    expect(onClose).not.toHaveBeenCalled()
  })

  it('has no accessibility problems', async () => {
    await open()
    expect(screen.getByRole('alertdialog', { name: 'Remove account' })).toBeInTheDocument()
    expect(await accessibilityProblems()).toEqual([])
  })
})
