import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { TokenRow } from '#shared/model/token'
import { defaultPreferences } from '#shared/rules/default-preferences'
import { TokensScreen } from '#renderer/features/tokens/index'
import { dialogStore } from '#renderer/dialogs'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { accessibilityProblems } from '#test/support/dom/axe'
import { stubLayout } from '#test/support/dom/layout'
import { OnDesk, renderWindow } from '#test/support/dom/render'
import { day, manyRows, sampleFacts, sampleHeld, sampleRow } from '#test/support/sample'

beforeEach(() => stubLayout())

const inDays = (days: number) => ({ kind: 'at', at: Date.now() + days * day + 60_000 }) as const

async function show(rows: readonly TokenRow[], bridge: FakeBridge = createFakeBridge()) {
  await renderWindow(
    <OnDesk>
      <TokensScreen />
    </OnDesk>,
    bridge,
    rows,
  )
  return { bridge, grid: screen.getByRole('grid', { name: 'Tokens' }) }
}

const names = (): (string | null)[] =>
  screen.queryAllByRole('row').flatMap((row) => {
    const [cell] = within(row).queryAllByRole('gridcell')
    return cell ? [cell.querySelector('span:not([aria-hidden])')?.textContent ?? null] : []
  })

const search = () => screen.getByRole('searchbox', { name: 'Search tokens' })

describe('the token grid', () => {
  it('tells how many rows and columns there are, and where each one is', async () => {
    const { grid } = await show(manyRows(2000))
    expect(grid).toHaveAttribute('aria-rowcount', '2001')
    expect(grid).toHaveAttribute('aria-colcount', '10')
    expect(grid).toHaveAttribute('aria-multiselectable', 'true')
    const rows = within(grid).getAllByRole('row')
    expect(rows[0]).toHaveAttribute('aria-rowindex', '1')
    expect(rows[1]).toHaveAttribute('aria-rowindex', '2')
    const cells = within(rows[1]!).getAllByRole('gridcell')
    expect(cells.map((cell) => cell.getAttribute('aria-colindex'))).toEqual(
      Array.from({ length: 10 }, (_, index) => String(index + 1)),
    )
  })

  it('draws only rows in sight', async () => {
    await show(manyRows(2000))
    expect(screen.getAllByRole('row').length).toBeLessThan(60)
  })

  it('shows every column of a token in words', async () => {
    const columns = defaultPreferences.grid.columns.map((column) => ({ ...column, visible: true }))
    const preferences = { ...defaultPreferences, grid: { ...defaultPreferences.grid, columns } }
    const row = sampleRow(
      {
        name: 'deploy',
        kind: 'organization',
        owner: { kind: 'organization', id: 'acme', name: 'acme' },
        role: 'Deployer',
        created: { kind: 'at', at: new Date(2025, 2, 1).getTime() },
        lastUsed: { kind: 'never' },
        expiry: inDays(5),
      },
      { held: sampleHeld, tags: ['ci', 'prod'] },
    )
    await show([row], createFakeBridge({ facts: sampleFacts({ preferences }) }))
    const texts = screen.getAllByRole('gridcell').map((cell) => cell.textContent)
    for (const text of ['Pulumi Cloud', 'Work', 'acme', 'Organization token', 'Deployer', 'Never', '1 Mar 2025']) {
      expect(texts).toContain(text)
    }
    expect(texts).toContain('Due within 7 days')
    expect(texts).toContain('Stored')
    expect(texts).toContain('ciprod')
  })

  it('calls a token without a name by its description', async () => {
    await show([sampleRow({ name: '', description: 'laptop of Ada' })])
    expect(names()).toEqual(['laptop of Ada'])
  })

  it('keeps "never" and "unknown" apart', async () => {
    await show([
      sampleRow({ id: 'a', name: 'a', expiry: { kind: 'never' } }),
      sampleRow({ id: 'b', name: 'b', expiry: { kind: 'unknown' } }),
    ])
    const cells = screen.getAllByRole('gridcell').map((cell) => cell.textContent)
    expect(cells.filter((text) => text === 'Never')).toHaveLength(1)
    expect(cells.filter((text) => text === 'Unknown')).toHaveLength(1)
  })

  it('shows a date in the tooltip with its zone and in UTC', async () => {
    const end = Date.UTC(2031, 0, 1, 12)
    await show([sampleRow({ expiry: { kind: 'at', at: end } })])
    const cell = screen.getByText('1 Jan 2031')
    await userEvent.hover(cell)
    expect(cell.title).toContain('1 Jan 2031, 12:00 UTC')
    expect(cell.title).toContain(Intl.DateTimeFormat().resolvedOptions().timeZone)
  })

  it('takes markup in what a provider sends for text', async () => {
    const planted = '<img src=x onerror="window.planted=true"><b>bold</b>'
    await show([sampleRow({ name: planted }, { tags: ['<i>tag</i>'] })])
    expect(names()).toEqual([planted])
    expect(document.querySelector('img, b, i')).toBeNull()
  })

  it('sorts by a column, and the other way round when pressed again', async () => {
    await show([sampleRow({ id: 'a', name: 'beta' }), sampleRow({ id: 'b', name: 'alpha' })])
    const header = screen.getByRole('columnheader', { name: 'Name' })
    expect(header).toHaveAttribute('aria-sort', 'none')
    await userEvent.click(header)
    expect(names()).toEqual(['alpha', 'beta'])
    expect(header).toHaveAttribute('aria-sort', 'ascending')
    await userEvent.click(header)
    expect(names()).toEqual(['beta', 'alpha'])
    expect(header).toHaveAttribute('aria-sort', 'descending')
  })

  it('shows rows of the first chunk before the others have come', async () => {
    const bridge = createFakeBridge()
    const rows = manyRows(20)
    await show([], bridge)
    act(() => bridge.emit('rows', { reset: true, upsert: rows.slice(0, 5), remove: [], done: false }))
    await waitFor(() => expect(names()).toHaveLength(5))
    act(() => bridge.emit('rows', { reset: false, upsert: rows.slice(5), remove: [], done: true }))
    await waitFor(() => expect(screen.getByRole('grid')).toHaveAttribute('aria-rowcount', '21'))
  })

  it('has no accessibility problems', async () => {
    await show(manyRows(40))
    expect(await accessibilityProblems()).toEqual([])
  })
})

it('leads to ending a secret that has leaked, also without any account', async () => {
  await show([])
  await userEvent.click(screen.getByRole('button', { name: 'A secret leaked…' }))
  expect(dialogStore.getState().dialog).toEqual({ kind: 'leaked' })
})

describe('search', () => {
  it('narrows the grid with every letter and says how many are left', async () => {
    await show(manyRows(40))
    await userEvent.type(search(), 'deploy')
    expect(names().every((name) => name?.startsWith('deploy'))).toBe(true)
    expect(screen.getByRole('status', { name: '' })).toHaveTextContent('4 of 39 tokens')
    await userEvent.clear(search())
    expect(screen.getByRole('grid')).toHaveAttribute('aria-rowcount', '41')
  })

  it('finds by notes, tags and the names of account and provider', async () => {
    await show([
      sampleRow({ id: 'a', name: 'a' }, { notes: 'ask Grace' }),
      sampleRow({ id: 'b', name: 'b' }, { tags: ['edge'] }),
    ])
    await userEvent.type(search(), 'grace')
    expect(names()).toEqual(['a'])
    await userEvent.clear(search())
    await userEvent.type(search(), 'edge work pulumi')
    expect(names()).toEqual(['b'])
  })

  it('says when nothing matches and leads back', async () => {
    await show(manyRows(10))
    await userEvent.type(search(), 'no such thing')
    expect(screen.getByRole('heading', { name: 'No token matches' })).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Clear search and filters' }))
    expect(names()).toHaveLength(10)
    expect(search()).toHaveValue('')
  })

  it('is cleared by Escape, and left for the tokens by the arrow down', async () => {
    await show(manyRows(10))
    await userEvent.type(search(), 'dep{Escape}')
    expect(search()).toHaveValue('')
    await userEvent.keyboard('{ArrowDown}')
    expect(screen.getAllByRole('gridcell')[0]).toHaveFocus()
  })
})

describe('filters', () => {
  async function choose(filter: string, option: string): Promise<void> {
    await userEvent.click(screen.getByRole('button', { name: new RegExp(`^${filter}`) }))
    await userEvent.click(await screen.findByRole('menuitemcheckbox', { name: option }).catch(() => radio(option)))
    await userEvent.keyboard('{Escape}')
  }
  const radio = (option: string) => screen.getByRole('menuitemradio', { name: option })

  const rows = [
    sampleRow({ id: 'a', name: 'expired', expiry: inDays(-3) }),
    sampleRow({ id: 'b', name: 'due', expiry: inDays(3) }, { held: sampleHeld }),
    sampleRow({ id: 'c', name: 'unused', lastUsed: { kind: 'never' }, kind: 'team' }, { tags: ['ci'] }),
    sampleRow({ id: 'd', name: 'elsewhere', provider: 'gitpod', accountId: 'account-gitpod', lastUsed: inDays(-1) }),
  ].map((row, index) => (index < 2 ? row : { ...row, token: { ...row.token, expiry: inDays(300) } }))

  it.each([
    ['State', 'Expired', ['expired']],
    ['State', 'Expires soon', ['due']],
    ['Kind', 'Team token', ['unused']],
    ['Provider', 'Gitpod Classic', ['elsewhere']],
    ['Tag', 'ci', ['unused']],
  ])('%s: %s', async (filter, option, expected) => {
    await show(rows)
    await choose(filter, option)
    expect(names()).toEqual(expected)
  })

  it.each([
    ['Secret', 'Secret stored', ['due']],
    ['Expires', 'Within 7 days', ['due']],
  ])('%s: %s', async (filter, option, expected) => {
    await show(rows)
    await userEvent.click(screen.getByRole('button', { name: filter }))
    await userEvent.click(await screen.findByRole('menuitemradio', { name: option }))
    expect(names()).toEqual(expected)
  })

  it('shows what is set, clears one, and clears all', async () => {
    await show(rows)
    await choose('State', 'Expired')
    expect(screen.getByRole('button', { name: 'State: Expired' })).toBeVisible()
    await choose('Provider', 'Gitpod Classic')
    expect(names()).toEqual([])
    await userEvent.click(screen.getByRole('button', { name: 'Clear the filter State' }))
    expect(names()).toEqual(['elsewhere'])
    await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }))
    expect(names()).toHaveLength(4)
  })

  it('are remembered in the preferences', async () => {
    const { bridge } = await show(rows)
    await choose('State', 'Expired')
    await waitFor(() => expect(bridge.inputs('preferences.set')).toHaveLength(1))
    expect(bridge.inputs('preferences.set')[0]?.grid?.filters.status).toEqual(['expired'])
  })

  it('are there again when the window opens', async () => {
    const { grid } = defaultPreferences
    const preferences = {
      ...defaultPreferences,
      grid: { ...grid, filters: { ...grid.filters, status: ['due' as const] } },
    }
    await show(rows, createFakeBridge({ facts: sampleFacts({ preferences }) }))
    expect(names()).toEqual(['due'])
  })
})

describe('what stands where there are no tokens', () => {
  it('shows that rows are coming until main has sent them all', async () => {
    const bridge = createFakeBridge()
    vi.spyOn(bridge, 'sendRows').mockImplementation(() => {})
    await show([], bridge)
    expect(screen.getByRole('status', { name: 'Loading tokens…' })).toBeInTheDocument()
  })

  it('leads to the first account', async () => {
    await show([], createFakeBridge({ facts: sampleFacts({ accounts: [], parts: [] }) }))
    expect(screen.getByRole('heading', { name: 'No accounts yet' })).toBeVisible()
    expect(screen.getByRole('button', { name: 'New token' })).toBeDisabled()
    await userEvent.click(screen.getByRole('button', { name: 'Restore from a backup…' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'restore-backup' })
    await userEvent.click(screen.getByRole('button', { name: 'Add account' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'add-account' })
  })

  it('tells an account without tokens from one that was never listed', async () => {
    await show([])
    expect(screen.getByRole('heading', { name: 'No tokens here' })).toBeVisible()
  })

  it('offers to refresh an account that was never listed', async () => {
    const facts = sampleFacts()
    const parts = facts.parts.map((part) => ({ ...part, asOf: null }))
    const { bridge } = await show([], createFakeBridge({ facts: { ...facts, parts } }))
    expect(screen.getByRole('heading', { name: 'Not listed yet' })).toBeVisible()
    await userEvent.click(screen.getAllByRole('button', { name: 'Refresh' })[1]!)
    expect(bridge.inputs('inventory.refresh')).toMatchObject([{ accountId: null }])
  })
})
