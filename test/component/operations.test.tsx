import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type Operation, stepSchema } from '#shared/model/operation'
import { OperationDialog } from '#renderer/features/operations/index'
import { needsPerson, PendingOperations } from '#renderer/features/pending/index'
import { dialogStore } from '#renderer/dialogs'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { acme, sampleNow, samplePlace, sampleRow } from '#test/support/sample'

const operation = (change: Partial<Operation> = {}): Operation => ({
  id: 'op-1',
  kind: 'create',
  accountId: 'account-pulumi',
  provider: 'pulumi',
  owner: acme,
  tokenKind: 'organization',
  tokenName: 'deploy',
  emulated: false,
  step: 'answer-lost',
  startedAt: sampleNow,
  changedAt: sampleNow,
  error: null,
  candidates: [],
  ...change,
})
const rows = [
  sampleRow({ id: 'token-a', name: 'deploy', owner: acme, kind: 'organization' }),
  sampleRow({ id: 'token-b', name: 'nightly', owner: acme, kind: 'organization' }, { own: 'unknown' }),
]
const successor = {
  kind: 'regenerate',
  emulated: true,
  tokenId: 'token-a',
  newTokenId: 'token-b',
  newSecretId: 'secret-new',
} as const

let bridge: FakeBridge
const onClose = vi.fn()

beforeEach(() => {
  onClose.mockClear()
})

const withOperations = (...operations: Operation[]) => {
  bridge = createFakeBridge({ facts: { operations } })
}
const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }))

describe('the unfinished operations', () => {
  it('are listed oldest first, each with the step it stands at, and lead to their dialog', async () => {
    withOperations(
      operation({ id: 'new', startedAt: sampleNow + 1, ...successor, step: 'checked' }),
      operation({ id: 'old', tokenName: 'nightly' }),
      operation({ id: 'over', step: 'done' }),
    )
    await renderWindow(<PendingOperations />, bridge)
    const items = within(screen.getByRole('list', { name: 'Unfinished operations' })).getAllByRole('listitem')
    expect(items.map((item) => item.textContent)).toEqual([
      expect.stringContaining('Making “nightly” · Answer lost'),
      expect.stringContaining('Regenerating “deploy” · New secret works'),
    ])
    await press('Look at it: Regenerating “deploy”')
    expect(dialogStore.getState().dialog).toEqual({ kind: 'operation', operationId: 'new' })
    expect(await accessibilityProblems()).toEqual([])
  })

  it('begin with old tokens that are due to be revoked, and say of others when the person is reminded', async () => {
    withOperations(
      operation({ id: 'later', ...successor, step: 'checked', revokeAt: Date.now() + 10 * 86_400_000 }),
      operation({ id: 'due', ...successor, tokenName: 'nightly', step: 'checked', revokeAt: Date.now() - 60_000 }),
    )
    await renderWindow(<PendingOperations />, bridge)
    const items = within(screen.getByRole('list', { name: 'Unfinished operations' })).getAllByRole('listitem')
    expect(items.map((item) => item.textContent)).toEqual([
      expect.stringContaining('Regenerating “nightly” · The old token is due to be revoked'),
      expect.stringMatching(/Regenerating “deploy” · Reminder on \w/),
    ])
  })

  it('take no room where there are none', async () => {
    withOperations(operation({ step: 'done' }), operation({ step: 'abandoned' }), operation({ step: 'sent' }))
    await renderWindow(<PendingOperations />, bridge)
    expect(screen.queryByRole('list', { name: 'Unfinished operations' })).not.toBeInTheDocument()
  })

  it('wait for the person only at the steps where main does not go on by itself', () => {
    const waiting = (change: Partial<Operation>) =>
      stepSchema.options.filter((step) => needsPerson(operation({ ...change, step })))
    expect(waiting({})).toEqual(['answer-lost'])
    expect(waiting({ emulated: true })).toEqual(['answer-lost', 'stored', 'checked'])
    expect(waiting({ error: { kind: 'timeout' } })).toEqual(['intended', 'answer-lost', 'revoking'])
  })

  it('begin with secrets that are nowhere but in memory, which a window that was loaded anew finds here', async () => {
    bridge = createFakeBridge({
      facts: {
        operations: [operation(), operation({ id: 'op-2', step: 'answered', tokenName: 'laptop' })],
        unstored: [
          { id: 'un-1', tokenId: 'token-a', operationId: 'op-9' },
          { id: 'un-2', tokenId: 'token-unlisted', operationId: 'op-2' },
        ],
      },
    })
    await renderWindow(<PendingOperations />, bridge, rows)
    const items = within(screen.getByRole('list', { name: 'Unfinished operations' })).getAllByRole('listitem')
    expect(items.map((item) => item.querySelector('span')?.textContent.trim())).toEqual([
      'The secret of “deploy” is not stored',
      'The secret of “laptop” is not stored',
      'Making “deploy” · Answer lost',
    ])
    await press('Look at it: The secret of “deploy” is not stored')
    expect(dialogStore.getState().dialog).toEqual({
      kind: 'unstored',
      made: { operationId: 'op-9', tokenId: 'token-a', secretId: null, unstoredId: 'un-1', error: null },
    })
  })

  it('are none any more once the last secret is stored', async () => {
    bridge = createFakeBridge({
      facts: { unstored: [{ id: 'un-1', tokenId: 'token-a', operationId: 'op-9' }] },
    })
    await renderWindow(<PendingOperations />, bridge, rows)
    expect(screen.getByText('The secret of “deploy” is not stored')).toBeVisible()
    act(() => bridge.setFacts({ unstored: [] }))
    expect(screen.queryByRole('list')).not.toBeInTheDocument()
  })
})

describe('an operation whose answer was lost', () => {
  const open = () => renderWindow(<OperationDialog operationId="op-1" onClose={onClose} />, bridge, rows)

  it('lets the person choose among the tokens that appeared, and revokes the one', async () => {
    withOperations(operation({ candidates: ['token-a', 'token-b'] }))
    await open()
    expect(screen.getByRole('dialog', { name: 'Making “deploy”' })).toBeInTheDocument()
    expect(screen.getByText(/the new secret was lost with the answer/)).toBeInTheDocument()
    expect(screen.getAllByRole('radio')).toHaveLength(3)
    expect(screen.getByRole('button', { name: 'Nothing was made' })).toBeDisabled()
    await userEvent.click(screen.getByRole('radio', { name: 'deploy' }))
    await press('Revoke it')
    expect(bridge.inputs('operation.continue')[0]).toMatchObject({
      operationId: 'op-1',
      decision: 'revoke-candidate',
      tokenId: 'token-a',
      ownConfirmed: false,
    })
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
  })

  it('guards a candidate that may be the own credential', async () => {
    withOperations(operation({ candidates: ['token-b'] }))
    await open()
    await userEvent.click(screen.getByRole('radio', { name: 'nightly' }))
    expect(screen.getByRole('button', { name: 'Revoke it' })).toBeDisabled()
    await userEvent.click(screen.getByRole('checkbox'))
    await press('Revoke it')
    expect(bridge.inputs('operation.continue')[0]).toMatchObject({ ownConfirmed: true })
  })

  it('leaves a candidate in the list without its secret', async () => {
    withOperations(operation({ candidates: ['token-a'] }))
    await open()
    await userEvent.click(screen.getByRole('radio', { name: 'deploy' }))
    await press('Keep it without its secret')
    expect(bridge.inputs('operation.continue')[0]).toMatchObject({ decision: 'keep-candidate', tokenId: 'token-a' })
  })

  it('ends when the person says that nothing was made', async () => {
    withOperations(operation())
    await open()
    expect(screen.getByText('No new token has appeared since.')).toBeInTheDocument()
    await userEvent.click(screen.getByRole('radio', { name: 'None: nothing was made' }))
    await press('Nothing was made')
    expect(bridge.inputs('operation.continue')[0]).toMatchObject({ decision: 'nothing-happened', tokenId: null })
  })

  it('looks again on demand and shows what has appeared', async () => {
    withOperations(operation({ error: { kind: 'offline', provider: 'Pulumi Cloud' } }))
    await open()
    expect(screen.getByText(/Keyrack has not been able to look what is there now/)).toBeInTheDocument()
    await press('Look again')
    expect(bridge.inputs('inventory.refresh')[0]).toMatchObject({ accountId: 'account-pulumi' })
    act(() => bridge.setFacts({ operations: [operation({ candidates: ['token-a'] })] }))
    expect(screen.getByRole('radio', { name: 'deploy' })).toBeInTheDocument()
    expect(screen.queryByText(/not been able to look/)).not.toBeInTheDocument()
  })

  it('says why a decision failed and waits on', async () => {
    withOperations(operation({ candidates: ['token-a'] }))
    bridge.fail('operation.continue', { kind: 'rate-limited', provider: 'Pulumi Cloud', waitSeconds: 5 })
    await open()
    await userEvent.click(screen.getByRole('radio', { name: 'deploy' }))
    await press('Revoke it')
    expect(await alertText()).toContain('Try again in 5 seconds.')
    expect(onClose).not.toHaveBeenCalled()
  })

  it('tries once more to revoke the token that was decided upon', async () => {
    withOperations(
      operation({
        step: 'revoking',
        newTokenId: 'token-a',
        candidates: ['token-a'],
        error: { kind: 'timeout', provider: 'Pulumi Cloud' },
      }),
    )
    await open()
    expect(screen.getByText(/is to be revoked, and that has not worked yet/)).toBeInTheDocument()
    expect(screen.queryByRole('radio')).not.toBeInTheDocument()
    await press('Revoke it')
    expect(bridge.inputs('operation.continue')[0]).toMatchObject({ decision: 'revoke-candidate', tokenId: 'token-a' })
  })

  it('of a revocation can be looked at again or ended', async () => {
    withOperations(operation({ kind: 'revoke', tokenId: 'token-a' }))
    await open()
    expect(screen.queryByRole('radio')).not.toBeInTheDocument()
    await press('End this operation')
    expect(bridge.inputs('operation.continue')[0]).toMatchObject({ decision: 'nothing-happened' })
  })

  it('has no accessibility problems', async () => {
    withOperations(operation({ candidates: ['token-b'] }))
    await open()
    await userEvent.click(screen.getByRole('radio', { name: 'nightly' }))
    expect(await accessibilityProblems()).toEqual([])
  })
})

describe('a successor that waits', () => {
  const open = () => renderWindow(<OperationDialog operationId="op-1" onClose={onClose} />, bridge, rows)

  it.each(['stored', 'checked', 'revoking'] as const)('can be finished from the step "%s"', async (step) => {
    withOperations(operation({ ...successor, step }))
    await open()
    await press('Revoke the old token')
    expect(bridge.inputs('operation.continue')[0]).toMatchObject({ decision: 'revoke-old' })
    expect(await screen.findByText('The old token is revoked.')).toBeInTheDocument()
  })

  it('can stay beside the old token', async () => {
    withOperations(operation({ ...successor, step: 'checked' }))
    await open()
    await press('Keep both')
    expect(bridge.inputs('operation.continue')[0]).toMatchObject({ decision: 'keep-old' })
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
  })

  it('can be cancelled while the old token is being revoked', async () => {
    withOperations(operation({ ...successor, step: 'checked' }))
    const answer = bridge.hold('operation.continue')
    await open()
    await press('Revoke the old token')
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel' }))
    expect(bridge.inputs('job.cancel')).toEqual([{ jobId: bridge.inputs('operation.continue')[0]?.jobId }])
    await act(async () => answer({ error: { kind: 'cancelled' } }))
    expect(onClose).not.toHaveBeenCalled()
  })
})

describe('an operation whose call never left', () => {
  it('says so, and is ended by the person', async () => {
    withOperations(operation({ step: 'intended', sent: false, error: { kind: 'cancelled' } }))
    bridge.answer('operation.continue', {})
    await renderWindow(<OperationDialog operationId="op-1" onClose={onClose} />, bridge)
    expect(screen.getByText(/before anything was sent/)).toBeInTheDocument()
    expect(screen.queryByText(/Which token was made/)).not.toBeInTheDocument()
    await press('End this operation')
    expect(bridge.inputs('operation.continue')).toMatchObject([{ decision: 'nothing-happened' }])
  })
})

describe('an operation whose token is known, and whose secret was lost with the app', () => {
  it('leaves no choice of token', async () => {
    withOperations(operation({ newTokenId: 'token-a', candidates: ['token-a'] }))
    bridge.answer('operation.continue', {})
    await renderWindow(<OperationDialog operationId="op-1" onClose={onClose} />, bridge, rows)
    expect(screen.getByText(/its secret was lost when Keyrack ended/)).toBeInTheDocument()
    expect(screen.queryByText(/The connection broke/)).not.toBeInTheDocument()
    expect(screen.queryByRole('radio')).not.toBeInTheDocument()
    await press('Revoke it')
    expect(bridge.inputs('operation.continue')).toMatchObject([{ decision: 'revoke-candidate', tokenId: 'token-a' }])
  })
})

describe('a candidate with places', () => {
  it('is revoked with as many as the person is shown', async () => {
    withOperations(operation({ newTokenId: 'token-a', candidates: ['token-a'] }))
    const { token } = rows[0]!
    const places = [samplePlace({ tokenId: token.id, where: { kind: 'server', name: 'ci7' } })]
    await renderWindow(<OperationDialog operationId="op-1" onClose={onClose} />, bridge, [sampleRow(token, { places })])
    expect(screen.getByText('ci7')).toBeVisible()
    await press('Revoke it')
    expect(bridge.inputs('operation.continue')).toMatchObject([{ acceptPlaces: 1 }])
  })
})

describe('an operation with nothing to decide', () => {
  it('says that it has ended', async () => {
    withOperations(operation({ step: 'done' }))
    await renderWindow(<OperationDialog operationId="op-1" onClose={onClose} />, bridge)
    expect(screen.getByText(/This operation has ended/)).toBeInTheDocument()
  })

  it('says that it runs', async () => {
    withOperations(operation({ step: 'sent' }))
    await renderWindow(<OperationDialog operationId="op-1" onClose={onClose} />, bridge)
    expect(screen.getByText(/This operation is under way/)).toBeInTheDocument()
  })

  it('says that it has ended when main forgot it', async () => {
    withOperations()
    await renderWindow(<OperationDialog operationId="op-1" onClose={onClose} />, bridge)
    expect(screen.getByRole('dialog', { name: 'Unfinished operation' })).toHaveTextContent('This operation has ended')
  })
})
