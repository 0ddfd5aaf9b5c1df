import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Facts } from '#shared/contract'
import type { Expiry } from '#shared/model/time'
import type { TokenRow } from '#shared/model/token'
import { defaultPreferences } from '#shared/rules/default-preferences'
import { dialogStore } from '#renderer/dialogs'
import { Banner } from '#renderer/features/banner/index'
import { TokensScreen } from '#renderer/features/tokens/index'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { accessibilityProblems } from '#test/support/dom/axe'
import { stubLayout } from '#test/support/dom/layout'
import { OnDesk, renderWindow } from '#test/support/dom/render'
import { day, sampleAccount, sampleFacts, sampleNow, sampleParts, sampleRow } from '#test/support/sample'

beforeEach(() => {
  stubLayout()
  vi.setSystemTime(sampleNow)
})

afterEach(() => void vi.useRealTimers())

const ends = (id: string, after: number, change: Partial<TokenRow['token']> = {}): TokenRow =>
  sampleRow({ id, name: id, expiry: { kind: 'at', at: sampleNow + after }, ...change })

async function show(rows: readonly TokenRow[], facts: Partial<Facts> = {}): Promise<FakeBridge> {
  const bridge = createFakeBridge({ facts: sampleFacts(facts) })
  await renderWindow(
    <OnDesk>
      <>
        <Banner pending={<p>One operation waits</p>} />
        <TokensScreen />
      </>
    </OnDesk>,
    bridge,
    rows,
  )
  return bridge
}

const says = (text: string | RegExp) => screen.findByText(text)

describe('the expiry banner', () => {
  it('counts what expired and what is due, nearest first, each token once', async () => {
    await show([
      ends('a', -day),
      ends('b', -2 * day),
      ends('c', 3_600_000),
      ends('d', 6 * day),
      ends('e', 29 * day),
      ends('f', 31 * day),
    ])
    expect(await says('2 tokens expired, 1 due within 1 day, 1 due within 7 days, 1 due within 30 days')).toBeVisible()
    expect(screen.getByText('Next: c, in 1 hour')).toBeVisible()
  })

  it('names tokens when nothing has expired yet', async () => {
    await show([ends('a', 6 * day), ends('b', 5 * day)])
    expect(await says('2 tokens due within 7 days')).toBeVisible()
    expect(screen.getByText('Next: b, in 5 days')).toBeVisible()
  })

  it('warns of nothing that is revoked, gone, without end or of unknown end', async () => {
    const never: Expiry = { kind: 'never' }
    await show([
      ends('a', -day, { state: 'revoked' }),
      ends('b', day, { state: 'gone' }),
      ends('c', 0, { expiry: never }),
      ends('d', 0, { expiry: { kind: 'unknown' } }),
    ])
    expect(await says('Nothing expires within 30 days.')).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Show' })).toBeNull()
  })

  it('warns by the chosen steps', async () => {
    await show([ends('a', 6 * day)], { preferences: { ...defaultPreferences, warningDays: [1] } })
    expect(await says('Nothing expires within 1 day.')).toBeVisible()
  })

  it('does not say that nothing expires where a token that does is warned of later than others', async () => {
    const later = { days: [1 as const], quiet: null }
    await show([{ ...ends('a', 20 * day), warning: later }])
    expect(await says('There is no token to warn of now.')).toBeVisible()
    expect(screen.queryByText(/Nothing expires/)).toBeNull()
  })

  it('shows them in the grid, whatever was filtered and searched before', async () => {
    await show([ends('expired', -day), ends('soon', day), ends('later', 300 * day)])
    await userEvent.type(screen.getByRole('searchbox'), 'later')
    await userEvent.click(screen.getByRole('button', { name: 'Show' }))
    expect(screen.getByRole('searchbox')).toHaveValue('')
    const shown = screen.getAllByRole('row').slice(1)
    expect(shown.map((row) => within(row).getAllByRole('gridcell')[0]?.textContent)).toEqual(['Puexpired', 'Pusoon'])
  })

  it('changes at the very instant a token expires, by itself', async () => {
    vi.useFakeTimers({ now: sampleNow, shouldAdvanceTime: true })
    await show([ends('a', 60_000)])
    expect(await says('1 token due within 1 day')).toBeVisible()
    await act(async () => vi.advanceTimersByTime(60_000))
    expect(await says('1 token expired')).toBeVisible()
  })

  it('catches up when the window comes back after the computer slept', async () => {
    await show([ends('a', 60 * day)])
    expect(await says('Nothing expires within 30 days.')).toBeVisible()
    // Timers stood still while it slept; only the clock went on.
    vi.setSystemTime(sampleNow + 61 * day)
    act(() => void window.dispatchEvent(new Event('focus')))
    expect(await says('1 token expired')).toBeVisible()
  })
})

describe('notices about the vault', () => {
  const { vault } = sampleFacts()
  if (vault.kind !== 'open') throw new Error('the sample is open')

  it('says that it can only be read, and what would change that', async () => {
    await show([], { vault: { ...vault, readOnly: true } })
    expect(await says(/It can be read here, not changed\. Install the newest Keyrack/)).toBeVisible()
    expect(await accessibilityProblems()).toEqual([])
  })

  it('shows how far it is sealed anew, and nothing once that is done', async () => {
    const bridge = await show([], { vault: { ...vault, rekeying: { done: 30, total: 40 } } })
    expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '75')
    expect(await accessibilityProblems()).toEqual([])
    act(() => bridge.setFacts({ vault }))
    expect(screen.queryByRole('progressbar')).not.toBeInTheDocument()
  })

  it('ends sealing anew when it is asked to, while that is possible', async () => {
    const bridge = await show([], { vault: { ...vault, rekeying: { done: 30, total: 40 } } })
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(bridge.inputs('vault.cancelRekey')).toEqual([{}])
    act(() => bridge.setFacts({ vault: { ...vault, rekeying: { done: 40, total: 40 } } }))
    expect(screen.queryByRole('button', { name: 'Cancel' })).not.toBeInTheDocument()
    expect(screen.getByRole('progressbar')).toBeVisible()
  })

  it.each([
    [{ keystoreSlot: 'dead' }, /the vault no longer opens by it/, 'Choose again how it opens…'],
    [{ strongerKeystore: vault.keystore }, /The vault is still sealed as when it did not/, 'Seal everything anew…'],
  ] as const)('says what became of the keystore, and leads to what helps: %o', async (news, words, step) => {
    const bridge = await show([], { vault: { ...vault, ...news } })
    expect(await says(words)).toBeVisible()
    expect(await accessibilityProblems()).toEqual([])
    await userEvent.click(screen.getByRole('button', { name: step }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'protect' })
    act(() => bridge.setFacts({ vault: { ...vault, ...news, rekeying: { done: 0, total: 0 } } }))
    expect(screen.queryByText(words)).not.toBeInTheDocument()
  })

  it('says in passing that the keystore’s slot was sealed again', async () => {
    const bridge = await show([])
    const leading = () => screen.getAllByRole('button', { name: /…$/ }).map((button) => button.textContent)
    const before = leading()
    expect(screen.queryByText(/was sealed by it again/)).not.toBeInTheDocument()
    act(() => bridge.setFacts({ vault: { ...vault, keystoreSlot: 'sealed-again' } }))
    expect(await says(/was sealed by it again and opens as it did/)).toBeVisible()
    expect(leading()).toEqual(before)
  })
})

describe('other notices', () => {
  it('shows what waits for the person', async () => {
    await show([])
    expect(screen.getByText('One operation waits')).toBeVisible()
  })

  it('says that there is no network, and nothing of what failed for lack of it', async () => {
    const accounts = [sampleAccount({ failure: { kind: 'offline' } })]
    const bridge = await show([], { online: false, accounts })
    expect(screen.getByText(/No network/)).toBeVisible()
    expect(screen.queryByText(/could not be refreshed/)).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(bridge.inputs('inventory.refresh')).toMatchObject([{ accountId: null }])
  })

  it('says which list failed, how old what is shown is, and goes on with the rest', async () => {
    const parts = sampleParts().map((part) =>
      part.id === 'part-acme'
        ? { ...part, failure: { kind: 'server-error' as const, provider: 'Pulumi Cloud' }, failedAt: sampleNow }
        : part,
    )
    const bridge = await show([ends('a', 300 * day)], { parts })
    expect(
      screen.getByText(/Organization token, acme of Work could not be refreshed; what is shown is from 1 hour ago/),
    ).toBeVisible()
    expect(screen.getByRole('grid')).toHaveAttribute('aria-rowcount', '2')
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(bridge.inputs('inventory.refresh')).toMatchObject([{ accountId: 'account-pulumi' }])
  })

  it('leads to a new token when the provider refused the old one', async () => {
    await show([], {
      accounts: [sampleAccount({ credentialError: { kind: 'wrong-token', provider: 'Pulumi Cloud' } })],
    })
    await userEvent.click(screen.getByRole('button', { name: 'Re-enter token' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'reenter-token', accountId: 'account-pulumi' })
  })

  it('takes a trouble away while its account is being refreshed', async () => {
    const failing = sampleAccount({ failure: { kind: 'timeout' } })
    const bridge = await show([], { accounts: [failing] })
    expect(screen.getByText(/Work could not be refreshed/)).toBeVisible()
    const refresh = { jobId: 'j', partsDone: 0, partsTotal: 0, tokens: 0 }
    act(() => bridge.setFacts({ accounts: [{ ...failing, refresh }] }))
    await waitFor(() => expect(screen.queryByText(/Work could not be refreshed/)).toBeNull())
  })

  it('spells out two troubles and counts the others', async () => {
    const accounts = ['a', 'b', 'c', 'd'].map((id) => sampleAccount({ id, name: id, failure: { kind: 'timeout' } }))
    await show([], { accounts })
    expect(screen.getAllByText(/^[ab] could not be refreshed/)).toHaveLength(2)
    expect(screen.getByText('2 more lists could not be refreshed.')).toBeVisible()
  })

  it('has no accessibility problems', async () => {
    await show([ends('a', -day)], { online: false })
    expect(await accessibilityProblems()).toEqual([])
  })
})
