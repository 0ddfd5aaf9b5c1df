import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactElement } from 'react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Channel } from '#shared/contract'
import type { Operation } from '#shared/model/operation'
import type { OperationName, ProviderRecord, Support } from '#shared/model/provider'
import { StoreSecretDialog } from '#renderer/features/held/index'
import { OperationDialog } from '#renderer/features/operations/index'
import { RegenerateDialog } from '#renderer/features/regenerate/index'
import { RevokeAllDialog } from '#renderer/features/revoke-all/index'
import { RevokeDialog } from '#renderer/features/revoke/index'
import { EditTokenDialog } from '#renderer/features/update/index'
import { alertText, enter, everythingShown } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { acme, sampleCatalogue, sampleHeld, sampleNow, sampleRow } from '#test/support/sample'

const needed = { kind: 'step-up-needed', provider: 'Pulumi Cloud', field: 'password' } as const
const codeNeeded = { ...needed, field: 'one-time-code' } as const
const typed = { stepUp: { password: 'password-EXAMPLE' } }
const pasted = 'pul-EXAMPLE0000000000000000000000000000000000'

let bridge: FakeBridge
const onClose = vi.fn()
beforeEach(() => onClose.mockClear())

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))
const password = () => screen.getByLabelText<HTMLInputElement>('Password')

describe('what a provider asks for beside the token', () => {
  beforeEach(async () => {
    bridge = createFakeBridge()
    bridge.fail('token.revoke', needed)
    await renderWindow(<RevokeDialog tokenId="token-1" onClose={onClose} />, bridge, [sampleRow()])
  })

  it('is asked for as the provider does, password and code, and both are sent', async () => {
    expect(screen.queryByLabelText('Password')).not.toBeInTheDocument()
    await press('Revoke')
    expect(await alertText()).toContain('Enter the password of the account.')
    expect(bridge.inputs('token.revoke')[0]).not.toHaveProperty('stepUp')

    bridge.fail('token.revoke', codeNeeded)
    await enter(password(), 'password-EXAMPLE')
    await press('Revoke')
    await enter(await screen.findByLabelText('One-time code'), '123456')
    expect(bridge.inputs('token.revoke')[1]).toMatchObject(typed)

    bridge.answer('token.revoke', { outcome: 'revoked' })
    await press('Revoke')
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
    expect(bridge.inputs('token.revoke')[2]).toMatchObject({
      stepUp: { password: 'password-EXAMPLE', oneTimeCode: '123456' },
    })
    expect(everythingShown()).not.toContain('EXAMPLE')
  })

  it('is sent to nobody while it is empty', async () => {
    await press('Revoke')
    await screen.findByLabelText('Password')
    await press('Revoke')
    expect(screen.getByText('Fill this in.')).toBeInTheDocument()
    expect(bridge.inputs('token.revoke')).toHaveLength(1)
  })

  it('is what the person types next: the field that was asked for, or found wrong, has the focus', async () => {
    await press('Revoke')
    expect(await screen.findByLabelText('Password')).toHaveFocus()
    bridge.fail('token.revoke', codeNeeded)
    await userEvent.keyboard('password-EXAMPLE')
    await press('Revoke')
    expect(await screen.findByLabelText('One-time code')).toHaveFocus()
    await userEvent.keyboard('000000')
    await press('Revoke')
    expect(await screen.findByLabelText('One-time code')).toHaveFocus()
    expect(bridge.inputs('token.revoke')).toHaveLength(3)
  })

  it('keeps a password that was not found wrong, and no code', async () => {
    await press('Revoke')
    await enter(await screen.findByLabelText('Password'), 'password-EXAMPLE')
    bridge.fail('token.revoke', codeNeeded)
    await press('Revoke')
    const code = await screen.findByLabelText('One-time code')
    await enter(code, '123456')
    bridge.fail('token.revoke', { kind: 'server-error', provider: 'Pulumi Cloud' })
    await press('Revoke')
    expect(password()).toHaveValue('password-EXAMPLE')
    expect(code).toHaveValue('')
    bridge.fail('token.revoke', needed)
    await enter(code, '654321')
    await press('Revoke')
    expect(password()).toHaveValue('')
  })
})

const guide: Support = { how: 'guided', reason: 'On its page.', guide: { page: '/tokens', steps: ['Do it there.'] } }
const guided = (operation: OperationName): readonly ProviderRecord[] =>
  sampleCatalogue.map((record) => ({
    ...record,
    tokenKinds: record.tokenKinds.map((kind) => ({ ...kind, support: { ...kind.support, [operation]: guide } })),
  }))

interface Case {
  readonly channel: Channel
  readonly dialog: ReactElement
  readonly button: string
  readonly catalogue?: readonly ProviderRecord[]
  readonly fill?: () => Promise<void>
}

const pasteAs = (label: string) => () => enter(screen.getByLabelText(label), pasted)
const cases: Readonly<Record<string, Case>> = {
  'changing a token': {
    channel: 'token.update',
    dialog: <EditTokenDialog tokenId="token-g" onClose={onClose} />,
    button: 'Save',
    fill: () => enter(screen.getByRole('textbox', { name: 'Name' }), 'desk'),
  },
  'regenerating a token': {
    channel: 'token.regenerate',
    dialog: <RegenerateDialog tokenId="token-g" onClose={onClose} />,
    button: 'Regenerate',
  },
  'making a successor': {
    channel: 'token.regenerate',
    dialog: <RegenerateDialog tokenId="token-o" onClose={onClose} />,
    button: 'Make the new token',
  },
  'taking a new secret from the provider’s page': {
    channel: 'guided.regenerate',
    dialog: <RegenerateDialog tokenId="token-1" onClose={onClose} />,
    button: 'Check and store',
    catalogue: guided('regenerate'),
    fill: pasteAs('Personal token'),
  },
  'checking that a token is revoked': {
    channel: 'guided.revoke',
    dialog: <RevokeDialog tokenId="token-1" onClose={onClose} />,
    button: 'Check that it is revoked',
    catalogue: guided('revoke'),
  },
  'revoking all tokens': {
    channel: 'revokeAll.call',
    dialog: <RevokeAllDialog accountId="account-pulumi" onClose={onClose} />,
    button: 'Revoke all',
    catalogue: sampleCatalogue.map((record) => ({ ...record, revokeAll: { how: 'native' } })),
    fill: async () => enter(await screen.findByRole('textbox', { name: /type the account’s name/ }), 'Work'),
  },
  'checking that all tokens are revoked': {
    channel: 'revokeAll.check',
    dialog: <RevokeAllDialog accountId="account-pulumi" onClose={onClose} />,
    button: 'Check that they are revoked',
    catalogue: sampleCatalogue.map((record) => ({ ...record, revokeAll: guide })),
    fill: () => userEvent.click(screen.getByRole('checkbox')),
  },
  'storing a secret': {
    channel: 'secret.store',
    dialog: <StoreSecretDialog tokenId="token-1" onClose={onClose} />,
    button: 'Store',
    fill: pasteAs('Access token'),
  },
}
const rows = [
  sampleRow({}, { held: sampleHeld }),
  sampleRow({ id: 'token-g', provider: 'gitpod', accountId: 'account-gitpod', name: 'laptop' }),
  sampleRow({ id: 'token-o', kind: 'organization', owner: acme, name: 'deploy' }),
]

describe('the password that a provider asks for', () => {
  it.each(Object.entries(cases))('on %s is asked for in that dialog and sent with the next try', async (_name, one) => {
    bridge = createFakeBridge(one.catalogue ? { catalogue: one.catalogue } : {})
    bridge.answer('token.formOptions', { roles: [], maxDays: null, scopes: [] })
    bridge.answer('revokeAll.list', { tokenIds: ['token-1'] })
    bridge.fail(one.channel, needed)
    await renderWindow(one.dialog, bridge, rows)
    await one.fill?.()
    await press(one.button)
    await screen.findByLabelText('Password')
    expect(bridge.inputs(one.channel)[0]).not.toHaveProperty('stepUp')
    await press(one.button)
    expect(bridge.inputs(one.channel)).toHaveLength(1)
    await enter(password(), 'password-EXAMPLE')
    await press(one.button)
    await waitFor(() => expect(bridge.inputs(one.channel)).toHaveLength(2))
    expect(bridge.inputs(one.channel)[1]).toMatchObject(typed)
  })
})

describe('an operation that waits', () => {
  const waiting: Operation = {
    id: 'op-1',
    kind: 'regenerate',
    accountId: 'account-pulumi',
    provider: 'pulumi',
    owner: acme,
    tokenKind: 'organization',
    tokenName: 'deploy-2',
    tokenId: 'token-o',
    newTokenId: 'token-new',
    newSecretId: 'secret-new',
    emulated: true,
    step: 'checked',
    startedAt: sampleNow,
    changedAt: sampleNow,
    error: null,
    candidates: [],
  }
  const open = async (operation: Operation) => {
    bridge = createFakeBridge({ facts: { operations: [operation] } })
    await renderWindow(<OperationDialog operationId="op-1" onClose={onClose} />, bridge, rows)
  }
  const decisions = () => bridge.inputs('operation.continue')

  it('asks for the password when the old token is to be revoked', async () => {
    await open(waiting)
    bridge.fail('operation.continue', needed)
    await press('Revoke the old token')
    await enter(await screen.findByLabelText('Password'), 'password-EXAMPLE')
    bridge.answer('operation.continue', {})
    await press('Revoke the old token')
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
    expect(decisions()[1]).toMatchObject({ decision: 'revoke-old', ...typed })
  })

  it('asks at once when it waits for that, and not when it is ended', async () => {
    await open({ ...waiting, step: 'revoking', error: codeNeeded })
    expect(screen.getByLabelText('One-time code')).toBeInTheDocument()
    expect(await alertText()).toContain('Enter the code that your authenticator shows now.')
    await press('Revoke the old token')
    expect(decisions()).toEqual([])
    await press('Keep both')
    expect(decisions()).toMatchObject([{ decision: 'keep-old' }])
    expect(decisions()[0]).not.toHaveProperty('stepUp')
  })

  it('asks for it when what a lost answer made is to be revoked', async () => {
    const { newSecretId: _secret, newTokenId: _token, ...rest } = waiting
    const made: Operation = { ...rest, kind: 'create', emulated: false, candidates: ['token-o'] }
    await open({ ...made, step: 'answer-lost' })
    bridge.fail('operation.continue', needed)
    await userEvent.click(screen.getByRole('radio', { name: 'deploy' }))
    await press('Revoke it')
    act(() => bridge.setFacts({ operations: [{ ...made, newTokenId: 'token-o', step: 'revoking', error: needed }] }))
    await enter(await screen.findByLabelText('Password'), 'password-EXAMPLE')
    await press('Revoke it')
    expect(decisions()[1]).toMatchObject({ decision: 'revoke-candidate', tokenId: 'token-o', ...typed })
  })
})
