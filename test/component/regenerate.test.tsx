import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Operation } from '#shared/model/operation'
import type { TokenRow } from '#shared/model/token'
import { RegenerateDialog } from '#renderer/features/regenerate/index'
import { dialogStore } from '#renderer/dialogs'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText, choose, enter } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { acme, day, sampleAudit, sampleNow, sampleRow } from '#test/support/sample'

const made = { operationId: 'op-1', tokenId: 'token-new', secretId: 'secret-new', unstoredId: null, error: null }
const laptop = sampleRow({ provider: 'gitpod', accountId: 'account-gitpod', name: 'laptop', scopes: { kind: 'none' } })
const deploy = sampleRow({
  id: 'token-2',
  kind: 'organization',
  owner: acme,
  name: 'deploy',
  description: 'for CI',
  role: 'Deployer',
  admin: true,
})
const operation: Operation = {
  id: 'op-1',
  kind: 'regenerate',
  accountId: 'account-pulumi',
  provider: 'pulumi',
  owner: acme,
  tokenKind: 'organization',
  tokenName: 'deploy-2',
  tokenId: 'token-2',
  newTokenId: 'token-new',
  newSecretId: 'secret-new',
  emulated: true,
  step: 'checked',
  startedAt: sampleNow,
  changedAt: sampleNow,
  error: null,
  candidates: [],
}

let bridge: FakeBridge
const onClose = vi.fn()

beforeEach(() => {
  bridge = createFakeBridge()
  bridge.answer('token.formOptions', {
    roles: [{ id: 'role-1', name: 'Deployer', description: '' }],
    maxDays: null,
    scopes: [],
  })
  bridge.answer('token.regenerate', made)
  onClose.mockClear()
})

const open = (row: TokenRow) =>
  renderWindow(<RegenerateDialog tokenId={row.token.id} onClose={onClose} />, bridge, [row])

describe('Regenerate, where the provider does it', () => {
  const regenerate = () => screen.getByRole('button', { name: 'Regenerate' })

  it('proposes no longer life than the policy of the audit allows', async () => {
    const policy = { ...sampleAudit.policy, lifetimes: { 'gitpod/personal': 45 } }
    await open(laptop)
    expect(screen.getByRole('button', { name: /Expires/ })).toHaveTextContent('In 160 days')
    act(() => bridge.setFacts({ audit: { ...sampleAudit, policy } }))
    expect(await screen.findByRole('button', { name: /Expires/ })).toHaveTextContent('In 45 days')
  })

  it('says that the old secret stops working, asks only for the new expiry, and shows the new secret', async () => {
    await open(laptop)
    expect(screen.getByText(/The old secret stops working at once, wherever it is used/)).toBeInTheDocument()
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument()
    expect(bridge.inputs('token.formOptions')).toEqual([])
    await choose('Expires', 'In 7 days')
    const before = Date.now()
    await userEvent.click(regenerate())
    const [input] = bridge.inputs('token.regenerate')
    expect(input).toMatchObject({ tokenId: 'token-1', ownConfirmed: false })
    expect(Object.keys(input?.draft ?? {})).toEqual(['expiry'])
    const expiry = input?.draft.expiry
    expect(expiry?.kind === 'at' && Math.abs(expiry.at - before - 7 * day)).toBeLessThan(120_000)
    expect(await screen.findByText(/“laptop” has a new secret; the old one works no more/)).toBeInTheDocument()
    expect(screen.getByRole('button', { name: 'Copy' })).toHaveFocus()
  })

  it('wants a tick before it regenerates what Keyrack may sign in with', async () => {
    await open({ ...laptop, own: 'unknown' })
    expect(regenerate()).toBeDisabled()
    await userEvent.click(screen.getByRole('checkbox', { name: 'Regenerate it all the same' }))
    await userEvent.click(regenerate())
    expect(bridge.inputs('token.regenerate')[0]).toMatchObject({ ownConfirmed: true })
  })

  it('says that the account gets the new secret when it is the own credential', async () => {
    await open({ ...laptop, own: 'yes' })
    expect(screen.getByText(/The account gets the new secret in the same step/)).toBeInTheDocument()
  })

  it('keeps a secret on screen that could not be stored', async () => {
    bridge.answer('token.regenerate', { ...made, secretId: null, unstoredId: 'un-1', error: { kind: 'vault-locked' } })
    await open(laptop)
    await userEvent.click(regenerate())
    expect(await alertText()).toContain('its secret could not be stored. The vault is locked.')
    await userEvent.keyboard('{Escape}')
    expect(onClose).not.toHaveBeenCalled()
  })

  it('says what is known after a lost answer, and offers to regenerate again', async () => {
    bridge.fail('token.regenerate', { kind: 'answer-lost', provider: 'Gitpod Classic' })
    await open(laptop)
    await userEvent.click(regenerate())
    expect(await alertText()).toContain('It is not known whether the change was made')
    expect(regenerate()).toBeDisabled()
    const lost: Operation = {
      ...operation,
      emulated: false,
      tokenId: 'token-1',
      step: 'answer-lost',
      candidates: ['token-1'],
    }
    act(() => bridge.setFacts({ operations: [lost] }))
    expect(screen.getByText(/It was done: the token has its new expiry date/)).toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: 'Regenerate again' }))
    expect(bridge.inputs('operation.continue')[0]).toMatchObject({ decision: 'nothing-happened', tokenId: null })
    await waitFor(() => expect(dialogStore.getState().dialog).toEqual({ kind: 'regenerate', tokenId: 'token-1' }))
  })

  it('has no accessibility problems', async () => {
    await open({ ...laptop, own: 'unknown' })
    expect(screen.getByRole('dialog', { name: 'Regenerate' })).toBeInTheDocument()
    expect(await accessibilityProblems()).toEqual([])
  })
})

describe('Regenerate, by a successor', () => {
  const make = () => userEvent.click(screen.getByRole('button', { name: 'Make the new token' }))
  const name = () => screen.getByRole('textbox', { name: 'Name' })

  it('suggests another name, takes over what is known, and says what happens to the old one', async () => {
    await open(deploy)
    expect(name()).toHaveValue('deploy-2')
    expect(screen.getByRole('textbox', { name: /Description/ })).toHaveValue('for CI')
    expect(screen.getByRole('button', { name: /Role$/ })).toHaveTextContent('Deployer')
    expect(screen.getByRole('checkbox', { name: 'Admin' })).toBeChecked()
    expect(screen.getByText(/it works on until you revoke it/)).toBeInTheDocument()
    await make()
    expect(bridge.inputs('token.regenerate')[0]).toMatchObject({
      tokenId: 'token-2',
      draft: { name: 'deploy-2', description: 'for CI', roleId: 'role-1', admin: true },
    })
  })

  it('refuses the old name', async () => {
    await open(deploy)
    await enter(name(), 'deploy')
    await make()
    expect(name()).toHaveAccessibleDescription('The new token needs another name: the old one stays taken.')
    expect(name()).toHaveFocus()
    expect(bridge.inputs('token.regenerate')).toEqual([])
  })

  it('leads to the old token’s end: replace it first, then revoke it', async () => {
    await open(deploy)
    act(() => bridge.setFacts({ operations: [operation] }))
    expect(screen.getByText('The new secret works')).toBeInTheDocument()
    expect(screen.getByText('Replace it where it is used').closest('li')).toHaveAttribute('aria-current', 'step')
    expect(screen.getByRole('button', { name: 'Copy' })).toHaveFocus()
    await userEvent.click(screen.getByRole('button', { name: 'Revoke the old token' }))
    expect(bridge.inputs('operation.continue')[0]).toMatchObject({
      operationId: 'op-1',
      decision: 'revoke-old',
      ownConfirmed: false,
    })
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
  })

  it('leaves the old token for later', async () => {
    await open(deploy)
    await make()
    act(() => bridge.setFacts({ operations: [operation] }))
    await userEvent.click(screen.getByRole('button', { name: 'Later' }))
    expect(onClose).toHaveBeenCalledOnce()
    expect(bridge.inputs('operation.continue')).toEqual([])
  })

  it('guards the own credential before its end, not before the successor is made', async () => {
    await open({ ...deploy, own: 'unknown' })
    expect(screen.queryByText(/Keyrack may sign in to/)).not.toBeInTheDocument()
    await make()
    act(() => bridge.setFacts({ operations: [operation] }))
    const end = screen.getByRole('button', { name: 'Revoke the old token' })
    expect(end).toBeDisabled()
    expect(screen.getByText(/If it does, the account goes on with the new secret/)).toBeInTheDocument()
    expect(screen.queryByText(/until you enter another token/)).not.toBeInTheDocument()
    await userEvent.click(screen.getByRole('checkbox'))
    await userEvent.click(end)
    expect(bridge.inputs('operation.continue')[0]).toMatchObject({ ownConfirmed: true })
  })

  it('says why the new secret could not be tried, and why the old token could not be revoked', async () => {
    bridge.fail('operation.continue', { kind: 'server-error', provider: 'Pulumi Cloud' })
    await open(deploy)
    act(() =>
      bridge.setFacts({
        operations: [{ ...operation, step: 'stored', error: { kind: 'timeout', provider: 'Pulumi Cloud' } }],
      }),
    )
    expect(screen.getByText('The new secret could not be tried yet')).toBeInTheDocument()
    expect(await alertText()).toContain('did not answer in time')
    await userEvent.click(screen.getByRole('button', { name: 'Revoke the old token' }))
    await waitFor(async () => expect(await alertText()).toContain('has a problem of its own'))
    expect(onClose).not.toHaveBeenCalled()
  })

  it('makes no second successor while one waits', async () => {
    bridge = createFakeBridge({ facts: { operations: [operation] } })
    await open(deploy)
    expect(screen.queryByRole('button', { name: 'Make the new token' })).not.toBeInTheDocument()
    expect(screen.getByRole('button', { name: 'Revoke the old token' })).toBeInTheDocument()
  })

  it('offers nothing for a token that is revoked', async () => {
    await open(sampleRow({ ...deploy.token, state: 'revoked' }))
    expect(screen.getByText(/This token is revoked or gone/)).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: 'Make the new token' })).not.toBeInTheDocument()
  })

  it('has no accessibility problems on the way', async () => {
    await open(deploy)
    expect(await accessibilityProblems()).toEqual([])
    act(() => bridge.setFacts({ operations: [operation] }))
    expect(await accessibilityProblems()).toEqual([])
  })
})
