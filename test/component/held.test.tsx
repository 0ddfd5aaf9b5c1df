import { act, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { TokenRow } from '#shared/model/token'
import { StoreSecretDialog, UnstoredSecretDialog } from '#renderer/features/held/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText, enter, everythingShown } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { sampleHeld, sampleRow } from '#test/support/sample'

const secret = 'pul-EXAMPLE0000000000000000000000000000000000'

let bridge: FakeBridge
const onClose = vi.fn()

beforeEach(() => {
  bridge = createFakeBridge()
  bridge.answer('secret.reveal', { value: secret, showing: 1, hiddenAt: Date.now() + 30_000 })
  onClose.mockClear()
})

describe('Store its secret', () => {
  const open = (row: TokenRow = sampleRow()) =>
    renderWindow(<StoreSecretDialog tokenId={row.token.id} onClose={onClose} />, bridge, [row])
  const field = () => screen.getByLabelText<HTMLInputElement>('Access token')
  const store = () => userEvent.click(screen.getByRole('button', { name: 'Store' }))

  it.each([
    ['proven', 'Proven', /The provider confirmed that this secret is this token’s/],
    ['works', 'Works', /Which of the owner’s tokens it is, the provider does not say/],
    ['unchecked', 'Not checked', /could not be tried, so nothing is proven/],
    ['made-here', 'Made in Keyrack', /Keyrack received this secret from the provider/],
  ] as const)('says honestly what is proven: %s', async (proof, label, sentence) => {
    bridge.answer('secret.store', { secretId: 'secret-9', proof })
    await open()
    await enter(field(), ` ${secret}\n`)
    await store()
    expect(await screen.findByText(label)).toBeInTheDocument()
    expect(screen.getByText(sentence)).toBeInTheDocument()
    expect(bridge.inputs('secret.store')[0]).toMatchObject({ tokenId: 'token-1', secret: { value: secret } })
    expect(everythingShown()).not.toContain('EXAMPLE')
  })

  it('takes it from the clipboard through main', async () => {
    bridge.answer('secret.store', { secretId: 'secret-9', proof: 'works' })
    await open()
    await userEvent.click(screen.getByRole('button', { name: 'Paste' }))
    await store()
    expect(bridge.inputs('secret.store')[0]).toMatchObject({ secret: { from: 'clipboard' } })
  })

  it('says that a stored one is replaced', async () => {
    await open(sampleRow({}, { held: sampleHeld }))
    expect(screen.getByText('The secret that is stored now is replaced.')).toBeInTheDocument()
  })

  it.each([
    ['wrong-token', 'refuses this token'],
    ['other-identity', 'it is another token’s. Nothing was stored'],
  ] as const)('stores nothing and empties the field after %s', async (kind, sentence) => {
    bridge.fail('secret.store', { kind, provider: 'Pulumi Cloud' })
    await open()
    await enter(field(), secret)
    await store()
    expect(await alertText()).toContain(sentence)
    expect(field()).toHaveValue('')
  })

  it('keeps the secret when it was not to blame', async () => {
    bridge.fail('secret.store', 'disk-full')
    await open()
    await enter(field(), secret)
    await store()
    expect(await alertText()).toContain('The disk is full')
    expect(field()).toHaveValue(secret)
  })

  it('can be cancelled while the provider is asked', async () => {
    const answer = bridge.hold('secret.store')
    await open()
    await enter(field(), secret)
    await store()
    expect(await screen.findByText('Trying the secret at Pulumi Cloud…')).toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(bridge.inputs('job.cancel')).toEqual([{ jobId: bridge.inputs('secret.store')[0]?.jobId }])
    await act(async () => answer({ error: { kind: 'cancelled' } }))
    expect(field()).toHaveValue(secret)
  })

  it('goes to the field when there is nothing in it', async () => {
    await open()
    await store()
    expect(field()).toHaveFocus()
    expect(field()).toBeInvalid()
    expect(bridge.inputs('secret.store')).toEqual([])
  })

  it('has no accessibility problems', async () => {
    await open()
    expect(screen.getByRole('dialog', { name: 'Store its secret' })).toBeInTheDocument()
    expect(await accessibilityProblems()).toEqual([])
  })
})

describe('Unstored secret', () => {
  it('shows the secret that main still holds, and goes only on purpose', async () => {
    const made = { operationId: 'op', tokenId: 'token-1', secretId: null, unstoredId: 'un-1', error: null }
    await renderWindow(<UnstoredSecretDialog made={made} onClose={onClose} />, bridge, [sampleRow()])
    await userEvent.click(screen.getByRole('button', { name: 'Reveal' }))
    expect(bridge.inputs('secret.reveal')).toEqual([{ id: 'un-1' }])
    await userEvent.keyboard('{Escape}')
    expect(onClose).not.toHaveBeenCalled()
    await userEvent.click(screen.getByRole('button', { name: 'Leave it unstored' }))
    expect(onClose).toHaveBeenCalledOnce()
  })
})
