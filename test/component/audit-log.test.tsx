import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { dialogStore } from '#renderer/dialogs'
import { AuditLogDialog } from '#renderer/features/audit-log/index'
import { SideBar } from '#renderer/features/sidebar/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText, choose, enter } from '#test/support/dom/forms'
import { OnDesk, renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { acme, sampleRow } from '#test/support/sample'
import { auditedCatalogue, auditLine } from '#test/support/sample-log'

const beta = { ...acme, id: 'beta', name: 'beta' }
const day = 86_400_000
const accountId = 'account-pulumi'
const onClose = vi.fn()

let bridge: FakeBridge

const row = sampleRow()
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))
const open = () => renderWindow(<AuditLogDialog accountId={accountId} onClose={onClose} />, bridge, [row])
const show = () => press('Show the log')
const actions = () =>
  within(screen.getByRole('table'))
    .getAllByRole('row')
    .slice(1)
    .map((one) => within(one).getAllByRole('cell')[1]?.firstChild?.textContent)

beforeEach(() => {
  bridge = createFakeBridge({ catalogue: auditedCatalogue() })
  bridge.answer('audit.logs', { logs: [acme, beta] })
  bridge.answer('audit.list', { lines: [], more: false })
  onClose.mockClear()
})

describe('the menu of an account', () => {
  const items = async () => {
    await renderWindow(
      <OnDesk>
        <SideBar />
      </OnDesk>,
      bridge,
    )
    await press('Menu of Work')
    return screen.getAllByRole('menuitem').map((item) => item.textContent)
  }

  it('leads to the log where the provider has one', async () => {
    expect(await items()).toContain('Audit log…')
    await userEvent.click(screen.getByRole('menuitem', { name: 'Audit log…' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'audit-log', accountId })
  })

  it('does not where it has none', async () => {
    bridge = createFakeBridge()
    expect(await items()).not.toContain('Audit log…')
  })
})

describe('the audit log', () => {
  it('is asked for when the person says so, a week of the first log to begin with', async () => {
    await open()
    expect(bridge.inputs('audit.list')).toEqual([])
    const before = Date.now()
    await show()
    const [input] = bridge.inputs('audit.list')
    expect(input).toMatchObject({ accountId, log: acme })
    expect(input!.to).toBeGreaterThan(Date.now())
    expect(before - input!.from).toBeLessThanOrEqual(7 * day)
    expect(before - input!.from).toBeGreaterThan(7 * day - 60_000)
  })

  it('is that of the organization and the time that were chosen', async () => {
    await open()
    await choose('Log of', 'beta')
    await choose('Time', 'Last 30 days')
    await show()
    const [input] = bridge.inputs('audit.list')
    expect(input).toMatchObject({ log: beta })
    expect(Math.round((input!.to - input!.from) / day)).toBe(30)
  })

  it('can be of one day, from its beginning to its end', async () => {
    await open()
    await choose('Time', 'From a day to a day')
    await show()
    const [input] = bridge.inputs('audit.list')
    const today = new Date()
    today.setHours(0, 0, 0, 0)
    expect(new Date(input!.from)).toEqual(today)
    today.setDate(today.getDate() + 1)
    expect(new Date(input!.to)).toEqual(today)
  })

  it('shows what was done, by whom, from where, and with which tokens', async () => {
    const about = auditLine('team-token-created', { actor: 'ada', from: '203.0.113.9', description: 'made ci' })
    const failed = auditLine('login', { succeeded: false, signedInWith: { issuerId: 'x', name: 'a stranger' } })
    bridge.answer('audit.list', { lines: [{ ...about, aboutTokenId: row.token.id }, failed], more: false })
    await open()
    await show()
    const [, first, second] = within(await screen.findByRole('table')).getAllByRole('row')
    for (const text of ['team-token-created', 'made ci', 'ada', 'from 203.0.113.9', `About “${row.token.name}”`])
      expect(first).toHaveTextContent(text)
    expect(second).toHaveTextContent('login failed')
    expect(second).toHaveTextContent('With “a stranger”')
    expect(await accessibilityProblems()).toEqual([])
  })

  it('is narrowed down by words and to tokens of the list, and says how many are left', async () => {
    const lines = [
      auditLine('one', { actor: 'Ada', from: '203.0.113.9' }),
      auditLine('two', { actor: 'bob' }, { byTokenId: row.token.id }),
      auditLine('three', { actor: 'Bob' }),
    ]
    bridge.answer('audit.list', { lines, more: false })
    await open()
    await show()
    await enter(screen.getByRole('textbox', { name: 'Filter' }), 'BOB')
    await waitFor(() => expect(actions()).toEqual(['two', 'three']))
    expect(screen.getByText('2 events of 3 fit the filter')).toBeInTheDocument()
    await userEvent.click(screen.getByRole('checkbox'))
    expect(actions()).toEqual(['two'])
    await enter(screen.getByRole('textbox', { name: 'Filter' }), 'nobody')
    expect(await screen.findByText('No event fits the filter.')).toBeInTheDocument()
  })

  it('draws many events a part at a time', async () => {
    bridge.answer('audit.list', { lines: Array.from({ length: 450 }, (_, at) => auditLine(`e${at}`)), more: true })
    await open()
    await show()
    expect(screen.getByText(/Only the newest 450 events are here/)).toBeInTheDocument()
    const drawn = () => document.querySelectorAll('tbody tr').length
    expect(drawn()).toBe(200)
    await userEvent.click(screen.getByText('Show more'))
    expect(drawn()).toBe(400)
    await userEvent.click(screen.getByText('Show more'))
    expect(drawn()).toBe(450)
    expect(screen.queryByText('Show more')).not.toBeInTheDocument()
  })

  it('says that nothing was noted', async () => {
    await open()
    await show()
    expect(await screen.findByText('Nothing was noted in this time.')).toBeInTheDocument()
    expect(screen.getByText(/^acme, .*: 0 events$/)).toBeInTheDocument()
  })

  it('tells how many events have come, and can be cancelled', async () => {
    const finish = bridge.hold('audit.list')
    await open()
    await show()
    const { jobId } = bridge.inputs('audit.list')[0]!
    act(() => bridge.emit('progress', { jobId: 'another', done: 9, total: 0 }))
    expect(screen.getByText('Asking for the log…')).toBeInTheDocument()
    act(() => bridge.emit('progress', { jobId, done: 1100, total: 0 }))
    expect(screen.getByText('1,100 events so far…')).toBeInTheDocument()
    await press('Cancel')
    expect(bridge.inputs('job.cancel')).toEqual([{ jobId }])
    await act(async () => finish({ error: { kind: 'cancelled' } }))
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })

  it.each([
    ['plan-needed', /keeps no audit log on the plan of this organization/],
    ['missing-permission', /does not let this account’s token read the audit log/],
    ['offline', /network/i],
  ] as const)('says why it cannot be read: %s', async (kind, sentence) => {
    bridge.fail('audit.list', { kind, provider: 'Pulumi Cloud' })
    await open()
    await show()
    expect(await alertText()).toMatch(sentence)
    expect(screen.queryByRole('table')).not.toBeInTheDocument()
  })

  it('says that the account has none, and offers nothing to ask for', async () => {
    bridge.answer('audit.logs', { logs: [] })
    await open()
    expect(screen.getByText(/belongs to no organization/)).toBeInTheDocument()
    expect(screen.getByRole('button', { name: 'Show the log' })).toBeDisabled()
    expect(screen.queryByRole('button', { name: /Save/ })).not.toBeInTheDocument()
  })
})

describe('the audit log as a file', () => {
  it('is offered in the formats that the provider has', async () => {
    bridge = createFakeBridge({ catalogue: auditedCatalogue({ exports: [] }) })
    bridge.answer('audit.logs', { logs: [acme] })
    await open()
    expect(screen.getByRole('button', { name: 'Show the log' })).toBeEnabled()
    expect(screen.queryByRole('button', { name: /Save/ })).not.toBeInTheDocument()
  })

  it('is saved for the time that was chosen, and named afterwards', async () => {
    bridge.answer('audit.export', { written: { name: 'log.cef', bytes: 12 } })
    await open()
    await choose('Time', 'Last 90 days')
    await press('Save as CEF…')
    const [input] = bridge.inputs('audit.export')
    expect(input).toMatchObject({ accountId, log: acme, format: 'cef' })
    expect(Math.round((input!.to - input!.from) / day)).toBe(90)
    expect(await screen.findByText(/saved as log\.cef/)).toBeInTheDocument()
  })

  it('says nothing when the person chose no file', async () => {
    bridge.answer('audit.export', { written: null })
    await open()
    await press('Save as CSV…')
    expect(screen.queryByText(/saved as/)).not.toBeInTheDocument()
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })
})
