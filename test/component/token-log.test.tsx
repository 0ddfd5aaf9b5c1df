import { act, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ProviderRecord } from '#shared/model/provider'
import { TokenLog } from '#renderer/features/audit-log/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { choose } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { acme, sampleRow } from '#test/support/sample'
import { auditedCatalogue, auditLine } from '#test/support/sample-log'

const beta = { ...acme, id: 'beta', name: 'beta' }
const day = 86_400_000
const row = sampleRow({ owner: acme })

let bridge: FakeBridge

function start(auditLog?: Partial<ProviderRecord['auditLog']>): void {
  bridge = createFakeBridge({ catalogue: auditedCatalogue(auditLog) })
  bridge.answer('audit.logs', { logs: [beta, acme] })
  bridge.answer('audit.list', { lines: [], more: false })
}

const open = () => renderWindow(<TokenLog row={row} />, bridge, [row])
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))
const show = async () => {
  await open()
  await press('Show the events')
}
const events = () => within(screen.getByRole('list', { name: 'Events, newest first' })).queryAllByRole('listitem')

beforeEach(() => start())

describe('the provider’s log beside a token', () => {
  it('is asked for when the person says so, and not before', async () => {
    await open()
    expect(bridge.inputs('audit.logs')).toEqual([])
    expect(bridge.inputs('audit.list')).toEqual([])
  })

  it('is that of the token’s own organization, of thirty days, and of this token', async () => {
    await show()
    const [input] = bridge.inputs('audit.list')
    expect(input).toMatchObject({ accountId: row.token.accountId, log: acme, tokenId: row.token.id })
    expect(Math.round((input!.to - input!.from) / day)).toBe(30)
  })

  it('can be of another organization and another time', async () => {
    await show()
    await choose('Log of', 'beta')
    await choose('Time', 'Last 90 days')
    await press('Ask again')
    const input = bridge.inputs('audit.list')[1]
    expect(input).toMatchObject({ log: beta, tokenId: row.token.id })
    expect(Math.round((input!.to - input!.from) / day)).toBe(90)
  })

  it('tells what was done with it and to it, by whom, and when it was asked', async () => {
    const used = auditLine(
      'login',
      { actor: 'ada', from: '203.0.113.9', succeeded: false },
      { byTokenId: row.token.id },
    )
    const made = auditLine('token-created', {
      signedInWith: { issuerId: 'x', name: 'a stranger' },
      description: 'made ci',
    })
    bridge.answer('audit.list', { lines: [used, { ...made, aboutTokenId: row.token.id }], more: true })
    await show()
    const [first, second] = events()
    for (const text of ['login failed', 'with this token', 'ada', 'from 203.0.113.9'])
      expect(first).toHaveTextContent(text)
    for (const text of ['token-created', 'made ci', 'about this token', 'with “a stranger”'])
      expect(second).toHaveTextContent(text)
    expect(screen.getByText('2 events · asked just now')).toBeInTheDocument()
    expect(screen.getByText(/Only the newest 2 events are here/)).toBeInTheDocument()
    expect(await accessibilityProblems()).toEqual([])
  })

  it('says that nothing was noted', async () => {
    await show()
    expect(screen.getByText('Nothing about this token was noted in this time.')).toBeInTheDocument()
  })

  it('is everything that was noted where events name no token, and says so', async () => {
    start({ namesTokens: false })
    bridge.answer('audit.list', { lines: [auditLine('anything')], more: false })
    await show()
    expect(screen.getByText(/does not note which token/)).toBeInTheDocument()
    expect(bridge.inputs('audit.list')[0]).not.toHaveProperty('tokenId')
    expect(events()).toHaveLength(1)
  })

  it('draws many events a part at a time', async () => {
    bridge.answer('audit.list', { lines: Array.from({ length: 45 }, (_, at) => auditLine(`e${at}`)), more: false })
    await show()
    expect(events()).toHaveLength(20)
    await press('Show more')
    await press('Show more')
    expect(events()).toHaveLength(45)
    expect(screen.queryByText('Show more')).not.toBeInTheDocument()
  })

  it('tells how many events were looked at, and can be cancelled', async () => {
    const finish = bridge.hold('audit.list')
    await show()
    const { jobId } = bridge.inputs('audit.list')[0]!
    act(() => bridge.emit('progress', { jobId, done: 1100, total: 0 }))
    expect(screen.getByText('1,100 events so far…')).toBeInTheDocument()
    await press('Cancel')
    expect(bridge.inputs('job.cancel')).toEqual([{ jobId }])
    await act(async () => finish({ error: { kind: 'cancelled' } }))
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
    expect(screen.getByRole('button', { name: 'Ask again' })).toBeInTheDocument()
  })

  it('says why it cannot be read', async () => {
    bridge.fail('audit.list', { kind: 'missing-permission', provider: 'Pulumi Cloud' })
    await show()
    expect(screen.getByRole('alert')).toHaveTextContent(/does not let this account’s token read the audit log/)
  })

  it('says that the account has none', async () => {
    bridge.answer('audit.logs', { logs: [] })
    await show()
    expect(screen.getByText(/belongs to no organization/)).toBeInTheDocument()
    expect(bridge.inputs('audit.list')).toEqual([])
  })

  it('is saved as the provider gives it', async () => {
    await show()
    bridge.answer('audit.export', { written: { name: 'log.csv', bytes: 12 } })
    await press('Save as CSV…')
    expect(bridge.inputs('audit.export')[0]).toMatchObject({ log: acme, format: 'csv' })
    expect(await screen.findByText(/saved as log\.csv/)).toBeInTheDocument()
  })

  it('is not there where the provider has none', async () => {
    start({ support: { how: 'none', reason: 'It has none.' }, exports: [], namesTokens: false })
    await open()
    expect(screen.queryByRole('button')).not.toBeInTheDocument()
  })
})
