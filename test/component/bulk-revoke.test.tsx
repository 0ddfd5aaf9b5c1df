import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Bulk, BulkResult } from '#shared/contract/bulk'
import type { ProviderRecord, Support } from '#shared/model/provider'
import type { TokenRow } from '#shared/model/token'
import { dialogStore } from '#renderer/dialogs'
import { BulkLine } from '#renderer/features/bulk-line/index'
import { BulkProgressDialog, BulkRevokeDialog } from '#renderer/features/bulk/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText, enter } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { acme, day, platformTeam, sampleCatalogue, sampleHeld, samplePlace, sampleRow } from '#test/support/sample'

const guided: Support = {
  how: 'guided',
  reason: 'It ends them on its page only.',
  guide: { page: '/tokens', steps: ['Open Settings.'] },
}
const none: Support = { how: 'none', reason: 'There is no such call.' }

/** Organization tokens are revoked on the provider's page, those of teams not at all. */
const catalogue: readonly ProviderRecord[] = sampleCatalogue.map((record) => ({
  ...record,
  tokenKinds: record.tokenKinds.map((kind) => ({
    ...kind,
    support: {
      ...kind.support,
      revoke: kind.kind === 'organization' ? guided : kind.kind === 'team' ? none : { how: 'native' as const },
    },
  })),
}))

const at = (ago: number) => ({ kind: 'at' as const, at: Date.now() - ago })
const rows: readonly TokenRow[] = [
  sampleRow({ id: 'a', name: 'laptop', lastUsed: at(40 * day) }),
  sampleRow({ id: 'b', name: 'ci', lastUsed: at(3_600_000) }, { held: sampleHeld }),
  sampleRow(
    { id: 'c', name: 'never used', lastUsed: { kind: 'never' } },
    {
      places: [
        samplePlace({ tokenId: 'c' }),
        samplePlace({ id: 'p2', tokenId: 'c', where: { kind: 'server', name: 'build7' } }),
      ],
    },
  ),
  sampleRow({ id: 'own', name: 'keyrack' }, { own: 'yes' }),
  sampleRow({ id: 'page', name: 'on its page', owner: acme, kind: 'organization' }),
  sampleRow({ id: 'team', name: 'of the team', owner: platformTeam, kind: 'team' }),
  sampleRow({ id: 'dead', name: 'dead one', state: 'revoked' }),
]
const bulk: Bulk = {
  id: 'bulk-1',
  what: 'revoke',
  total: 3,
  done: 0,
  gone: 0,
  failed: 0,
  phase: 'running',
  asks: [],
  round: 0,
  cutOff: false,
}

const onClose = vi.fn()
let bridge: FakeBridge

beforeEach(() => {
  onClose.mockClear()
  dialogStore.setState({ dialog: null })
  bridge = createFakeBridge({ catalogue })
  bridge.answer('bulkRevoke.start', { bulkId: 'bulk-1' })
})

const button = (name: string) => screen.getByRole('button', { name })
const countField = (number: number) =>
  screen.getByRole('textbox', { name: `To confirm, type the number of tokens: ${number}` })

describe('before anything is revoked', () => {
  const open = () =>
    renderWindow(<BulkRevokeDialog tokenIds={rows.map(({ token }) => token.id)} onClose={onClose} />, bridge, rows)
  const shown = () =>
    within(screen.getByRole('table'))
      .getAllByRole('row')
      .slice(1)
      .map((row) => within(row).getAllByRole('cell')[0]?.textContent.trim())

  it('shows what is about to happen to each token, and what is left out and why', async () => {
    await open()
    expect(screen.getByText(/These 3 tokens stop working at once/)).toBeInTheDocument()
    expect(shown()).toEqual(['ci (its secret is stored here)', 'laptop', 'never used'])
    expect(screen.getByText(/One of them was used less than a day ago/)).toBeInTheDocument()
    expect(screen.getByText(/1 token of these is used in 2 places that are noted here/)).toBeInTheDocument()
    expect(screen.getByRole('cell', { name: 'DEPLOY_TOKEN and build7' })).toBeInTheDocument()
    expect(screen.getByText(/Keyrack signs in with “keyrack”/)).toBeInTheDocument()
    expect(screen.getByText('on its page')).toBeInTheDocument()
    expect(screen.getByText('There is no such call.')).toBeInTheDocument()
    expect(screen.getByText('1 token has ended already and is left out.')).toBeInTheDocument()
    expect(await accessibilityProblems()).toEqual([])
  })

  it('begins only once the number of tokens is typed, with those tokens and no other', async () => {
    await open()
    const submit = button('Revoke 3 tokens')
    expect(submit).toBeDisabled()
    await enter(countField(3), '7')
    expect(submit).toBeDisabled()
    await enter(countField(3), '3')
    await userEvent.click(submit)
    await waitFor(() => expect(dialogStore.getState().dialog).toEqual({ kind: 'bulk-progress' }))
    expect(bridge.inputs('bulkRevoke.start')).toEqual([
      { tokenIds: ['b', 'a', 'c'], typed: 3, ownConfirmed: false, acceptPlaces: 2 },
    ])
  })

  it.each(['1200', '1,200', ' 1 200 '])('takes a number as people write it: "%s"', async (typed) => {
    const many = Array.from({ length: 1200 }, (_, index) => sampleRow({ id: `t${index}`, name: `t${index}` }))
    const ids = many.map(({ token }) => token.id)
    await renderWindow(<BulkRevokeDialog tokenIds={ids} onClose={onClose} />, bridge, many)
    await enter(countField(1200), '12,00')
    expect(button('Revoke 1,200 tokens')).toBeDisabled()
    await enter(countField(1200), typed)
    await userEvent.click(button('Revoke 1,200 tokens'))
    expect(bridge.inputs('bulkRevoke.start')).toMatchObject([{ typed: 1200, ownConfirmed: false }])
  })

  it('takes the own credential too when that is ticked, and asks for the new number', async () => {
    await open()
    await enter(countField(3), '3')
    await userEvent.click(screen.getByRole('checkbox', { name: 'Revoke it too, last' }))
    expect(button('Revoke 4 tokens')).toBeDisabled()
    await enter(countField(4), '4')
    await userEvent.click(button('Revoke 4 tokens'))
    expect(bridge.inputs('bulkRevoke.start')).toEqual([
      { tokenIds: ['b', 'a', 'c', 'own'], typed: 4, ownConfirmed: true, acceptPlaces: 2 },
    ])
  })

  it('says that nothing was done when the tokens are others by now, and asks again', async () => {
    await open()
    bridge.fail('bulkRevoke.start', 'confirmation-needed')
    await enter(countField(3), '3')
    await userEvent.click(button('Revoke 3 tokens'))
    expect(await alertText()).toContain('nothing was done')
    expect(countField(3)).toHaveValue('')
  })

  it('leaves everything alone where Keyrack may sign in with every one of them, until that is ticked', async () => {
    await renderWindow(<BulkRevokeDialog tokenIds={['own']} onClose={onClose} />, bridge, rows)
    expect(screen.getByText(/may sign in, with every one of these tokens/)).toBeInTheDocument()
    expect(screen.queryByRole('textbox')).toBeNull()
    await userEvent.click(screen.getByRole('checkbox', { name: 'Revoke it too, last' }))
    expect(screen.getByText(/^This token stops working at once/)).toBeInTheDocument()
    await enter(countField(1), '1')
    expect(button('Revoke 1 token')).toBeEnabled()
  })

  it('offers nothing where nothing can be revoked', async () => {
    await renderWindow(<BulkRevokeDialog tokenIds={['team', 'dead']} onClose={onClose} />, bridge, rows)
    expect(screen.getByText('None of these tokens can be revoked by Keyrack.')).toBeInTheDocument()
    expect(screen.queryByRole('textbox')).toBeNull()
  })
})

describe('while it runs', () => {
  const results: BulkResult[] = [
    { tokenId: 'a', outcome: 'revoked', error: null },
    { tokenId: 'b', outcome: 'failed', error: { kind: 'missing-permission', provider: 'Pulumi Cloud' } },
    { tokenId: 'c', outcome: 'already-gone', error: null },
  ]
  const open = async (now: Partial<Bulk>) => {
    bridge.setFacts({ bulk: { ...bulk, ...now } })
    bridge.answer('bulk.results', ({ from }) => {
      const { done = 0, gone = 0, failed = 0, round = 0 } = bridge.facts().bulk ?? {}
      return { results: results.slice(from, done + gone + failed), round }
    })
    await renderWindow(<BulkProgressDialog onClose={onClose} />, bridge, rows)
  }
  const lines = () =>
    within(screen.getByRole('region', { name: 'Results' }))
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent)

  it('tells how far it is, reads the results as they come, and can be stopped', async () => {
    await open({ done: 1 })
    expect(screen.getByText('Revoking tokens: 1 of 3')).toBeInTheDocument()
    await waitFor(() => expect(lines()).toEqual(['laptop Revoked']))
    bridge.setFacts({ bulk: { ...bulk, done: 1, failed: 1 } })
    await waitFor(() => expect(lines()).toHaveLength(2))
    expect(lines()[0]).toContain('ci Pulumi Cloud does not allow')
    expect(bridge.inputs('bulk.results').map(({ from }) => from)).toEqual([0, 1])
    await userEvent.click(button('Stop'))
    expect(bridge.inputs('bulk.stop')).toEqual([{ bulkId: 'bulk-1' }])
    await userEvent.click(screen.getAllByRole('button', { name: 'Close' }).at(-1)!)
    expect(bridge.inputs('bulk.dismiss')).toEqual([])
    expect(onClose).toHaveBeenCalled()
  })

  it('says how it ended, and tries the others again', async () => {
    await open({ phase: 'ended', done: 1, gone: 1, failed: 1 })
    expect(
      screen.getByText('1 of 3 tokens is revoked. 1 token was gone already. 1 token could not be revoked.'),
    ).toBeInTheDocument()
    await waitFor(() => expect(lines()).toHaveLength(3))
    expect(await accessibilityProblems()).toEqual([])
    await userEvent.click(button('Try the other one again'))
    expect(bridge.inputs('bulk.again')).toEqual([{ bulkId: 'bulk-1' }])
    bridge.setFacts({ bulk: { ...bulk, round: 1, done: 1, gone: 1 } })
    await waitFor(() => expect(lines()).toHaveLength(2))
  })

  it('is over once the person has seen how it ended', async () => {
    await open({ phase: 'ended', done: 3 })
    await userEvent.click(button('Done'))
    expect(bridge.inputs('bulk.dismiss')).toEqual([{ bulkId: 'bulk-1' }])
    expect(onClose).toHaveBeenCalled()
  })

  it('asks once for what a provider asks for', async () => {
    const error = { kind: 'step-up-needed' as const, provider: 'Pulumi Cloud', field: 'one-time-code' }
    await open({ phase: 'asking', asks: [{ accountId: 'account-pulumi', error }] })
    await enter(screen.getByLabelText('One-time code'), '123456')
    await userEvent.click(button('Go on'))
    expect(bridge.inputs('bulk.goOn')).toMatchObject([
      { bulkId: 'bulk-1', accountId: 'account-pulumi', stepUp: { oneTimeCode: '123456' } },
    ])
  })

  it('offers no second try for what may have been made, and says where to decide about it', async () => {
    const lost = (tokenId: string) => ({ tokenId, outcome: 'failed' as const, error: { kind: 'answer-lost' as const } })
    const refused = { tokenId: 'c', outcome: 'failed' as const, error: { kind: 'rate-limited' as const } }
    bridge.answer('bulk.results', { results: [lost('a'), lost('b'), refused], round: 0 })
    bridge.setFacts({ bulk: { ...bulk, what: 'regenerate', failed: 3, phase: 'ended' } })
    await renderWindow(<BulkProgressDialog onClose={onClose} />, bridge, rows)
    expect(await screen.findByText(/^It is not known whether 2 of them were made/)).toBeVisible()
    expect(button('Try the other one again')).toBeEnabled()
  })

  it('says what was done before it was cut off, and goes on with a plan of what is left', async () => {
    const left = rows.slice(1, 3).map(({ token }) => token.id)
    bridge.answer('bulk.results', { results: [{ tokenId: 'a', outcome: 'revoked', error: null }], round: 0 })
    bridge.answer('bulk.left', { tokenIds: left })
    bridge.setFacts({ bulk: { ...bulk, done: 1, phase: 'ended', cutOff: true } })
    await renderWindow(<BulkProgressDialog onClose={onClose} />, bridge, rows)
    expect(await screen.findByText('1 of 3 tokens is revoked. 2 tokens not tried.')).toBeVisible()
    expect(await screen.findByText('Revoked')).toBeVisible()
    expect(screen.queryByRole('button', { name: /^Try the other/ })).toBeNull()
    await userEvent.click(button('Go on with the other 2…'))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'bulk-revoke', tokenIds: left })
    expect(bridge.inputs('bulkRevoke.start')).toEqual([])
  })

  it('goes on without the dialog: a line says how far it is and leads back', async () => {
    bridge.setFacts({ bulk: { ...bulk, done: 2 } })
    await renderWindow(<BulkLine />, bridge, rows)
    expect(screen.getByText('Revoking tokens: 2 of 3')).toBeInTheDocument()
    await userEvent.click(button('Show'))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'bulk-progress' })
    bridge.setFacts({ bulk: { ...bulk, done: 2, phase: 'ended', cutOff: true } })
    expect(
      await screen.findByText(/2 of 3 tokens are revoked. 1 token not tried. Keyrack or the vault was closed/),
    ).toBeInTheDocument()
    await userEvent.click(button('Dismiss'))
    expect(bridge.inputs('bulk.dismiss')).toEqual([{ bulkId: 'bulk-1' }])
    bridge.setFacts({ bulk: null })
    await waitFor(() => expect(screen.queryByText(/tokens are revoked/)).toBeNull())
  })
})
