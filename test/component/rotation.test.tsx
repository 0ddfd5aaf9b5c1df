import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Operation } from '#shared/model/operation'
import type { TokenRow } from '#shared/model/token'
import { OperationDialog } from '#renderer/features/operations/index'
import { PendingOperations } from '#renderer/features/pending/index'
import { RegenerateDialog } from '#renderer/features/regenerate/index'
import { dialogStore } from '#renderer/dialogs'
import { accessibilityProblems } from '#test/support/dom/axe'
import { choose } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { acme, day, sampleHeld, sampleNow, sampleOperation, samplePlace, sampleRow } from '#test/support/sample'

const gitpod = { provider: 'gitpod', accountId: 'account-gitpod' } as const
const variable = samplePlace()
const file = samplePlace({ id: 'p2', where: { kind: 'file', path: '/home/ada/.env', format: 'env' } })
const made = { operationId: 'op-1', tokenId: 'token-1', secretId: 'secret-new', unstoredId: null, error: null }
const successor: Operation = sampleOperation({
  owner: acme,
  tokenKind: 'organization',
  tokenId: 'token-1',
  newTokenId: 'token-2',
  newSecretId: 'secret-2',
})

let bridge: FakeBridge
const onClose = vi.fn()

beforeEach(() => {
  bridge = createFakeBridge()
  bridge.answer('token.formOptions', { roles: [], maxDays: null, scopes: [] })
  bridge.answer('token.regenerate', made)
  onClose.mockClear()
})

const open = (row: TokenRow, walk = false) =>
  renderWindow(<RegenerateDialog tokenId={row.token.id} walk={walk} onClose={onClose} />, bridge, [row])
const plan = () =>
  within(screen.getByRole('region', { name: 'What will happen' }))
    .getAllByRole('listitem')
    .map((item) => item.textContent)
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))

describe('the plan', () => {
  it('says of a token that gets a new secret itself what dies at once, and where', async () => {
    await open(sampleRow(gitpod, { places: [variable, file], own: 'yes' }))
    const [first, second, third] = plan()
    expect(first).toBe(
      'Your token “laptop” gets a new secret and a new expiry date. The old secret stops working at once, wherever it is used.',
    )
    expect(second).toContain('It signs in to “Gitpod” with the new one from then on.')
    expect(third).toContain('into 2 places, or let Keyrack write it. Until then nothing works there.')
    expect(third).toContain('DEPLOY_TOKEN')
    expect(third).toContain('/home/ada/.env')
    expect(bridge.inputs('token.regenerate')).toEqual([])
  })

  it('says of a successor that the old token lives on until the person ends it', async () => {
    await open(sampleRow({ kind: 'organization', owner: acme, name: 'deploy' }))
    const lines = plan()
    expect(lines[0]).toContain('it works on until you revoke it')
    expect(lines[2]).toBe('You put the new secret wherever the old one is used. No place is noted.')
    expect(lines[3]).toContain('“deploy” is revoked when you say so')
  })

  it('gives the new secret as long as the old one had, unless the person wants it otherwise', async () => {
    await open(sampleRow(gitpod))
    expect(screen.getByRole('button', { name: /Expires$/ })).toHaveTextContent('In 160 days, as long as before')
    await press('Regenerate')
    const expiry = bridge.inputs('token.regenerate')[0]?.draft.expiry
    expect(expiry?.kind === 'at' && Math.abs(expiry.at - Date.now() - 160 * day)).toBeLessThan(120_000)
  })

  it('offers a year, and never more than the organization allows', async () => {
    bridge.answer('token.formOptions', { roles: [], maxDays: 40, scopes: [] })
    await open(sampleRow({ kind: 'organization', owner: acme, name: 'deploy' }))
    await userEvent.click(screen.getByRole('button', { name: /Expires$/ }))
    const options = within(await screen.findByRole('listbox')).getAllByRole('option')
    expect(options.map(({ textContent }) => textContent)).toEqual([
      'In 7 days',
      'In 30 days',
      'In 40 days',
      'On a date',
    ])
  })
})

describe('the walk of a token whose old secret is dead', () => {
  const old = { ...variable, oldSince: sampleNow }

  it('goes from the new secret to the places that have the old one', async () => {
    await open(sampleRow(gitpod, { places: [variable] }))
    await press('Regenerate')
    act(() => bridge.sendRows([sampleRow(gitpod, { places: [old], held: sampleHeld })]))
    const tick = await screen.findByRole('checkbox', { name: 'DEPLOY_TOKEN' })
    expect(screen.getByText(/“laptop” has a new secret; the old one works no more/)).toBeInTheDocument()
    expect(screen.getByText('Replace it where it is used').closest('li')).toHaveAttribute('aria-current', 'step')
    expect(screen.getByRole('button', { name: 'Later' })).toBeInTheDocument()
    await userEvent.click(tick)
    expect(bridge.inputs('place.setReplaced')).toEqual([{ placeId: 'p1', replaced: true, by: 'token-1' }])
    const replaced = { at: sampleNow, by: 'token-1' }
    act(() => bridge.sendRows([sampleRow(gitpod, { places: [{ ...old, replaced }], held: sampleHeld })]))
    expect(await screen.findByText('It is replaced where it is used')).toBeInTheDocument()
    await press('Done')
    expect(onClose).toHaveBeenCalledOnce()
  })

  it('says when the old secret is dead', async () => {
    const ending = {
      operationId: 'op-1',
      accountId: 'account-gitpod',
      provider: 'gitpod',
      tokenId: 'token-1',
      tokenName: 'laptop',
      how: 'replaced',
      endedAt: sampleNow,
      triedAt: null,
      error: null,
    } as const
    bridge = createFakeBridge({ facts: { endings: [{ ...ending, state: 'pending' }] } })
    await open(sampleRow(gitpod, { places: [old], held: sampleHeld }), true)
    expect(screen.getByText('The old secret is being tried until the provider refuses it')).toBeInTheDocument()
    act(() => bridge.setFacts({ endings: [{ ...ending, state: 'dead' }] }))
    expect(screen.getByText('The old secret is dead: the provider refuses it')).toBeInTheDocument()
  })

  it('is found again after a restart, with no operation left that knows of it', async () => {
    const row = sampleRow(gitpod, { places: [old, { ...file, oldSince: sampleNow }], held: sampleHeld })
    await renderWindow(<PendingOperations />, bridge, [row])
    await press('Look at it: “laptop” has a new secret; 2 places still have the old one')
    expect(dialogStore.getState().dialog).toEqual({ kind: 'regenerate', tokenId: 'token-1', walk: true })
    await open(row, true)
    expect(screen.getByRole('checkbox', { name: 'DEPLOY_TOKEN' })).not.toBeChecked()
    expect(screen.getByRole('button', { name: 'Replace here: /home/ada/.env' })).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: 'Regenerate' })).not.toBeInTheDocument()
    expect(await accessibilityProblems()).toEqual([])
  })

  it('is no more of a matter once the token is revoked', async () => {
    await renderWindow(<PendingOperations />, bridge, [
      sampleRow({ ...gitpod, state: 'revoked', goneAt: sampleNow }, { places: [old] }),
    ])
    expect(screen.queryByRole('listitem')).not.toBeInTheDocument()
  })
})

describe('the end of an old token beside its successor', () => {
  const openOperation = async (operation: Operation) => {
    bridge = createFakeBridge({ facts: { operations: [operation] } })
    await renderWindow(<OperationDialog operationId="op-1" onClose={onClose} />, bridge, [sampleRow()])
  }

  it('can be put off to a time that the person chooses', async () => {
    await openOperation(successor)
    await choose('Remind me', 'In 3 days')
    const before = Date.now()
    await press('Set a reminder')
    const [input] = bridge.inputs('operation.continue')
    expect(input).toMatchObject({ operationId: 'op-1', decision: 'revoke-later' })
    expect(Math.abs((input?.at ?? 0) - before - 3 * day)).toBeLessThan(60_000)
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
  })

  it('says for when that is, and can be taken back', async () => {
    await openOperation({ ...successor, revokeAt: Date.UTC(2026, 6, 1, 12) })
    expect(screen.getByText(/Keyrack reminds you on 1 Jul 2026/)).toBeInTheDocument()
    await press('Take the reminder back')
    expect(bridge.inputs('operation.continue')[0]).toMatchObject({ decision: 'revoke-later', at: null })
    expect(onClose).not.toHaveBeenCalled()
    expect(await accessibilityProblems()).toEqual([])
  })

  it('is not put off once it has begun', async () => {
    await openOperation({ ...successor, step: 'revoking', error: { kind: 'timeout', provider: 'Pulumi Cloud' } })
    expect(screen.queryByRole('button', { name: 'Set a reminder' })).not.toBeInTheDocument()
  })
})
