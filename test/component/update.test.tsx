import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { TokenRow } from '#shared/model/token'
import { EditTokenDialog } from '#renderer/features/update/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText, enter } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { sampleRow } from '#test/support/sample'

let bridge: FakeBridge
const onClose = vi.fn()

beforeEach(() => {
  bridge = createFakeBridge()
  onClose.mockClear()
})

const laptop = sampleRow({
  provider: 'gitpod',
  accountId: 'account-gitpod',
  name: 'laptop',
  scopes: { kind: 'none' },
})
const open = (row: TokenRow = laptop) =>
  renderWindow(<EditTokenDialog tokenId={row.token.id} onClose={onClose} />, bridge, [row])
const name = () => screen.getByRole('textbox', { name: 'Name' })
const save = () => userEvent.click(screen.getByRole('button', { name: 'Save' }))

describe('Edit', () => {
  it('sends only what was changed', async () => {
    await open()
    expect(name()).toHaveValue('laptop')
    expect(screen.getByRole('radio', { name: 'No access' })).toBeChecked()
    await enter(name(), ' old-laptop ')
    await save()
    expect(bridge.inputs('token.update')[0]).toMatchObject({ tokenId: 'token-1', changes: { name: 'old-laptop' } })
    expect(bridge.inputs('token.update')[0]?.changes).not.toHaveProperty('scopes')
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
  })

  it('changes the access', async () => {
    await open()
    await userEvent.click(screen.getByRole('radio', { name: 'Full access' }))
    await save()
    expect(bridge.inputs('token.update')[0]?.changes).toEqual({ scopes: ['full'] })
  })

  it('knows the access a token has by its scopes, in whatever order', async () => {
    await open(sampleRow({ ...laptop.token, scopes: { kind: 'listed', names: ['function:*'] } }))
    expect(screen.getByRole('radio', { name: 'Full access' })).toBeChecked()
  })

  it('says when nothing is changed, and calls nobody', async () => {
    await open()
    await save()
    expect(screen.getByText('Nothing is changed yet.')).toBeInTheDocument()
    expect(bridge.inputs('token.update')).toEqual([])
  })

  it('refuses a name that breaks the rule, and goes to it', async () => {
    await open()
    await enter(name(), 'my laptop')
    await save()
    expect(name()).toHaveFocus()
    expect(name()).toBeInvalid()
    expect(bridge.inputs('token.update')).toEqual([])
  })

  it('shows what the provider has against the name at the name', async () => {
    bridge.fail('token.update', { kind: 'invalid-input', provider: 'Gitpod Classic', field: 'name', said: 'too odd' })
    await open()
    await enter(name(), 'other')
    await save()
    await waitFor(() => expect(name()).toHaveAccessibleDescription(/does not accept the name.*“too odd”/))
    expect(name()).toHaveValue('other')
    expect(name()).toHaveFocus()
  })

  it('keeps the form after any other failure', async () => {
    bridge.fail('token.update', { kind: 'not-found', provider: 'Gitpod Classic' })
    await open()
    await enter(name(), 'other')
    await save()
    expect(await alertText()).toContain('does not have this any more')
    expect(name()).toHaveValue('other')
    expect(onClose).not.toHaveBeenCalled()
  })

  it('can be cancelled while it runs', async () => {
    const answer = bridge.hold('token.update')
    await open()
    await enter(name(), 'other')
    await save()
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel' }))
    expect(bridge.inputs('job.cancel')).toEqual([{ jobId: bridge.inputs('token.update')[0]?.jobId }])
    await act(async () => answer({ error: { kind: 'cancelled' } }))
    expect(name()).toBeEnabled()
  })

  it('says why a token cannot be changed where the provider has no call for it', async () => {
    await open(sampleRow())
    expect(screen.getByText(/Pulumi Cloud has no way to change a token/)).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: 'Save' })).not.toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: 'Open the provider’s page' }))
    expect(bridge.inputs('link.open')).toEqual([{ what: 'token', tokenId: 'token-1' }])
  })

  it('says when the token is not in the list any more', async () => {
    await renderWindow(<EditTokenDialog tokenId="nobody" onClose={onClose} />, bridge)
    expect(screen.getByText('This token is not in the list any more.')).toBeInTheDocument()
  })

  it('has no accessibility problems', async () => {
    await open()
    expect(screen.getByRole('dialog', { name: 'Edit' })).toBeInTheDocument()
    expect(await accessibilityProblems()).toEqual([])
  })
})
