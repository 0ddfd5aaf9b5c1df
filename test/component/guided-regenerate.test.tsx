import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import type { ProviderRecord, Support } from '#shared/model/provider'
import type { TokenRow } from '#shared/model/token'
import { RegenerateDialog } from '#renderer/features/regenerate/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText, enter, everythingShown } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { sampleCatalogue, sampleHeld, sampleRow } from '#test/support/sample'

const secret = 'pul-EXAMPLE0000000000000000000000000000000000'
const regenerate: Support = {
  how: 'guided',
  reason: 'It gives new secrets on its page only.',
  guide: { page: '/tokens/{token}', steps: ['Open the token.', 'Copy the new secret.'] },
}
const catalogue: readonly ProviderRecord[] = sampleCatalogue.map((record) => ({
  ...record,
  tokenKinds: record.tokenKinds.map((kind) => ({ ...kind, support: { ...kind.support, regenerate } })),
}))

const onClose = vi.fn()
let bridge: FakeBridge

beforeEach(() => {
  bridge = createFakeBridge({ catalogue })
  bridge.answer('guided.regenerate', {
    operationId: 'op-1',
    tokenId: 'token-1',
    secretId: 'secret-new',
    unstoredId: null,
    error: null,
  })
  onClose.mockClear()
})

const open = (row: TokenRow = sampleRow({}, { held: sampleHeld })) =>
  renderWindow(<RegenerateDialog tokenId={row.token.id} onClose={onClose} />, bridge, [row])
const token = () => screen.getByLabelText<HTMLInputElement>('Personal token')
const openPage = () => screen.getByRole('button', { name: 'Open the page at Pulumi Cloud' })
const take = () => screen.getByRole('button', { name: 'Check and store' })

it('opens the page with the expiry that was chosen, and takes the new secret', async () => {
  await open()
  await userEvent.click(openPage())
  expect(bridge.inputs('guided.open')[0]).toMatchObject({ what: 'regenerate', tokenId: 'token-1' })
  await enter(token(), secret)
  await userEvent.click(take())
  expect(await screen.findByText(/“laptop” has a new secret/)).toBeInTheDocument()
  expect(bridge.inputs('guided.regenerate')[0]).toMatchObject({
    tokenId: 'token-1',
    secret: { from: 'field', value: secret },
    ownConfirmed: false,
  })
  expect(bridge.inputs('token.regenerate')).toEqual([])
  expect(everythingShown()).not.toContain('EXAMPLE')
})

it('guards the own credential before the page is opened', async () => {
  await open(sampleRow({}, { own: 'yes', held: sampleHeld }))
  expect(openPage()).toBeDisabled()
  expect(take()).toBeDisabled()
  await userEvent.click(screen.getByRole('checkbox'))
  await enter(token(), secret)
  await userEvent.click(take())
  await waitFor(() => expect(bridge.inputs('guided.regenerate')[0]).toMatchObject({ ownConfirmed: true }))
})

it('says that the old secret was pasted', async () => {
  bridge.fail('guided.regenerate', { kind: 'other-identity', code: 'known-secret' })
  await open()
  await enter(token(), secret)
  await userEvent.click(take())
  expect(await alertText()).toBe('This token’s secret is in Keyrack already.')
})

it('asks for the secret when there is none', async () => {
  await open()
  await userEvent.click(take())
  expect(screen.getByText('Paste or type the token.')).toBeInTheDocument()
  expect(bridge.inputs('guided.regenerate')).toEqual([])
})

it('has no accessibility problems', async () => {
  await open()
  expect(await accessibilityProblems()).toEqual([])
})
