import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Operation } from '#shared/model/operation'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText, enter } from '#test/support/dom/forms'
import { acme } from '#test/support/sample'
import { bridge, create, made, name, onClose, open, prepare } from './create-kit.tsx'

beforeEach(prepare)

describe('a call that fails', () => {
  it('shows a taken name at the name, keeps what was typed, and takes it back with the next key', async () => {
    bridge.fail('token.create', { kind: 'name-taken', provider: 'Pulumi Cloud', field: 'name' })
    await open()
    await enter(name(), 'deploy')
    await create()
    await waitFor(() => expect(name()).toHaveAccessibleDescription(/This name is taken already, perhaps by a token/))
    expect(name()).toHaveFocus()
    expect(name()).toHaveValue('deploy')
    await userEvent.type(name(), '2')
    expect(name()).toBeValid()
  })

  it('shows a broken expiry policy at the expiry', async () => {
    bridge.fail('token.create', { kind: 'expiry-policy', provider: 'Pulumi Cloud', limit: 30 })
    await open()
    await enter(name(), 'deploy')
    await create()
    expect(await screen.findByText(/accepts only tokens that last 30 days or less/)).toBeInTheDocument()
    await waitFor(() => expect(screen.getByRole('button', { name: /Expires$/ })).toHaveFocus())
  })

  it.each([
    ['missing-permission', 'does not allow this account’s token to do that', 'Use a token with more rights'],
    ['plan-needed', 'the organization’s plan does not include this', 'Ask an administrator'],
    ['rate-limited', 'takes no more requests', 'Try again in 40 seconds.'],
    ['wrong-token', 'refuses this token', 'Enter the token again'],
    ['server-error', 'has a problem of its own', 'Try again in 40 seconds.'],
    ['offline', 'There is no network connection', 'Connect and try again.'],
  ] as const)('says what to do after %s, and keeps the form', async (kind, sentence, next) => {
    bridge.fail('token.create', { kind, provider: 'Pulumi Cloud', waitSeconds: 40 })
    await open()
    await enter(name(), 'deploy')
    await create()
    expect(await alertText()).toContain(sentence)
    expect(await alertText()).toContain(next)
    expect(name()).toHaveValue('deploy')
    expect(screen.getByRole('button', { name: 'Create token' })).toBeEnabled()
  })

  it('can be cancelled and sends nothing twice', async () => {
    const answer = bridge.hold('token.create')
    await open()
    await enter(name(), 'deploy')
    await create()
    expect(await screen.findByText('Making the token at Pulumi Cloud…')).toBeInTheDocument()
    expect(name()).toBeDisabled()
    await create()
    await userEvent.keyboard('{Escape}')
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(bridge.inputs('token.create')).toHaveLength(1)
    expect(bridge.inputs('job.cancel')).toContainEqual({ jobId: bridge.inputs('token.create')[0]?.jobId })
    expect(onClose).not.toHaveBeenCalled()
    await act(async () => answer({ error: { kind: 'cancelled' } }))
    expect(name()).toBeEnabled()
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })

  it('never offers to send it again after a lost answer, and lets the person decide what was made', async () => {
    bridge.fail('token.create', { kind: 'answer-lost', provider: 'Pulumi Cloud' })
    await open()
    await enter(name(), 'deploy')
    await create()
    expect(await alertText()).toContain('It is not known whether the change was made')
    expect(screen.getByRole('button', { name: 'Create token' })).toBeDisabled()

    const lost: Operation = {
      id: 'op-1',
      kind: 'create',
      accountId: 'account-pulumi',
      provider: 'pulumi',
      owner: acme,
      tokenKind: 'organization',
      tokenName: 'deploy',
      emulated: false,
      step: 'answer-lost',
      startedAt: Date.now(),
      changedAt: Date.now(),
      error: null,
      candidates: ['token-lost'],
    }
    const old = { ...lost, id: 'op-0', startedAt: 1 }
    act(() => bridge.setFacts({ operations: [old, lost] }))
    await userEvent.click(screen.getByRole('radio', { name: 'deploy' }))
    await userEvent.click(screen.getByRole('button', { name: 'Revoke it' }))
    expect(bridge.inputs('operation.continue')[0]).toMatchObject({
      operationId: 'op-1',
      decision: 'revoke-candidate',
      tokenId: 'token-lost',
    })
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
  })
})

describe('the secret that was made', () => {
  const fill = async () => {
    await open()
    await enter(name(), 'deploy')
    await create()
  }

  it('is stored already, is hidden until it is asked for, and can be copied', async () => {
    bridge.answer('secret.copy', { clearedAt: Date.now() + 30_000 })
    await fill()
    const copy = await screen.findByRole('button', { name: 'Copy' })
    expect(copy).toHaveFocus()
    expect(bridge.inputs('secret.reveal')).toEqual([])
    await userEvent.click(copy)
    expect(bridge.inputs('secret.copy')).toEqual([{ id: 'secret-new' }])
    expect(await screen.findByText(/The clipboard is cleared after 30 seconds/)).toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: 'Done' }))
    expect(onClose).toHaveBeenCalledOnce()
  })

  it('can be shown again as long as the vault has it', async () => {
    let showing = 0
    bridge.answer('secret.reveal', () => ({
      value: 'pul-EXAMPLE-made',
      showing: (showing += 1),
      hiddenAt: Date.now() + 30_000,
    }))
    await fill()
    await userEvent.click(await screen.findByRole('button', { name: 'Reveal' }))
    expect(screen.getByText('pul-EXAMPLE-made')).toBeVisible()
    act(() => bridge.emit('concealed', { showing: 1 }))
    expect(screen.queryByText('pul-EXAMPLE-made')).not.toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: 'Show again' }))
    expect(screen.getByText('pul-EXAMPLE-made')).toBeVisible()
    expect(bridge.inputs('secret.reveal')).toEqual([{ id: 'secret-new' }, { id: 'secret-new' }])
  })

  describe('when it could not be stored', () => {
    beforeEach(() => {
      bridge.answer('token.create', { ...made, secretId: null, unstoredId: 'un-1', error: { kind: 'disk-full' } })
    })

    it('stays on screen with that fact; Escape only asks', async () => {
      await fill()
      expect(await alertText()).toContain('The token is made, but its secret could not be stored.')
      expect(await alertText()).toContain('The disk is full')
      await userEvent.keyboard('{Escape}')
      expect(onClose).not.toHaveBeenCalled()
      expect(screen.getByText(/this secret is lost for good/)).toBeInTheDocument()
      expect(screen.getByRole('button', { name: 'Stay here' })).toHaveFocus()
      await userEvent.keyboard('{Escape}')
      expect(onClose).not.toHaveBeenCalled()
      await userEvent.click(screen.getByRole('button', { name: 'Stay here' }))
      expect(screen.queryByText(/this secret is lost for good/)).not.toBeInTheDocument()
    })

    it('can be shown again as long as main holds it', async () => {
      bridge.answer('secret.reveal', { value: 'pul-EXAMPLE-held', showing: 1, hiddenAt: Date.now() + 30_000 })
      await fill()
      await userEvent.click(await screen.findByRole('button', { name: 'Reveal' }))
      act(() => bridge.emit('concealed', { showing: 1 }))
      expect(screen.queryByText('pul-EXAMPLE-held')).not.toBeInTheDocument()
      expect(screen.getByRole('button', { name: 'Show again' })).toBeEnabled()
      expect(bridge.inputs('secret.reveal')).toEqual([{ id: 'un-1' }])
    })

    it('is let go only on a second, explicit step', async () => {
      await fill()
      await screen.findByRole('alert')
      await userEvent.click(closeInFooter())
      expect(onClose).not.toHaveBeenCalled()
      await userEvent.click(screen.getByRole('button', { name: 'Leave it unstored' }))
      expect(bridge.inputs('secret.forget')).toEqual([{ secretId: 'un-1' }])
      expect(onClose).toHaveBeenCalledOnce()
    })

    it('can be copied, and stored when there is room again', async () => {
      bridge.fail('secret.storeAgain', 'disk-full')
      bridge.answer('secret.copy', { clearedAt: 0 })
      await fill()
      await userEvent.click(await screen.findByRole('button', { name: 'Copy' }))
      expect(bridge.inputs('secret.copy')).toEqual([{ id: 'un-1' }])
      await userEvent.click(screen.getByRole('button', { name: 'Try to store again' }))
      expect(await alertText()).toContain('could not be stored')
      bridge.answer('secret.storeAgain', { secretId: 'secret-late' })
      await userEvent.click(screen.getByRole('button', { name: 'Try to store again' }))
      expect(await screen.findByText(/Its secret is in the vault already/)).toBeInTheDocument()
      expect(bridge.inputs('secret.storeAgain')).toEqual([{ unstoredId: 'un-1' }, { unstoredId: 'un-1' }])
      await userEvent.keyboard('{Escape}')
      expect(onClose).toHaveBeenCalledOnce()
    })

    it('has no accessibility problems', async () => {
      await fill()
      await screen.findByRole('alert')
      expect(await accessibilityProblems()).toEqual([])
    })
  })
})

/** The cross and the button in the foot have the same name. */
function closeInFooter(): HTMLElement {
  const all = screen.getAllByRole('button', { name: 'Close' })
  const last = all.at(-1)
  if (!last) throw new Error('no button')
  return last
}
