import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ActivityCheck, NumberedEntry } from '#shared/model/activity'
import { everyActivity } from '#shared/rules/activity'
import { dialogStore, type DialogProps } from '#renderer/dialogs'
import { ActivityDialog } from '#renderer/features/activity/index'
import { SideBar } from '#renderer/features/sidebar/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText, choose, enter } from '#test/support/dom/forms'
import { stubLayout } from '#test/support/dom/layout'
import { OnDesk, renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { day, sampleNow, sampleRow } from '#test/support/sample'

const onClose = vi.fn()
const row = sampleRow()
const tokenId = row.token.id
const whole: ActivityCheck = {
  checkedAt: sampleNow,
  entries: 3,
  first: 1,
  last: 3,
  unchained: 0,
  anchored: 3,
  faults: [],
  earlier: [],
}

let bridge: FakeBridge

const entry = (seq: number, change: Partial<NumberedEntry> = {}): NumberedEntry => ({
  seq,
  at: sampleNow - seq * 1000,
  what: 'secret-copied',
  who: { kind: 'person' },
  outcome: 'done',
  ...change,
})

const entries = [
  entry(3, {
    what: 'token-revoked',
    who: { kind: 'account', login: 'ada@example' },
    accountId: 'gone',
    accountName: 'Old work',
    tokenId,
    tokenName: 'its old name',
    outcome: 'missing-permission',
  }),
  entry(2, { accountId: 'account-pulumi', accountName: 'Work', tokenId: 'other-token', tokenName: 'backup job' }),
  entry(1, { what: 'vault-locked', who: { kind: 'keyrack' }, by: 'idle' }),
]

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))
const open = (about: Omit<DialogProps<'activity'>, 'onClose'> = {}) =>
  renderWindow(<ActivityDialog {...about} onClose={onClose} />, bridge, [row])
const table = () => screen.getByRole('table', { name: 'Entries, newest first' })
const lines = () =>
  within(table())
    .getAllByRole('row')
    .slice(1)
    .map((line) => within(line).getAllByRole('cell')[1]?.textContent)

beforeEach(() => {
  stubLayout()
  bridge = createFakeBridge()
  bridge.answer('activity.list', { entries, before: null })
  onClose.mockClear()
})

describe('the activity', () => {
  it('says when, what, by whom, of which account and token, by the names of that time', async () => {
    await open()
    const [, first, second, third] = within(table()).getAllByRole('row')
    for (const text of ['Token revoked · Failed', 'ada@example', 'Old work', 'its old name']) {
      expect(first).toHaveTextContent(text)
    }
    for (const text of ['Secret copied', 'You, at this computer', 'Work', 'backup job']) {
      expect(second).toHaveTextContent(text)
    }
    for (const text of ['Vault locked', 'nobody was there', 'Keyrack by itself']) expect(third).toHaveTextContent(text)
    expect(screen.getByText('3 entries')).toBeInTheDocument()
    expect(await accessibilityProblems()).toEqual([])
  })

  it('is read a part after the other, and draws only what is in sight', async () => {
    bridge.answer('activity.list', ({ before }) => {
      const part = before ?? 4
      return {
        entries: Array.from({ length: 500 }, (_, at) => entry(part * 500 - at)),
        before: part === 1 ? null : part - 1,
      }
    })
    await open()
    expect(await screen.findByText('2,000 entries')).toBeInTheDocument()
    expect(bridge.inputs('activity.list')).toEqual([{ before: null }, { before: 3 }, { before: 2 }, { before: 1 }])
    expect(table()).toHaveAttribute('aria-rowcount', '2001')
    expect(lines().length).toBeLessThan(100)
  })

  it('is filtered by account, also one that is no more, by what was done, and by how it ended', async () => {
    await open()
    await choose('Account', 'Old work')
    await waitFor(() => expect(lines()).toHaveLength(1))
    expect(screen.getByText('1 of 3 entries fit the filter')).toBeInTheDocument()
    await choose('Account', 'Every account')
    await choose('What', 'Vault locked')
    await waitFor(() => expect(lines()).toEqual(['Vault lockednobody was there']))
    await choose('Result', 'Failed')
    expect(await screen.findByText('No entry fits the filter.')).toBeInTheDocument()
    await choose('What', 'Everything')
    await waitFor(() => expect(lines()).toHaveLength(1))
  })

  it('is filtered by words and by time', async () => {
    bridge.answer('activity.list', {
      entries: [entry(4, { at: Date.now() }), entry(3, { at: Date.now() - 20 * day }), ...entries.slice(1)],
      before: null,
    })
    await open()
    await enter(screen.getByRole('textbox', { name: 'Token or person' }), 'BACKUP')
    await waitFor(() => expect(screen.getByText('1 of 4 entries fit the filter')).toBeInTheDocument())
    await userEvent.clear(screen.getByRole('textbox', { name: 'Token or person' }))
    await choose('Time', 'Last 24 hours')
    await waitFor(() => expect(screen.getByText('1 of 4 entries fit the filter')).toBeInTheDocument())
    await choose('Time', 'Last 30 days')
    await waitFor(() => expect(screen.getByText('2 of 4 entries fit the filter')).toBeInTheDocument())
    await choose('Time', 'From a day to a day')
    await waitFor(() => expect(screen.getByText('1 of 4 entries fit the filter')).toBeInTheDocument())
    await choose('Time', 'Any time')
    await waitFor(() => expect(screen.getByText('4 entries')).toBeInTheDocument())
  })

  it('says that nothing was noted, and why it cannot be read', async () => {
    bridge.answer('activity.list', { entries: [], before: null })
    const { unmount } = await open()
    expect(screen.getByText('Nothing was noted yet.')).toBeInTheDocument()
    unmount()
    bridge.fail('activity.list', 'vault-locked')
    await open()
    expect(await alertText()).toMatch(/locked/i)
  })
})

describe('the way to it', () => {
  it('leads from the side bar and from an account', async () => {
    await renderWindow(
      <OnDesk>
        <SideBar />
      </OnDesk>,
      bridge,
    )
    await press('Activity')
    expect(dialogStore.getState().dialog).toEqual({ kind: 'activity' })
    await press('Menu of Work')
    await userEvent.click(screen.getByRole('menuitem', { name: 'Activity in Keyrack…' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'activity', accountId: 'account-pulumi' })
  })

  it('shows only what was done with one token, until all of it is wanted', async () => {
    await open({ tokenId })
    expect(screen.getByText(`Only what was done with “${row.token.name}”.`)).toBeInTheDocument()
    expect(lines()).toHaveLength(1)
    await press('Show all tokens')
    await waitFor(() => expect(lines()).toHaveLength(3))
  })

  it('shows only what was done with one account to begin with', async () => {
    await open({ accountId: 'account-pulumi' })
    expect(lines()).toHaveLength(1)
    expect(screen.getByRole('button', { name: /Account$/ })).toHaveTextContent('Work')
  })
})

describe('the chain', () => {
  it('is followed when the person asks, and what came of it is said', async () => {
    const finish = bridge.hold('activity.check')
    await open()
    await press('Check the chain')
    expect(screen.getByText('Following the chain…')).toBeInTheDocument()
    await act(async () => finish({ ...whole, unchained: 12 }))
    expect(screen.getByText(/The chain is whole\. Entries 1 to 3: .* The vault confirms the last one\./)).toBeVisible()
    expect(screen.getByText(/12 older entries of before entries were chained/)).toBeVisible()
  })

  it('says up to where the vault confirms it', async () => {
    bridge.answer('activity.check', { ...whole, anchored: 2 })
    await open()
    await press('Check the chain')
    expect(await screen.findByText(/The last one that the vault confirms is number 2;/)).toBeVisible()
    bridge.answer('activity.check', { ...whole, anchored: 0 })
    await press('Check the chain')
    expect(await screen.findByText(/The vault confirms none of them yet;/)).toBeVisible()
  })

  it('says which entries are missing, changed, unreadable, or of another log, and since when', async () => {
    bridge.answer('activity.check', {
      ...whole,
      faults: [
        { kind: 'missing', from: 5, to: 9 },
        { kind: 'changed', from: 12, to: 12 },
        { kind: 'unreadable', from: 20, to: 30 },
      ],
      earlier: [{ kind: 'other-end', from: 40, to: 40, at: sampleNow }],
    })
    await open()
    await press('Check the chain')
    const words = await alertText()
    expect(words).toMatch(/not whole/)
    expect(words).toMatch(/Missing: entries 5 to 9/)
    expect(words).toMatch(/Changed: entry 12/)
    expect(words).toMatch(/Cannot be read: entries 20 to 30/)
    expect(words).toMatch(/Found on 15 Jun 2026.*Another log: entry 40/)
    expect(words).not.toMatch(/chain is whole/)
  })
})

describe('the activity as a file', () => {
  it('has what the filter shows, in both formats', async () => {
    bridge.answer('activity.export', { written: { name: 'activity.csv', entries: 1 } })
    await open({ tokenId })
    await press('Save as CSV…')
    expect(await screen.findByText('1 entry saved as activity.csv.')).toBeVisible()
    await press('Save as JSON…')
    expect(bridge.inputs('activity.export')).toMatchObject([
      { format: 'csv', filter: { ...everyActivity, tokenId } },
      { format: 'json', filter: { ...everyActivity, tokenId } },
    ])
  })

  it('says nothing where no file was chosen, and why one could not be written', async () => {
    bridge.answer('activity.export', { written: null })
    await open()
    await press('Save as CSV…')
    expect(screen.queryByText(/saved as/)).not.toBeInTheDocument()
    bridge.fail('activity.export', 'disk-full')
    await press('Save as JSON…')
    expect(await alertText()).toMatch(/full/)
  })
})
