import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Operation } from '#shared/model/operation'
import type { ProviderRecord, Support } from '#shared/model/provider'
import type { TokenRow } from '#shared/model/token'
import { dialogStore } from '#renderer/dialogs'
import { OperationDialog } from '#renderer/features/operations/index'
import { RevokeAllDialog } from '#renderer/features/revoke-all/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText, enter } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { acme, me, sampleCatalogue, sampleHeld, sampleNow, samplePlace, sampleRow } from '#test/support/sample'

const accountId = 'account-pulumi'
const native: Support = { how: 'native' }
const guided: Support = {
  how: 'guided',
  reason: 'It ends them on its page only.',
  guide: { page: '/tokens', steps: ['Open Settings.', 'Choose Revoke all.'] },
}
const catalogueWith = (revokeAll: Support): readonly ProviderRecord[] =>
  sampleCatalogue.map((record) => ({ ...record, revokeAll }))
const rows = [
  sampleRow({ id: 'token-a', name: 'laptop' }, { own: 'yes' }),
  sampleRow({ id: 'token-b', name: 'ci' }, { held: sampleHeld }),
  sampleRow({ id: 'token-c', name: 'deploy', owner: acme, kind: 'organization' }, { held: sampleHeld }),
]
const lost: Operation = {
  id: 'op-1',
  kind: 'revoke-all',
  accountId,
  provider: 'pulumi',
  owner: me,
  tokenKind: 'personal',
  tokenName: 'Work',
  emulated: false,
  step: 'answer-lost',
  startedAt: sampleNow,
  changedAt: sampleNow,
  error: null,
  candidates: ['token-b'],
}

const onClose = vi.fn()
let bridge: FakeBridge

beforeEach(() => {
  onClose.mockClear()
  dialogStore.setState({ dialog: null })
})

async function open(support: Support, shown: readonly TokenRow[] = rows) {
  bridge = createFakeBridge({ catalogue: catalogueWith(support) })
  bridge.answer('revokeAll.list', { tokenIds: ['token-a', 'token-b'] })
  bridge.answer('revokeAll.call', { ended: 2, access: 'ended' })
  bridge.answer('revokeAll.check', { ended: 1, access: 'works' })
  await renderWindow(<RevokeAllDialog accountId={accountId} onClose={onClose} />, bridge, shown)
}
const button = (name: string) => screen.getByRole('button', { name })
const nameField = () => screen.findByRole('textbox', { name: /type the account’s name: Work/ })
const names = () => within(screen.getByRole('list', { name: 'Tokens that end' })).getAllByRole('listitem')

describe('by the provider’s call', () => {
  it('lists anew what ends, by count and name, and says that Keyrack’s own access ends too', async () => {
    await open(native)
    expect(await screen.findByText('These 2 tokens end:')).toBeInTheDocument()
    expect(names().map(({ textContent }) => textContent)).toEqual([
      'ci (its secret is stored here)',
      'laptop (Keyrack signs in with it)',
    ])
    expect(screen.getByText(/Keyrack’s own access ends too: “Work” does nothing/)).toBeInTheDocument()
    expect(bridge.inputs('revokeAll.list')).toMatchObject([{ accountId }])
  })

  it('does it only once the account’s name is typed, and leads to another token afterwards', async () => {
    await open(native)
    const field = await nameField()
    expect(button('Revoke all')).toBeDisabled()
    await enter(field, 'work')
    expect(button('Revoke all')).toBeDisabled()
    await enter(field, 'Work')
    await userEvent.click(button('Revoke all'))
    expect(await screen.findByText('2 tokens are revoked.')).toBeInTheDocument()
    expect(bridge.inputs('revokeAll.call')).toMatchObject([
      { accountId, name: 'Work', tokenIds: ['token-a', 'token-b'] },
    ])
    expect(screen.getByText(/Keyrack’s access ended with them/)).toBeInTheDocument()
    await userEvent.click(button('Re-enter token'))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'reenter-token', accountId })
  })

  it('says how many places stop working with them, and goes by that number', async () => {
    const places = [samplePlace({ where: { kind: 'server', name: 'ci7' } })]
    await open(native, [
      ...rows.slice(0, 1),
      sampleRow({ id: 'token-b', name: 'ci' }, { places: places.map((one) => ({ ...one, tokenId: 'token-b' })) }),
    ])
    await enter(await nameField(), 'Work')
    expect(screen.getByText('1 place that is noted stops working with them.')).toBeVisible()
    await userEvent.click(button('Revoke all'))
    expect(bridge.inputs('revokeAll.call')).toMatchObject([{ acceptPlaces: 1 }])
  })

  it('lists again and asks again when another token has appeared', async () => {
    await open(native)
    await enter(await nameField(), 'Work')
    bridge.fail('revokeAll.call', 'confirmation-needed')
    await userEvent.click(button('Revoke all'))
    expect(await alertText()).toContain('Another token or place has appeared meanwhile, and nothing was ended')
    expect(bridge.inputs('revokeAll.list')).toHaveLength(2)
    expect(await nameField()).toHaveValue('')
    expect(button('Revoke all')).toBeDisabled()
  })

  it('shows what is known when it is not certain', async () => {
    await open(native)
    await enter(await nameField(), 'Work')
    bridge.fail('revokeAll.call', { kind: 'answer-lost', provider: 'Pulumi Cloud' })
    bridge.setFacts({ operations: [lost] })
    await userEvent.click(button('Revoke all'))
    await waitFor(() => expect(dialogStore.getState().dialog).toEqual({ kind: 'operation', operationId: 'op-1' }))
  })

  it('says a refusal and stays', async () => {
    await open(native)
    await enter(await nameField(), 'Work')
    bridge.fail('revokeAll.call', { kind: 'missing-permission', provider: 'Pulumi Cloud' })
    await userEvent.click(button('Revoke all'))
    expect(await alertText()).toContain('Pulumi Cloud does not allow')
    expect(onClose).not.toHaveBeenCalled()
  })

  it('says why nothing can be listed, and nothing can be confirmed then', async () => {
    bridge = createFakeBridge({ catalogue: catalogueWith(native) })
    bridge.fail('revokeAll.list', 'offline')
    await renderWindow(<RevokeAllDialog accountId={accountId} onClose={onClose} />, bridge, rows)
    await screen.findByRole('alert')
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument()
    expect(button('Revoke all')).toBeDisabled()
  })

  it('has no accessibility problems', async () => {
    await open(native)
    await nameField()
    expect(await accessibilityProblems()).toEqual([])
  })
})

describe('on the provider’s page', () => {
  it('says what to do, opens the page after the tick, and has the stored secrets tried', async () => {
    await open(guided)
    expect(screen.getByText('Choose Revoke all.')).toBeInTheDocument()
    expect(names().map(({ textContent }) => textContent)).toEqual(['ci (its secret is stored here)'])
    expect(button('Open the page at Pulumi Cloud')).toBeDisabled()
    expect(button('Check that they are revoked')).toBeDisabled()
    await userEvent.click(screen.getByRole('checkbox', { name: /may lose its sign-in/ }))
    await userEvent.click(button('Open the page at Pulumi Cloud'))
    expect(bridge.inputs('guided.open')).toEqual([{ what: 'revoke-all', accountId }])
    await userEvent.click(button('Check that they are revoked'))
    expect(await screen.findByText('1 token is revoked.')).toBeInTheDocument()
    expect(bridge.inputs('revokeAll.check')).toMatchObject([{ accountId, ownConfirmed: true }])
    expect(screen.getByText(/Keyrack can still sign in/)).toBeInTheDocument()
  })

  it('says that only its own token can be tried where no secret is stored', async () => {
    await open(guided, [sampleRow({ name: 'laptop' })])
    expect(screen.getByText(/no stored secret of these tokens/)).toBeInTheDocument()
    expect(screen.queryByRole('list', { name: 'Tokens that end' })).not.toBeInTheDocument()
    await userEvent.click(screen.getByRole('checkbox'))
    bridge.fail('revokeAll.check', { kind: 'still-works', provider: 'Pulumi Cloud' })
    await userEvent.click(button('Check that they are revoked'))
    expect(await alertText()).toContain('still accepts Keyrack’s own token')
  })

  it('says which ones work still, and stays', async () => {
    await open(guided)
    await userEvent.click(screen.getByRole('checkbox'))
    bridge.fail('revokeAll.check', { kind: 'still-works', provider: 'Pulumi Cloud' })
    await userEvent.click(button('Check that they are revoked'))
    expect(await alertText()).toContain('Pulumi Cloud still accepts what is listed here')
    expect(button('Check that they are revoked')).toBeEnabled()
  })

  it('has no accessibility problems', async () => {
    await open(guided)
    expect(await accessibilityProblems()).toEqual([])
  })
})

it('says why where it cannot be done', async () => {
  await open({ how: 'none', reason: 'Select them in the list and revoke them.' })
  expect(screen.getByText(/Keyrack cannot revoke all tokens of this account at once/)).toHaveTextContent('Select them')
})

describe('an operation of which nobody knows whether all were ended', () => {
  const show = async (change: Partial<Operation>) => {
    bridge = createFakeBridge({ facts: { operations: [{ ...lost, ...change }] } })
    await renderWindow(<OperationDialog operationId="op-1" onClose={onClose} />, bridge, rows)
  }

  it('names what is listed still, and can be ended', async () => {
    await show({})
    expect(screen.getByRole('heading', { name: 'Revoking all tokens of “Work”' })).toBeInTheDocument()
    expect(screen.getByText(/Still listed: ci/)).toBeInTheDocument()
    await userEvent.click(button('End this operation'))
    expect(bridge.inputs('operation.continue')).toMatchObject([{ decision: 'nothing-happened' }])
  })

  it('leads to another token where the account’s own is refused', async () => {
    await show({ error: { kind: 'wrong-token', provider: 'Pulumi Cloud' } })
    expect(screen.getByText(/as soon as Keyrack can list the tokens again/)).toBeInTheDocument()
    expect(screen.queryByText(/Still listed/)).not.toBeInTheDocument()
    await userEvent.click(button('Re-enter token'))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'reenter-token', accountId })
  })
})
