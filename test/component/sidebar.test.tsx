import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Facts } from '#shared/contract'
import type { Part } from '#shared/model/account'
import type { TokenRow } from '#shared/model/token'
import { dialogStore } from '#renderer/dialogs'
import { SideBar } from '#renderer/features/sidebar/index'
import { createFakeBridge, type FakeBridge, type FakeBridgeOptions } from '#test/support/fake-bridge'
import { accessibilityProblems } from '#test/support/dom/axe'
import { stubLayout } from '#test/support/dom/layout'
import { OnDesk, renderWindow } from '#test/support/dom/render'
import {
  acme,
  day,
  gitpodAccount,
  sampleAccount,
  sampleCatalogue,
  sampleFacts,
  sampleNow,
  samplePart,
  sampleParts,
  sampleRow,
} from '#test/support/sample'

beforeEach(() => {
  stubLayout()
  vi.setSystemTime(sampleNow)
})

const soon = { kind: 'at', at: sampleNow + 3 * day } as const
const past = { kind: 'at', at: sampleNow - day } as const
const rows = [
  sampleRow({ id: 'a' }),
  sampleRow({ id: 'b', owner: acme, expiry: soon }),
  sampleRow({ id: 'c', owner: acme, expiry: past }),
  sampleRow({ id: 'd', owner: acme, state: 'revoked' }),
  sampleRow({ id: 'e', accountId: 'account-gitpod', provider: 'gitpod' }),
]

async function show(
  facts: Partial<Facts> = {},
  shown: readonly TokenRow[] = rows,
  options: Pick<FakeBridgeOptions, 'demo' | 'catalogue'> = {},
): Promise<FakeBridge> {
  const bridge = createFakeBridge({ facts: sampleFacts(facts), ...options })
  await renderWindow(
    <OnDesk>
      <SideBar />
    </OnDesk>,
    bridge,
    shown,
  )
  return bridge
}

const accounts = () => screen.getByRole('navigation', { name: 'Accounts' })
const place = (name: string) => within(accounts()).getByRole('button', { name })
const work = sampleAccount()

describe('the side bar', () => {
  it('counts the living tokens of each account and owner, with those that expired or are due', async () => {
    await show()
    expect(place('All tokens')).toHaveAccessibleDescription('4 tokens, 1 expired, 1 due')
    expect(place('Work')).toHaveAccessibleDescription('3 tokens, 1 expired, 1 due')
    expect(place('acme')).toHaveAccessibleDescription('2 tokens, 1 expired, 1 due')
    expect(place('acme / platform')).toHaveAccessibleDescription('0 tokens')
    expect(place('Gitpod')).toHaveAccessibleDescription('1 token')
  })

  it('shows of a forge’s many projects those with tokens, after the person, and takes none that one may not see for trouble', async () => {
    const ofProject = (name: string, change: Partial<Part>) =>
      samplePart({ id: name, owner: { kind: 'project', id: name, name }, kind: 'project', tokens: 0, ...change })
    const refused = { kind: 'missing-permission' } as const
    const parts = [
      ofProject('site', { tokens: 2 }),
      ofProject('empty', {}),
      ofProject('hidden', { asOf: null, failure: refused }),
      samplePart(),
    ]
    await show({ accounts: [work], parts })
    const labels = within(accounts())
      .getAllByRole('button')
      .map((button) => /^(?:Me|site|empty|hidden)/.exec(button.textContent)?.[0])
    expect(labels.filter((label) => label !== undefined)).toEqual(['Me', 'site'])
    expect(within(accounts()).queryByText(/could not|does not allow/)).toBeNull()
    expect(within(accounts()).getByText(/^Refreshed/)).toBeVisible()
  })

  it('says where one is, and goes elsewhere', async () => {
    const bridge = await show()
    expect(place('All tokens')).toHaveAttribute('aria-current', 'page')
    await userEvent.click(place('acme'))
    expect(place('acme')).toHaveAttribute('aria-current', 'page')
    expect(place('All tokens')).not.toHaveAttribute('aria-current')
    await waitFor(() => expect(bridge.inputs('preferences.set')).toHaveLength(1))
    expect(bridge.inputs('preferences.set')[0]?.grid?.place).toEqual({
      kind: 'owner',
      accountId: 'account-pulumi',
      ownerKey: 'organization:/acme',
    })
  })

  it('shows other services only where there are any', async () => {
    await show()
    expect(screen.queryByRole('button', { name: /Other services/ })).toBeNull()
  })

  it('lists other services with their count', async () => {
    await show({}, [sampleRow({ id: 'o', provider: 'other', accountId: 'other', service: 'Statuspage' })])
    expect(place('Other services')).toHaveAccessibleDescription('1 token')
  })

  it('says how old an account’s oldest list is', async () => {
    const parts = sampleParts().map((part, index) => ({ ...part, asOf: sampleNow - (index + 1) * 3_600_000 }))
    await show({ parts })
    expect(within(accounts()).getByText('Refreshed 3 hours ago')).toBeVisible()
  })

  it('says that an account was never refreshed', async () => {
    await show({ accounts: [work], parts: [] })
    expect(within(accounts()).getByText('Not refreshed yet')).toBeVisible()
  })

  it('says of an account whose tokens no provider lists what is shown of it, and nothing of its age', async () => {
    const list = { how: 'none', reason: 'It lists nobody’s tokens.' } as const
    const catalogue = sampleCatalogue.map((record) => ({
      ...record,
      tokenKinds: record.tokenKinds.map((kind) => ({ ...kind, support: { ...kind.support, list } })),
    }))
    await show({ accounts: [work], parts: [samplePart({ asOf: null })] }, [], { catalogue })
    expect(within(accounts()).getByText('Only what you store is shown')).toBeVisible()
    expect(screen.queryByText(/refreshed/i)).toBeNull()
  })

  it('opens no page of a provider that has none', async () => {
    await show({}, [], { catalogue: sampleCatalogue.map((record) => ({ ...record, newTokenPath: '' })) })
    await userEvent.click(screen.getByRole('button', { name: 'Menu of Work' }))
    expect(await screen.findByRole('menuitem', { name: 'Refresh' })).toBeVisible()
    expect(screen.queryByRole('menuitem', { name: /^Open/ })).toBeNull()
  })

  it('shows how far a refresh is and cancels it', async () => {
    const refresh = { jobId: 'job-1', partsDone: 2, partsTotal: 5, tokens: 1200 }
    const bridge = await show({ accounts: [{ ...work, refresh }, gitpodAccount] })
    expect(screen.getByText('Refreshing: 2 of 5 lists, 1,200 tokens')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Cancel the refresh of Work' }))
    expect(bridge.inputs('job.cancel')).toEqual([{ jobId: 'job-1' }])
  })

  it('keeps the old age after a failed refresh and says why it failed', async () => {
    const parts = sampleParts().map((part) =>
      part.id === 'part-acme'
        ? { ...part, failure: { kind: 'missing-permission' as const }, failedAt: sampleNow }
        : part,
    )
    await show({ parts })
    expect(within(accounts()).getByText(/Not refreshed since 1 hour ago/)).toBeVisible()
  })

  it('leads to a new token when the provider refused the old one', async () => {
    await show({ accounts: [{ ...work, credentialError: { kind: 'wrong-token' } }] })
    await userEvent.click(screen.getByRole('button', { name: 'Re-enter token' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'reenter-token', accountId: 'account-pulumi' })
  })

  it.each([
    ['Rename', { kind: 'rename-account', accountId: 'account-pulumi' }],
    ['Re-enter token', { kind: 'reenter-token', accountId: 'account-pulumi' }],
    ['Remove', { kind: 'remove-account', accountId: 'account-pulumi' }],
  ])('opens "%s" from the menu of an account', async (item, dialog) => {
    await show()
    await userEvent.click(screen.getByRole('button', { name: 'Menu of Work' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: item }))
    expect(dialogStore.getState().dialog).toEqual(dialog)
  })

  it('offers to revoke all tokens where the provider has a way, and the account is a person’s', async () => {
    const catalogue = sampleCatalogue.map((record) => ({ ...record, revokeAll: { how: 'native' as const } }))
    const { identity } = work
    const machine = sampleAccount({ id: 'machine', name: 'Machine', identity: { ...identity, kind: 'organization' } })
    await show({ accounts: [work, machine] }, rows, { catalogue })
    await userEvent.click(screen.getByRole('button', { name: 'Menu of Machine' }))
    await screen.findByRole('menuitem', { name: 'Remove' })
    expect(screen.queryByRole('menuitem', { name: 'Revoke all tokens…' })).not.toBeInTheDocument()
    await userEvent.keyboard('{Escape}')
    await userEvent.click(screen.getByRole('button', { name: 'Menu of Work' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Revoke all tokens…' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'revoke-all', accountId: 'account-pulumi' })
  })

  it('offers to revoke all living tokens of the account one by one', async () => {
    await show()
    await userEvent.click(screen.getByRole('button', { name: 'Menu of Work' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Revoke all, one by one…' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'bulk-revoke', tokenIds: ['a', 'b', 'c'] })
  })

  it('offers no such thing where there is no way', async () => {
    await show()
    await userEvent.click(screen.getByRole('button', { name: 'Menu of Work' }))
    await screen.findByRole('menuitem', { name: 'Remove' })
    expect(screen.queryByRole('menuitem', { name: 'Revoke all tokens…' })).not.toBeInTheDocument()
  })

  it('refreshes one account and opens its page from its menu', async () => {
    const bridge = await show()
    await userEvent.click(screen.getByRole('button', { name: 'Menu of Work' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Refresh' }))
    expect(bridge.inputs('inventory.refresh')).toMatchObject([{ accountId: 'account-pulumi' }])
    await userEvent.click(screen.getByRole('button', { name: 'Menu of Work' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Open Pulumi Cloud' }))
    expect(bridge.inputs('link.open')).toEqual([{ what: 'account', accountId: 'account-pulumi' }])
  })

  it('says a failure in passing', async () => {
    const bridge = await show()
    bridge.fail('inventory.refresh', 'offline')
    await userEvent.click(screen.getByRole('button', { name: 'Menu of Work' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Refresh' }))
    expect(await screen.findByRole('alertdialog')).toHaveTextContent(/network/i)
  })

  it('adds accounts and opens the settings', async () => {
    await show()
    await userEvent.click(screen.getByRole('button', { name: 'Add account' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'add-account' })
    await userEvent.click(screen.getByRole('button', { name: 'Settings' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'settings' })
  })

  it('says that it is a demo, and only then', async () => {
    await show({}, rows, { demo: true })
    expect(screen.getByText('Demo: sample data, nothing leaves this computer')).toBeVisible()
  })

  it('does not say that it is a demo when it is not', async () => {
    await show()
    expect(screen.queryByText(/Demo/)).toBeNull()
  })

  const open = sampleFacts().vault
  if (open.kind !== 'open') throw new Error('the sample is open')
  const keystore = { level: 'weak', platform: 'linux', tag: 'v10', store: '' } as const
  it.each([
    ['strong protection', open],
    ['weak protection', { ...open, keystore }],
    ['passphrase', { ...open, keystore, slots: ['passphrase' as const] }],
    ['strong protection', { ...open, slots: ['os-passphrase' as const] }],
    ['passphrase', { ...open, keystore, slots: ['os-passphrase' as const] }],
    ['keystore fails', { ...open, keystoreSlot: 'dead' as const }],
    ['this session only', { ...open, keystore, storage: 'session' as const, slots: [] }],
  ])('says how the vault is kept: %s', async (words, vault) => {
    await show({ vault: vault })
    expect(screen.getByRole('button', { name: `Vault: ${words}` })).toBeVisible()
  })

  it.each([
    ['a strong keystore', open],
    ['a passphrase', { ...open, keystore, slots: ['passphrase' as const] }],
    ['both together', { ...open, keystore, slots: ['os-passphrase' as const] }],
  ])('reminds calmly of a recovery code where there is none: %s', async (_what, vault) => {
    await show({ vault })
    await userEvent.click(screen.getByRole('button', { name: 'No recovery code yet' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'recovery-code' })
  })

  it('leads to setting the keystore right first where that has lost its key', async () => {
    await show({ vault: { ...open, keystoreSlot: 'dead' as const } })
    await userEvent.click(screen.getByRole('button', { name: 'No recovery code yet' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'protect' })
  })

  it.each([
    ['it has one', { ...open, slots: ['os' as const, 'recovery' as const] }],
    ['it is weak', { ...open, keystore }],
    ['it is gone with the session', { ...open, storage: 'session' as const, slots: [] }],
    ['it cannot be changed', { ...open, readOnly: true }],
  ])('does not remind of one where %s', async (_what, vault) => {
    await show({ vault })
    expect(screen.queryByRole('button', { name: 'No recovery code yet' })).not.toBeInTheDocument()
  })

  it('has no accessibility problems', async () => {
    await show()
    expect(await accessibilityProblems()).toEqual([])
  })
})
