import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Decision } from '#shared/model/finding'
import { dialogStore } from '#renderer/dialogs'
import { DecideDialog } from '#renderer/features/audit/index'
import { createFindings } from '#renderer/features/audit/findings'
import { accessibilityProblems } from '#test/support/dom/axe'
import { choose } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import type { FakeBridge } from '#test/support/fake-bridge'
import { day, sampleNow } from '#test/support/sample'
import { answerFindings, sampleFinding } from '#test/support/sample-findings'
import { auditBridge, findings, keys, line, open, pane, press, rows, shown } from './kit.tsx'

const ids = findings.map(({ id }) => id)
const onClose = vi.fn()
const before: Decision = { kind: 'assigned', who: 'grace', reason: '', until: null, at: sampleNow - day }

let bridge: FakeBridge

beforeEach(() => {
  vi.setSystemTime(sampleNow)
  onClose.mockClear()
  bridge = auditBridge()
  bridge.answer('findings.decide', ({ decisions }) => ({
    before: decisions.map(({ findingId }) => ({ findingId, decision: null })),
  }))
})

const ask = (how: Decision['kind'], findingIds: readonly string[] = [ids[2]!]) =>
  renderWindow(<DecideDialog how={how} findingIds={findingIds} onClose={onClose} />, bridge)
const type = (name: RegExp, words: string) => userEvent.type(screen.getByRole('textbox', { name }), words)
const sent = () => bridge.inputs('findings.decide').at(-1)?.decisions

describe('a decision', () => {
  it('to accept names who, why and until when', async () => {
    await ask('accepted', [ids[2]!, ids[3]!])
    await type(/Who accepts it/, 'ada')
    await type(/Reason/, 'used once a year')
    await press('Accept')
    const decision = { kind: 'accepted', who: 'ada', reason: 'used once a year', until: sampleNow + 90 * day }
    expect(sent()).toEqual([
      { findingId: ids[2], decision },
      { findingId: ids[3], decision },
    ])
    expect(onClose).toHaveBeenCalled()
    expect(await screen.findByText('2 findings accepted')).toBeInTheDocument()
  })

  it('to accept is not taken without who and why', async () => {
    await ask('accepted')
    await press('Accept')
    expect(screen.getByText('Say who.')).toBeInTheDocument()
    expect(screen.getByText(/Say why/)).toBeInTheDocument()
    expect(sent()).toBeUndefined()
    expect(await accessibilityProblems()).toEqual([])
  })

  it('can be for good, or to the end of a day', async () => {
    await ask('accepted')
    await type(/Who accepts it/, 'ada')
    await type(/Reason/, 'fine')
    await choose('Until', 'For good')
    await press('Accept')
    expect(sent()?.[0]?.decision?.until).toBeNull()
    await choose('Until', 'Until a day')
    await press('Accept')
    const until = new Date(sent()?.[0]?.decision?.until ?? 0)
    expect([until.getHours(), until.getMinutes()]).toEqual([0, 0])
    expect(Math.round((until.getTime() - sampleNow) / day)).toBeGreaterThanOrEqual(30)
  })

  it('to snooze comes back, after a week as a rule', async () => {
    await ask('snoozed')
    await press('Snooze')
    expect(sent()).toEqual([
      { findingId: ids[2], decision: { kind: 'snoozed', who: '', reason: '', until: sampleNow + 7 * day } },
    ])
    await userEvent.click(screen.getByRole('button', { name: /Until/ }))
    expect(screen.queryByRole('option', { name: 'For good' })).not.toBeInTheDocument()
  })

  it('to assign names who takes care of it', async () => {
    await ask('assigned')
    await type(/Who takes care of it/, 'grace')
    await press('Assign')
    expect(sent()?.[0]?.decision).toEqual({ kind: 'assigned', who: 'grace', reason: '', until: null })
  })

  it('stays open with its words when it could not be stored', async () => {
    bridge.fail('findings.decide', 'disk-refused')
    await ask('assigned')
    await type(/Who takes care of it/, 'grace')
    await press('Assign')
    expect(screen.getByRole('alert')).toBeInTheDocument()
    expect(screen.getByRole('textbox', { name: /Who takes care of it/ })).toHaveValue('grace')
    expect(onClose).not.toHaveBeenCalled()
  })

  it('about many goes in lots that main takes', async () => {
    const many = Array.from({ length: 4_500 }, (_, at) => `unused:${at}`)
    await ask('snoozed', many)
    await press('Snooze')
    await waitFor(() => expect(onClose).toHaveBeenCalled())
    expect(bridge.inputs('findings.decide').map(({ decisions }) => decisions.length)).toEqual([2000, 2000, 500])
  })

  it('is undone as it was before', async () => {
    const taken = [
      { findingId: ids[2]!, decision: { kind: 'assigned', who: 'grace', reason: '', until: null } } as const,
    ]
    bridge.answer('findings.decide', { before: [...taken] })
    await ask('snoozed')
    await press('Snooze')
    await press('Undo')
    expect(sent()).toEqual(taken)
    expect(await screen.findByText('It is as it was before')).toBeInTheDocument()
  })
})

describe('decisions in the list', () => {
  it('are for all that is picked out, and for their tokens once each', async () => {
    await open(bridge)
    await press('Select all')
    await press('Snooze…')
    expect(dialogStore.getState().dialog).toEqual({ kind: 'decide', how: 'snoozed', findingIds: ids })
    await press('Revoke…')
    expect(dialogStore.getState().dialog).toEqual({ kind: 'bulk-revoke', tokenIds: rows.map(({ token }) => token.id) })
    await press('Clear selection')
    expect(screen.queryByText('5 selected')).not.toBeInTheDocument()
  })

  it('about many have the findings read anew once, when all of them are taken', async () => {
    const decision = { kind: 'assigned', who: 'ada', reason: '', until: null, at: sampleNow } as const
    const many = Array.from({ length: 4_500 }, (_, at) =>
      sampleFinding('unused', rows[0], { id: `unused:${at}`, state: 'assigned', decision }),
    )
    answerFindings(bridge, many)
    await open(bridge)
    await press('Select all')
    const reads = () => bridge.inputs('findings.list').filter(({ from }) => from === 0).length
    expect(reads()).toBe(1)
    let made = 0
    bridge.answer('findings.decide', ({ decisions }) => {
      made += 1
      expect(reads()).toBe(1)
      // Main tells of the audit before it answers.
      answerFindings(bridge, many, { auditId: `audit-after-${made}` })
      return { before: [...decisions] }
    })
    await press('Take back')
    await waitFor(() => expect(reads()).toBe(2))
    expect(made).toBe(3)
  })

  it('say how many of what is picked out a search has hidden', async () => {
    await open(bridge)
    await press('Select all')
    await userEvent.type(screen.getByRole('searchbox'), 'laptop')
    expect(screen.getByText('5 selected, 3 not shown')).toBeInTheDocument()
  })

  it('are shown before main has judged anew', async () => {
    const accepted = sampleFinding('unused', rows[1], { state: 'assigned', decision: before })
    bridge = auditBridge([accepted])
    bridge.answer('findings.decide', { before: [{ findingId: accepted.id, decision: null }] })
    await open(bridge)
    expect(line(accepted.id)).toHaveTextContent('grace')
    await userEvent.click(line(accepted.id))
    await userEvent.click(pane().getByRole('button', { name: 'Take back' }))
    expect(sent()).toEqual([{ findingId: accepted.id, decision: null }])
    expect(line(accepted.id)).not.toHaveTextContent('grace')
    expect(pane().getByText('Nobody has decided anything about it.')).toBeInTheDocument()
  })

  it('leave the findings in sight where the last of those that are looked at was taken back', async () => {
    const accepted: Decision = { ...before, kind: 'accepted', reason: 'fine' }
    const [first, ...others] = findings
    bridge = auditBridge([{ ...first!, state: 'accepted', decision: accepted }, ...others])
    bridge.answer('findings.decide', { before: [{ findingId: ids[0]!, decision: null }] })
    await open(bridge)
    await press('1 set aside · Show')
    expect(shown()).toEqual([ids[0]])
    await userEvent.click(line(ids[0]!))
    await userEvent.click(pane().getByRole('button', { name: 'Take back' }))
    expect(screen.queryByText('No finding fits')).not.toBeInTheDocument()
    expect(shown()).toEqual(ids)
  })

  it('are nothing once their time is over, as for main', () => {
    const { store, decided } = createFindings()
    store.setState({ findings })
    const late = { kind: 'snoozed', who: '', reason: '', until: sampleNow - day } as const
    decided([{ findingId: ids[0]!, decision: late }])
    expect(store.getState().findings[0]).toMatchObject({ state: 'open', decision: late })
  })
})

describe('the pane of a finding', () => {
  it('says why it matters, on what it stands and how old that is, and what to do', async () => {
    await open(bridge)
    expect(screen.getByRole('heading', { name: 'No finding selected' })).toBeInTheDocument()
    await userEvent.click(line(ids[2]!))
    expect(pane().getByRole('heading', { name: 'Not used for long' })).toBeInTheDocument()
    expect(pane().getByText(/What used the token is probably gone/)).toBeInTheDocument()
    expect(pane().getByText('as of 1 hour ago')).toBeInTheDocument()
    expect(pane().getByText('NHI1:2025 Improper Offboarding')).toBeInTheDocument()
    await userEvent.click(pane().getByRole('button', { name: 'Revoke…' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'revoke', tokenId: rows[1]!.token.id })
    expect(await accessibilityProblems()).toEqual([])
  })

  it('shows the token, and the next finding’s token while that is what is looked at', async () => {
    await open(bridge)
    await userEvent.click(line(ids[2]!))
    await userEvent.click(pane().getByRole('button', { name: 'Token' }))
    expect(pane().getByRole('heading', { name: 'laptop' })).toBeInTheDocument()
    await keys('{ArrowDown}')
    act(() => line(ids[2]!).focus())
    await keys('{ArrowDown}')
    expect(pane().getByRole('heading', { name: 'ci' })).toBeInTheDocument()
    await userEvent.click(pane().getByRole('button', { name: 'Finding' }))
    expect(pane().getByRole('heading', { name: 'Not used for long' })).toBeInTheDocument()
  })

  it('leads to the places of a secret that lies in plain text', async () => {
    await open(bridge)
    await userEvent.click(line(ids[1]!))
    await userEvent.click(pane().getByRole('button', { name: 'Show its places' }))
    expect(pane().getByRole('heading', { name: 'laptop' })).toBeInTheDocument()
  })

  it('offers nothing for a token that is not listed, and protects the vault for what is about that', async () => {
    const gone = sampleFinding('unused', rows[0], { id: 'unused:x' })
    const vault = sampleFinding('weak-storage', rows[0], { id: 'weak-storage:' })
    const subject = { ...vault.subject, tokenId: null, name: 'The vault', provider: '', owner: '', account: '' }
    await open(
      auditBridge([
        { ...gone, subject: { ...gone.subject, tokenId: 'x' } },
        { ...vault, subject },
      ]),
    )
    await userEvent.click(line('unused:x'))
    expect(pane().getByText('The token is not in the list any more.')).toBeInTheDocument()
    expect(pane().queryByRole('button', { name: 'Revoke…' })).not.toBeInTheDocument()
    await userEvent.click(line('weak-storage:'))
    await userEvent.click(pane().getByRole('button', { name: 'Protect the vault…' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'protect' })
  })

  it('says that the policy excepts it, and leaves that to the policy', async () => {
    const exception = { owner: 'ops', reason: 'old robot', until: sampleNow + day }
    await open(auditBridge([sampleFinding('unused', rows[0], { state: 'excepted', exception })]))
    await press('1 set aside · Show')
    await userEvent.click(line(`unused:${rows[0]!.token.id}`))
    expect(pane().getByText(/Excepted by the policy until .*ops: old robot/)).toBeInTheDocument()
    expect(pane().queryByRole('button', { name: 'Accept…' })).not.toBeInTheDocument()
  })
})

describe('how it came to this', () => {
  const point = (at: number, high: number, since: null | { at: number; came: number; went: number }) => ({
    at,
    tokens: 20,
    counts: { critical: 1, high, medium: 2, low: 1 },
    since,
  })

  it('is told since the last audit and over time, in words too', async () => {
    const last = sampleNow - 7 * day
    const trend = [point(sampleNow - 30 * day, 9, null), point(last, 3, null)]
    await open(auditBridge(findings, { trend: [...trend, point(sampleNow, 1, { at: last, came: 1, went: 3 })] }))
    expect(screen.getByText(/^Since 8 Jun 2026: 1 came, 3 went$/)).toBeInTheDocument()
    expect(screen.getByRole('img', { name: /^Findings over time/ }).getAttribute('aria-label')).toMatch(
      /^Findings over time: 13 on 16 May 2026, 5 on 15 Jun 2026$/,
    )
    expect(screen.getByRole('button', { name: 'High: 1 finding' })).toHaveTextContent('1High −2')
    expect(await accessibilityProblems()).toEqual([])
  })

  it('begins with the next audit', async () => {
    await open(bridge)
    expect(screen.getByText('The trend begins with the next audit.')).toBeInTheDocument()
    expect(screen.queryByRole('img', { name: /^Findings over time/ })).not.toBeInTheDocument()
  })

  it('is asked for anew, and what could not be judged is said', async () => {
    const unjudged = [{ account: 'Work', owner: 'acme', kind: 'Organization token', asOf: null }]
    const ended = [{ rules: [], about: 'gitlab', owner: 'ops', reason: 'x', until: sampleNow - day }]
    bridge = auditBridge(findings, { unjudged, endedExceptions: ended })
    await open(bridge)
    expect(
      screen.getByText(/^Work · acme · Organization token \(never listed\) could not be judged/),
    ).toBeInTheDocument()
    expect(screen.getByText(/^1 exception of the policy has ended/)).toBeInTheDocument()
    await press('Refresh the lists')
    expect(bridge.inputs('inventory.refresh')).toHaveLength(1)
    await press('Audit again')
    expect(bridge.inputs('findings.run')).toHaveLength(1)
    expect(shown()).toEqual(ids)
    expect(within(screen.getByRole('banner')).getByRole('searchbox')).toBeInTheDocument()
  })
})
