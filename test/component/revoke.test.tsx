import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { TokenRow } from '#shared/model/token'
import { RevokeDialog } from '#renderer/features/revoke/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { acme, sampleCatalogue, sampleHeld, sampleNow, sampleRow } from '#test/support/sample'

let bridge: FakeBridge
const onClose = vi.fn()

beforeEach(() => {
  bridge = createFakeBridge()
  bridge.answer('token.revoke', { outcome: 'revoked' })
  onClose.mockClear()
})

const open = (row: TokenRow) => renderWindow(<RevokeDialog tokenId={row.token.id} onClose={onClose} />, bridge, [row])
const revoke = () => screen.getByRole('button', { name: 'Revoke' })
const ci = sampleRow({ name: 'ci', kind: 'organization', owner: acme }, { held: sampleHeld })

describe('Revoke', () => {
  it('names the token, its owner and account, its last use and whether its secret is stored', async () => {
    await open(ci)
    const dialog = screen.getByRole('alertdialog', { name: 'Revoke' })
    expect(dialog).toHaveTextContent('The token “ci” of the organization acme stops working at Pulumi Cloud at once.')
    expect(dialog).toHaveTextContent('AccountWork')
    expect(dialog).toHaveTextContent(/Last used13 Jun 2026/)
    expect(dialog).toHaveTextContent('Its secretStored in Keyrack')
  })

  it('says honestly when the token was never used and when nobody knows', async () => {
    await open(sampleRow({ lastUsed: { kind: 'never' }, expiry: { kind: 'unknown' } }))
    expect(screen.getByRole('alertdialog')).toHaveTextContent('Last usedNever')
    expect(screen.getByRole('alertdialog')).toHaveTextContent('ExpiresThe provider does not tell')
    expect(screen.getByRole('alertdialog')).toHaveTextContent('Not stored in Keyrack')
  })

  it('revokes a token that is surely not the own credential, without a second step', async () => {
    await open(ci)
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument()
    await userEvent.click(revoke())
    expect(bridge.inputs('token.revoke')[0]).toMatchObject({ tokenId: 'token-1', ownConfirmed: false })
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
    expect(await screen.findByText('“ci” is revoked.')).toBeInTheDocument()
  })

  it.each([
    ['yes', /Keyrack signs in to “Work” with this token/],
    ['unknown', /This may be the token Keyrack signs in to “Work” with/],
  ] as const)('guards the own credential (%s) with an explicit tick', async (own, sentence) => {
    await open(sampleRow({}, { own }))
    expect(screen.getByText(sentence)).toBeInTheDocument()
    expect(revoke()).toBeDisabled()
    await userEvent.click(revoke())
    expect(bridge.inputs('token.revoke')).toEqual([])
    await userEvent.click(screen.getByRole('checkbox'))
    await userEvent.click(revoke())
    expect(bridge.inputs('token.revoke')[0]).toMatchObject({ ownConfirmed: true })
  })

  it('lets the person say that it is another token, and guards it no more', async () => {
    const row = sampleRow({}, { own: 'unknown' })
    await open(row)
    await userEvent.click(screen.getByRole('button', { name: 'It is another token' }))
    expect(bridge.inputs('token.ownCredential')).toEqual([{ tokenId: 'token-1', own: 'no' }])
    act(() => bridge.sendRows([{ ...row, own: 'no' }], { reset: false }))
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument()
    expect(revoke()).toBeEnabled()
  })

  it('does not ask that of a token that surely is the own credential', async () => {
    await open(sampleRow({}, { own: 'yes' }))
    expect(screen.queryByRole('button', { name: 'It is another token' })).not.toBeInTheDocument()
  })

  it('says so when it was gone already', async () => {
    bridge.answer('token.revoke', { outcome: 'already-gone' })
    await open(ci)
    await userEvent.click(revoke())
    expect(await screen.findByText(/“ci” was gone already at Pulumi Cloud/)).toBeInTheDocument()
    expect(onClose).not.toHaveBeenCalled()
    expect(screen.queryByRole('button', { name: 'Revoke' })).not.toBeInTheDocument()
  })

  it.each([
    ['revoked', /was revoked in Keyrack on 1 Jun 2026/],
    ['gone', /is gone already: since 1 Jun 2026/],
  ] as const)('offers nothing for a token that is %s', async (state, sentence) => {
    await open(sampleRow({ state, goneAt: Date.UTC(2026, 5, 1, 12) }))
    expect(screen.getByText(sentence)).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: 'Revoke' })).not.toBeInTheDocument()
  })

  it.each([
    ['missing-permission', 'does not allow this account’s token'],
    ['answer-lost', 'It is not known whether the change was made'],
    ['timeout', 'did not answer in time'],
    ['offline', 'There is no network connection'],
  ] as const)('stays open and says why it failed: %s', async (kind, sentence) => {
    bridge.fail('token.revoke', { kind, provider: 'Pulumi Cloud' })
    await open(ci)
    await userEvent.click(revoke())
    expect(await alertText()).toContain(sentence)
    expect(onClose).not.toHaveBeenCalled()
  })

  it('can be cancelled while it runs', async () => {
    const answer = bridge.hold('token.revoke')
    await open(ci)
    await userEvent.click(revoke())
    await userEvent.keyboard('{Escape}')
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel' }))
    expect(bridge.inputs('job.cancel')).toEqual([{ jobId: bridge.inputs('token.revoke')[0]?.jobId }])
    await act(async () => answer({ error: { kind: 'cancelled' } }))
    expect(onClose).not.toHaveBeenCalled()
    expect(revoke()).toBeEnabled()
  })

  it('goes on with what it showed when a refresh takes the row away', async () => {
    await open(ci)
    act(() => bridge.emit('rows', { reset: false, upsert: [], remove: ['token-1'], done: true }))
    await userEvent.click(revoke())
    expect(bridge.inputs('token.revoke')).toHaveLength(1)
  })

  it('says why Keyrack cannot revoke it, and opens the page where it can be done', async () => {
    const [pulumi] = sampleCatalogue
    if (!pulumi) throw new Error('no provider')
    const none = { how: 'none', reason: 'Only on its own page.' } as const
    const tokenKinds = pulumi.tokenKinds.map((kind) => ({ ...kind, support: { ...kind.support, revoke: none } }))
    bridge = createFakeBridge({ catalogue: [{ ...pulumi, tokenKinds }] })
    await open(ci)
    expect(screen.getByText(/Keyrack cannot revoke this token\. Only on its own page\./)).toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: 'Open the provider’s page' }))
    expect(bridge.inputs('link.open')).toEqual([{ what: 'token', tokenId: 'token-1' }])
  })

  it('shows a hostile name as text', async () => {
    await open(sampleRow({ name: '<img src=x onerror=alert(1)>', lastUsed: { kind: 'at', at: sampleNow } }))
    expect(document.querySelector('img')).toBeNull()
    expect(screen.getByRole('alertdialog')).toHaveTextContent('“<img src=x onerror=alert(1)>”')
  })

  it('has no accessibility problems', async () => {
    await open(sampleRow({}, { own: 'unknown' }))
    expect(await accessibilityProblems()).toEqual([])
  })
})
