import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { TokenRow } from '#shared/model/token'
import { defaultPreferences } from '#shared/rules/default-preferences'
import { TimelineScreen } from '#renderer/features/timeline/index'
import { useView } from '#renderer/data/use-desk'
import { dialogStore } from '#renderer/dialogs'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { accessibilityProblems } from '#test/support/dom/axe'
import { stubLayout } from '#test/support/dom/layout'
import { OnDesk, renderWindow } from '#test/support/dom/render'
import { acme, day, manyRows, me, sampleFacts, sampleNow, sampleRow } from '#test/support/sample'

beforeEach(() => {
  stubLayout()
  vi.setSystemTime(sampleNow)
})

const at = (instant: number) => ({ kind: 'at', at: instant }) as const
const rows = [
  sampleRow({ id: 'old', name: 'old', expiry: at(sampleNow - 2 * day) }),
  sampleRow({ id: 'july', name: 'july-ci', owner: acme, expiry: at(Date.UTC(2026, 6, 10, 12)) }),
  sampleRow({ id: 'soon', name: 'soon', expiry: at(sampleNow + 3 * day) }),
  sampleRow({ id: 'july2', name: 'july-deploy', expiry: at(Date.UTC(2026, 6, 9, 12)), provider: 'gitpod' }),
  sampleRow({ id: 'later', name: 'later', expiry: at(Date.UTC(2028, 1, 1)) }),
  sampleRow({ id: 'never', name: 'never', expiry: { kind: 'never' } }),
  sampleRow({ id: 'unknown', name: 'unknown', expiry: { kind: 'unknown' } }),
  sampleRow({ id: 'gone', name: 'gone', state: 'gone', expiry: at(sampleNow + day) }),
]

function Current() {
  return <output>{useView((state) => `${state.currentId} ${state.detailOpen}`)}</output>
}

async function show(shown: readonly TokenRow[] = rows, facts = sampleFacts()): Promise<FakeBridge> {
  const bridge = createFakeBridge({ facts })
  await renderWindow(
    <OnDesk>
      <>
        <TimelineScreen />
        <Current />
      </>
    </OnDesk>,
    bridge,
    shown,
  )
  return bridge
}

const chart = () => screen.getByRole('grid', { name: 'Tokens by month' })
const list = () => screen.getByRole('grid', { name: 'Tokens by expiry' })
const cell = (name: string) => within(chart()).getByRole('gridcell', { name })
/** What the list shows, line by line: months, and names with their distance. */
const lines = () =>
  within(list())
    .getAllByRole('row')
    .slice(1)
    .map((row) => {
      const texts = within(row)
        .getAllByRole('gridcell')
        .map(({ textContent }) => textContent)
      return texts.length === 1 ? texts[0] : `${texts[0]?.slice(2)} ${texts[4]}`
    })

describe('the timeline', () => {
  it('marks an end that a person has typed, and says who says so', async () => {
    const end = Date.UTC(2026, 6, 10, 12)
    const typed = { kind: 'at', at: end, by: 'typed' } as const
    await show([sampleRow({ id: 'mine', expiry: typed }), sampleRow({ id: 'told', name: 'told', expiry: at(end) })])
    const cells = within(list()).getAllByText(/^10 Jul 2026/)
    expect(cells.map((one) => one.textContent)).toEqual(['10 Jul 2026 (typed)', '10 Jul 2026'])
    expect(cells[0]).toHaveAttribute('title', expect.stringMatching(/, typed by hand$/))
    expect(cells[1]).toHaveAttribute('title', expect.not.stringMatching(/typed/))
  })

  it('shows what has expired first, then the tokens of the next year under their months', async () => {
    await show()
    expect(lines()).toEqual([
      'Expired already · 1',
      'old 2 days ago',
      'June 2026 · 1',
      'soon in 3 days',
      'July 2026 · 2',
      'july-deploy in 24 days',
      'july-ci in 25 days',
    ])
    expect(screen.getByText('1 expired, 3 tokens expire within a year')).toBeVisible()
  })

  it('counts each token in its month and beside the months, and none that lives no more', async () => {
    await show()
    expect(cell('All, Expired already: 1 token')).toBeVisible()
    expect(cell('All, July 2026: 2 tokens')).toBeVisible()
    expect(cell('All, August 2026: none')).toBeVisible()
    expect(cell('All, Expires later: 1 token')).toBeVisible()
    expect(cell('All, Never expires: 1 token')).toBeVisible()
    expect(cell('All, Expiry unknown: 1 token')).toBeVisible()
    expect(within(chart()).getByRole('rowheader', { name: 'All: 7 tokens' })).toBeVisible()
  })

  it('shows what lives a year from today in a month, not as later', async () => {
    await show([sampleRow({ expiry: at(sampleNow + 365 * day) })])
    expect(cell('All, June 2027: 1 token')).toBeVisible()
    expect(cell('All, Expires later: none')).toBeVisible()
  })

  it('narrows the list to a number that is pressed, and widens it when that is pressed again', async () => {
    await show()
    await userEvent.click(cell('Pulumi Cloud, July 2026: 1 token'))
    expect(lines()).toEqual(['July 2026 · 1', 'july-ci in 25 days'])
    expect(screen.getByText('Only Pulumi Cloud, July 2026')).toBeVisible()
    await userEvent.click(cell('Pulumi Cloud, July 2026: 1 token'))
    expect(lines()).toHaveLength(7)
  })

  it('lists what never expires when that is asked for', async () => {
    await show()
    await userEvent.click(cell('All, Never expires: 1 token'))
    expect(lines()).toEqual(['Never expires · 1', 'never Never'])
  })

  it('takes no number that is none', async () => {
    await show()
    await userEvent.click(cell('All, August 2026: none'))
    expect(lines()).toHaveLength(7)
  })

  it('is used with the keyboard alone', async () => {
    await show()
    chart().focus()
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowDown}{Enter}')
    expect(lines()).toEqual(['July 2026 · 1', 'july-ci in 25 days'])
    expect(document.getElementById(chart().getAttribute('aria-activedescendant') ?? '')).toBe(
      cell('Pulumi Cloud, July 2026: 1 token'),
    )
    await userEvent.keyboard('{Escape}')
    list().focus()
    await userEvent.keyboard('{ArrowDown}{ArrowDown}')
    expect(screen.getByText('soon true')).toBeVisible()
    expect(document.getElementById(list().getAttribute('aria-activedescendant') ?? '')).toHaveTextContent('soon')
    await userEvent.keyboard('{End}')
    expect(screen.getByText('july true')).toBeVisible()
    await userEvent.keyboard('{Home}')
    expect(screen.getByText('old true')).toBeVisible()
    await userEvent.keyboard('{Escape}')
    expect(screen.getByText('old false')).toBeVisible()
  })

  it('makes a pressed token the current one, and opens its details with two presses', async () => {
    await show(
      rows,
      sampleFacts({ preferences: { ...defaultPreferences, grid: { ...defaultPreferences.grid, detailOpen: false } } }),
    )
    await userEvent.click(within(list()).getByText('july-ci'))
    expect(screen.getByText('july false')).toBeVisible()
    await userEvent.dblClick(within(list()).getByText('july-ci'))
    expect(screen.getByText('july true')).toBeVisible()
  })

  it('groups by owner, remembers that, and takes one person in all accounts for one', async () => {
    const other = sampleRow({ id: 'x', accountId: 'account-gitpod', provider: 'gitpod', owner: { ...me, id: 'ada-g' } })
    const bridge = await show([...rows, other])
    await userEvent.click(screen.getByRole('button', { name: 'Owner' }))
    expect(within(chart()).getByRole('rowheader', { name: 'Me: 7 tokens' })).toBeVisible()
    expect(within(chart()).getByRole('rowheader', { name: 'acme: 1 token' })).toBeVisible()
    expect(bridge.calls).toContainEqual({ channel: 'preferences.set', input: { timelineBy: 'owner' } })
  })

  it('starts with the grouping that was chosen last', async () => {
    await show(rows, sampleFacts({ preferences: { ...defaultPreferences, timelineBy: 'owner' } }))
    expect(screen.getByRole('button', { name: 'Owner' })).toHaveAttribute('aria-pressed', 'true')
    expect(within(chart()).getByRole('rowheader', { name: 'acme: 1 token' })).toBeVisible()
  })

  it('leads to the calendar file', async () => {
    await show()
    await userEvent.click(screen.getByRole('button', { name: 'Calendar file…' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'calendar' })
  })

  it('says that nothing expires where nothing does, beside what is counted', async () => {
    await show([sampleRow({ expiry: { kind: 'never' } })])
    expect(screen.getByRole('heading', { name: 'Nothing expires within a year' })).toBeVisible()
    expect(cell('All, Never expires: 1 token')).toBeVisible()
  })

  it('leads to the first account where there are no tokens', async () => {
    await show([], sampleFacts({ accounts: [] }))
    await userEvent.click(screen.getByRole('button', { name: 'Add account' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'add-account' })
  })

  it('draws only what is in sight of ten thousand tokens', async () => {
    // Each with an owner of its own: the chart is as long as the list.
    const many = manyRows(10_000).map((row, index) => ({
      ...row,
      token: { ...row.token, owner: { kind: 'team', id: `team-${index}`, name: `team-${index}` } as const },
    }))
    await show(many, sampleFacts({ preferences: { ...defaultPreferences, timelineBy: 'owner' } }))
    expect(Number(chart().getAttribute('aria-rowcount'))).toBeGreaterThan(9_000)
    expect(chart().querySelectorAll('[role=row]').length).toBeLessThan(60)
    expect(Number(list().getAttribute('aria-rowcount'))).toBeGreaterThan(5_000)
    expect(list().querySelectorAll('[role=row]').length).toBeLessThan(60)
  })

  it('has nothing that a screen reader stumbles over', async () => {
    await show()
    expect(await accessibilityProblems()).toEqual([])
  })
})
