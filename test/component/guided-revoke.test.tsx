import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import type { ProviderRecord, Support } from '#shared/model/provider'
import type { TokenRow } from '#shared/model/token'
import { RevokeDialog } from '#renderer/features/revoke/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { sampleCatalogue, sampleHeld, sampleRow } from '#test/support/sample'

const revoke: Support = {
  how: 'guided',
  reason: 'It ends tokens on its page only.',
  guide: { page: '/tokens/{token}', steps: ['Find the token.', 'Choose Delete.'] },
}
const none: Support = { how: 'none', reason: 'It lists nobody’s tokens.' }
const catalogueWith = (change: { list?: Support }): readonly ProviderRecord[] =>
  sampleCatalogue.map((record) => ({
    ...record,
    tokenKinds: record.tokenKinds.map((kind) => ({ ...kind, support: { ...kind.support, revoke, ...change } })),
  }))

const onClose = vi.fn()
let bridge: FakeBridge

beforeEach(() => onClose.mockClear())

function open(row: TokenRow, change: { list?: Support } = {}) {
  bridge = createFakeBridge({ catalogue: catalogueWith(change) })
  bridge.answer('guided.revoke', { by: 'probe' })
  return renderWindow(<RevokeDialog tokenId={row.token.id} onClose={onClose} />, bridge, [row])
}
const openPage = () => screen.getByRole('button', { name: 'Open the page at Pulumi Cloud' })
const check = () => screen.getByRole('button', { name: 'Check that it is revoked' })

it('says what to do, opens the page, and has it checked with the stored secret', async () => {
  await open(sampleRow({}, { held: sampleHeld }))
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'Find the token.',
    'Choose Delete.',
  ])
  expect(screen.getByText(/Keyrack tries the stored secret/)).toBeInTheDocument()
  await userEvent.click(openPage())
  expect(bridge.inputs('guided.open')).toEqual([{ what: 'revoke', tokenId: 'token-1' }])
  await userEvent.click(check())
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
  expect(bridge.inputs('guided.revoke')[0]).toMatchObject({ tokenId: 'token-1', ownConfirmed: false, saysDone: false })
  expect(bridge.inputs('token.revoke')).toEqual([])
  expect(await screen.findByText('“laptop” is revoked: its secret is refused.')).toBeInTheDocument()
})

it('says that it still works, and stays', async () => {
  await open(sampleRow({}, { held: sampleHeld }))
  bridge.fail('guided.revoke', { kind: 'still-works', provider: 'Pulumi Cloud' })
  await userEvent.click(check())
  expect(await alertText()).toContain('Pulumi Cloud still accepts this token')
  expect(onClose).not.toHaveBeenCalled()
  expect(check()).toBeEnabled()
})

it('has it checked with the list where no secret is stored', async () => {
  await open(sampleRow())
  expect(screen.getByText(/Keyrack lists the tokens anew/)).toBeInTheDocument()
  expect(check()).toBeEnabled()
})

it('takes the person’s word where there is neither a secret nor a list', async () => {
  await open(sampleRow(), { list: none })
  const note = screen.getByRole('button', { name: 'Note it as revoked' })
  expect(note).toBeDisabled()
  await userEvent.click(screen.getByRole('checkbox', { name: /I have revoked it there/ }))
  await userEvent.click(note)
  await waitFor(() => expect(bridge.inputs('guided.revoke')[0]).toMatchObject({ saysDone: true }))
})

it('has the own credential tried where it is neither stored nor listed', async () => {
  await open(sampleRow({}, { own: 'yes' }), { list: none })
  expect(screen.getByText(/it is revoked once Pulumi Cloud refuses it/)).toBeInTheDocument()
  await userEvent.click(screen.getByRole('checkbox'))
  await userEvent.click(check())
  await waitFor(() => expect(bridge.inputs('guided.revoke')[0]).toMatchObject({ saysDone: false }))
})

it('guards the own credential before the page is opened', async () => {
  await open(sampleRow({}, { own: 'yes', held: sampleHeld }))
  expect(openPage()).toBeDisabled()
  expect(check()).toBeDisabled()
  await userEvent.click(screen.getByRole('checkbox'))
  await userEvent.click(check())
  await waitFor(() => expect(bridge.inputs('guided.revoke')[0]).toMatchObject({ ownConfirmed: true }))
})

it('has no accessibility problems', async () => {
  await open(sampleRow({}, { held: sampleHeld }))
  expect(await accessibilityProblems()).toEqual([])
})
