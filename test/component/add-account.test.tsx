import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { AddAccountDialog } from '#renderer/features/accounts/index'
import { dialogStore } from '#renderer/dialogs'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText, choose, enter, everythingShown } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { sampleAccount } from '#test/support/sample'

const secret = 'pul-EXAMPLE0000000000000000000000000000000000'
const checked = {
  checkId: 'check-1',
  origin: 'https://api.pulumi.example',
  identity: {
    ...sampleAccount().identity,
    id: 'grace',
    login: 'grace',
    name: 'Grace Example',
    organizations: [
      { id: 'acme', name: 'acme', role: 'admin' },
      { id: 'globex', name: 'globex' },
    ],
  },
  sameAs: null,
}

let bridge: FakeBridge
const onClose = vi.fn()

beforeEach(() => {
  bridge = createFakeBridge()
  onClose.mockClear()
})

describe('Add account', () => {
  const open = () => renderWindow(<AddAccountDialog onClose={onClose} />, bridge)
  const field = () => screen.getByLabelText<HTMLInputElement>('Access token')
  const check = () => userEvent.click(screen.getByRole('button', { name: 'Check' }))

  it('checks the token, shows whose it is, and stores it under the chosen name', async () => {
    bridge.answer('account.check', checked)
    bridge.answer('account.add', { accountId: 'account-new' })
    await open()
    await enter(field(), secret)
    await check()

    expect(await screen.findByText('Grace Example (grace)')).toBeInTheDocument()
    expect(screen.getByText('acme (admin) and globex')).toBeInTheDocument()
    expect(screen.getByText('acme / platform')).toBeInTheDocument()
    expect(bridge.inputs('account.add')).toEqual([])
    const name = screen.getByLabelText('Name of the account')
    expect(name).toHaveValue('grace')
    expect(name).toHaveFocus()
    await enter(name, '  Home ')
    await userEvent.keyboard('{Enter}')

    await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
    expect(bridge.inputs('account.check')[0]).toMatchObject({
      provider: 'pulumi',
      address: 'https://api.pulumi.example',
      secret: { from: 'field', value: secret },
    })
    expect(bridge.inputs('account.add')).toEqual([{ checkId: 'check-1', name: 'Home' }])
  })

  it('keeps the token in no place but its field, and empties that when it is sent', async () => {
    const answer = bridge.hold('account.check')
    await open()
    expect(field()).toHaveAttribute('autocomplete', 'off')
    expect(field()).toHaveAttribute('spellcheck', 'false')
    expect(field()).toHaveAttribute('type', 'password')
    await enter(field(), secret)
    expect(document.body.outerHTML).not.toContain('EXAMPLE')
    await check()
    expect(everythingShown()).not.toContain('EXAMPLE')
    answer(checked)
    await screen.findByText('Grace Example (grace)')
    expect(everythingShown()).not.toContain('EXAMPLE')
  })

  it('lets main read the clipboard, so that the token never comes into the window', async () => {
    bridge.answer('account.check', checked)
    await open()
    await userEvent.click(screen.getByRole('button', { name: 'Paste' }))
    expect(screen.getByText('From the clipboard')).toBeInTheDocument()
    await check()
    await screen.findByText('Grace Example (grace)')
    expect(bridge.inputs('account.check')[0]).toMatchObject({ secret: { from: 'clipboard' } })
  })

  it('goes back to typing when the clipboard is empty', async () => {
    bridge.fail('account.check', 'clipboard-empty')
    await open()
    await userEvent.click(screen.getByRole('button', { name: 'Paste' }))
    await check()
    expect(await alertText()).toContain('There is no text on the clipboard.')
    expect(field()).toBeInTheDocument()
  })

  it('keeps everything but the token when the provider refuses the token', async () => {
    bridge.fail('account.check', { kind: 'wrong-token', provider: 'Pulumi Cloud', said: 'Unauthorized' })
    await open()
    await userEvent.click(screen.getByRole('radio', { name: 'Self-hosted' }))
    await enter(screen.getByRole('textbox', { name: 'Address' }), 'pulumi.acme.example')
    await enter(field(), secret)
    await check()
    expect(await alertText()).toContain('Pulumi Cloud refuses this token.')
    expect(await alertText()).toContain('Pulumi Cloud: “Unauthorized”')
    expect(await alertText()).toContain('Enter the token again')
    expect(field()).toHaveValue('')
    expect(screen.getByRole('textbox', { name: 'Address' })).toHaveValue('pulumi.acme.example')
  })

  it.each([
    ['unknown-host', 'There is no host with the name'],
    ['timeout', 'did not answer in time'],
    ['offline', 'There is no network connection'],
    ['tls', 'certificate could not be verified'],
    ['server-error', 'has a problem of its own'],
    ['broken-body', 'does not understand'],
  ] as const)('keeps the token too when the failure is not its fault: %s', async (kind, sentence) => {
    bridge.fail('account.check', { kind, provider: 'Pulumi Cloud' })
    await open()
    await enter(field(), secret)
    await check()
    expect(await alertText()).toContain(sentence)
    expect(field()).toHaveValue(secret)
    expect(screen.getByRole('button', { name: 'Check' })).toBeEnabled()
  })

  it('takes the person to the first field that is empty, and calls nobody', async () => {
    await open()
    await userEvent.click(screen.getByRole('radio', { name: 'Self-hosted' }))
    await check()
    expect(screen.getByRole('textbox', { name: 'Address' })).toHaveFocus()
    expect(screen.getByText('Enter the address.')).toBeInTheDocument()
    await enter(screen.getByRole('textbox', { name: 'Address' }), 'pulumi.acme.example')
    await check()
    expect(field()).toHaveFocus()
    expect(field()).toHaveAccessibleDescription('Paste or type the token.')
    expect(bridge.inputs('account.check')).toEqual([])
  })

  it('remarks on a token that looks like another provider’s, and checks it all the same', async () => {
    bridge.answer('account.check', checked)
    await open()
    await enter(field(), 'gitpod_pat_EXAMPLE')
    await userEvent.tab()
    expect(field()).toHaveAccessibleDescription(/does not look like a token of this provider/)
    await check()
    expect(bridge.inputs('account.check')).toHaveLength(1)
  })

  it('can be cancelled while the provider is asked, and sends nothing twice', async () => {
    const answer = bridge.hold('account.check')
    await open()
    await enter(field(), secret)
    await check()
    expect(await screen.findByText('Asking Pulumi Cloud whose token this is…')).toBeInTheDocument()
    await userEvent.keyboard('{Escape}')
    await check()
    expect(onClose).not.toHaveBeenCalled()
    expect(bridge.inputs('account.check')).toHaveLength(1)
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(bridge.inputs('job.cancel')).toEqual([{ jobId: bridge.inputs('account.check')[0]?.jobId }])
    answer({ error: { kind: 'cancelled' } })
    await waitFor(() => expect(field()).toHaveValue(secret))
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })

  it('opens the provider’s page for making a token at the chosen address', async () => {
    await open()
    await choose('Provider', 'Gitpod Classic')
    await userEvent.click(screen.getByRole('button', { name: 'Make a token on the provider’s page' }))
    expect(bridge.inputs('link.open')).toEqual([
      { what: 'new-token', provider: 'gitpod', address: 'https://api.gitpod.example' },
    ])
  })

  it('empties the field when another provider is chosen: its token is another secret', async () => {
    await open()
    await enter(field(), secret)
    await choose('Provider', 'Gitpod Classic')
    expect(field()).toHaveValue('')
  })

  it('leads to the account that is there already instead of adding it twice', async () => {
    bridge.answer('account.check', { ...checked, sameAs: 'account-pulumi' })
    await open()
    await enter(field(), secret)
    await check()
    expect(await screen.findByText(/in Keyrack already, as “Work”/)).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: 'Add' })).not.toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: 'Re-enter token' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'reenter-token', accountId: 'account-pulumi' })
  })

  it('says why an account could not be stored, and keeps its name', async () => {
    bridge.answer('account.check', checked)
    bridge.fail('account.add', 'disk-full')
    await open()
    await enter(field(), secret)
    await check()
    await enter(await screen.findByLabelText('Name of the account'), 'grace at home')
    await userEvent.click(screen.getByRole('button', { name: 'Add' }))
    expect(await alertText()).toContain('The disk is full')
    expect(screen.getByLabelText('Name of the account')).toHaveValue('grace at home')
    expect(onClose).not.toHaveBeenCalled()
  })

  it('goes back to what was entered', async () => {
    bridge.answer('account.check', checked)
    await open()
    await enter(field(), secret)
    await check()
    await userEvent.click(await screen.findByRole('button', { name: 'Back' }))
    expect(field()).toBeInTheDocument()
  })

  it('shows a hostile identity as text', async () => {
    const name = '<img src=x onerror=alert(1)>'
    bridge.answer('account.check', { ...checked, identity: { ...checked.identity, name, login: '' } })
    await open()
    await enter(field(), secret)
    await check()
    expect(await screen.findByText(name)).toBeInTheDocument()
    expect(document.querySelector('img')).toBeNull()
  })

  it('has no accessibility problems in either view', async () => {
    bridge.answer('account.check', checked)
    await open()
    expect(screen.getByRole('dialog', { name: 'Add account' })).toBeInTheDocument()
    expect(await accessibilityProblems()).toEqual([])
    await enter(field(), secret)
    await check()
    await screen.findByText('Grace Example (grace)')
    expect(await accessibilityProblems()).toEqual([])
  })
})
