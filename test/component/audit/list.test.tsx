import { arrange, noFindingFilters } from '#renderer/features/audit/arrange'
import { createFindings } from '#renderer/features/audit/findings'
import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Finding } from '#shared/model/finding'
import { accessibilityProblems } from '#test/support/dom/axe'
import { createFakeBridge } from '#test/support/fake-bridge'
import { sampleNow, sampleRow } from '#test/support/sample'
import { answerFindings, sampleHead, sampleFinding } from '#test/support/sample-findings'
import { auditBridge, findings, headings, keys, line, lines, list, open, pane, press, rows, shown } from './kit.tsx'

beforeEach(() => vi.setSystemTime(sampleNow))

const ids = findings.map(({ id }) => id)
const decided = { who: 'ada', reason: 'soon gone', until: null, at: sampleNow }
const aside: Finding[] = [
  sampleFinding('unused', rows[0], { state: 'accepted', decision: { ...decided, kind: 'accepted' } }),
  sampleFinding('too-old', rows[0], { state: 'snoozed', decision: { ...decided, kind: 'snoozed' } }),
]

describe('the findings', () => {
  it('stand under how bad they are, the worst first', async () => {
    await open()
    expect(headings()).toEqual(['Critical 1', 'High 1', 'Medium 2', 'Low 1'])
    expect(shown()).toEqual(ids)
    expect(line(ids[0]!)).toHaveTextContent(/Critical.*Leaked.*Last used on.*deploy.*Pulumi Cloud · Me · Work/)
    expect(line(ids[1]!)).toHaveTextContent('New')
    expect(await accessibilityProblems()).toEqual([])
  })

  it.each([
    ['Rule', ['Leaked 1', 'Secret in plain text 1', 'Not used for long 2', 'Never used 1']],
    ['Owner', ['Me · Work 5']],
    ['Provider', ['Pulumi Cloud 5']],
  ])('can stand under their %s, which is remembered', async (by, expected) => {
    const bridge = await open()
    await press('By severity')
    await userEvent.click(screen.getByRole('menuitemradio', { name: by }))
    expect(headings()).toEqual(expected)
    expect(bridge.inputs('preferences.set')).toEqual([{ findingsBy: by.toLowerCase() }])
  })

  it('are grouped as they were the last time', async () => {
    const bridge = auditBridge()
    bridge.setFacts((facts) => ({ ...facts, preferences: { ...facts.preferences, findingsBy: 'provider' } }))
    await open(bridge)
    expect(headings()).toEqual(['Pulumi Cloud 5'])
  })

  it('are narrowed down by words in any order', async () => {
    await open()
    await userEvent.type(screen.getByRole('searchbox'), 'LAPTOP used')
    expect(shown()).toEqual([ids[2]])
    expect(screen.getByText('1 of 5 findings')).toBeInTheDocument()
  })

  it('are narrowed down by filters, and all of them come back', async () => {
    await open()
    await press('Rule')
    await userEvent.click(screen.getByRole('menuitemcheckbox', { name: 'Not used for long' }))
    await keys('{Escape}')
    expect(shown()).toEqual([ids[2], ids[3]])
    await press('Clear filters')
    expect(shown()).toEqual(ids)
    await press('New')
    await userEvent.click(screen.getByRole('menuitemradio', { name: 'Not in the last audit' }))
    expect(shown()).toEqual([ids[1]])
  })

  it('are shown by one severity when its number is pressed, by another too, and again by all', async () => {
    await open()
    await press('Medium: 2 findings')
    expect(shown()).toEqual([ids[2], ids[3]])
    await press('Critical: 1 finding')
    expect(shown()).toEqual([ids[0], ids[2], ids[3]])
    await press('Critical: 1 finding')
    await press('Medium: 2 findings')
    expect(shown()).toEqual(ids)
  })

  it('leave out what was set aside, say so, and bring it in when asked', async () => {
    await open(auditBridge([...findings, ...aside]))
    expect(shown()).toEqual(ids)
    await press('2 set aside · Show')
    expect(shown()).toEqual(aside.map(({ id }) => id))
    await press('2 set aside · Hide')
    expect(shown()).toEqual(ids)
  })

  it('come in chunks, of which the first is shown at once', async () => {
    const many = Array.from({ length: 1_200 }, (_, at) => sampleFinding('unused', sampleRow({ id: `t${at}` })))
    await open(auditBridge(many))
    await waitFor(() => expect(list()).toHaveAttribute('aria-rowcount', '1201'))
    expect(lines().length).toBeLessThan(100)
  })

  it('begin anew when another audit was made while they came', async () => {
    const bridge = createFakeBridge()
    const many = Array.from({ length: 700 }, (_, at) => sampleFinding('unused', sampleRow({ id: `t${at}` })))
    answerFindings(bridge, many)
    const first = bridge.hold('findings.list')
    await open(bridge)
    answerFindings(bridge, findings, { auditId: 'audit-2' })
    await act(async () => {
      first({ audit: sampleHead(many), from: 0, findings: many.slice(0, 500), next: 500 })
    })
    await waitFor(() => expect(shown()).toEqual(ids))
  })

  it('follow when main has judged anew, and what was looked at stays until they are whole', async () => {
    const bridge = await open()
    await act(async () => answerFindings(bridge, findings.slice(1), { auditId: 'audit-2' }))
    await waitFor(() => expect(shown()).toEqual(ids.slice(1)))
  })
})

describe('the keyboard in the findings', () => {
  it('moves through headings and findings, and shows what it stands at', async () => {
    await open()
    act(() => lines()[0]!.focus())
    await keys('{ArrowDown}')
    expect(line(ids[0]!)).toHaveFocus()
    expect(pane().getByRole('heading', { name: 'Leaked' })).toBeInTheDocument()
    await keys('{ArrowDown}{ArrowDown}')
    expect(line(ids[1]!)).toHaveFocus()
    await keys('{End}')
    expect(line(ids[4]!)).toHaveFocus()
    await keys('{Home}')
    expect(lines()[0]).toHaveFocus()
  })

  it('closes and opens groups', async () => {
    await open()
    act(() => line(ids[3]!).focus())
    await userEvent.click(line(ids[3]!))
    await keys('{ArrowLeft}')
    const medium = lines().find((one) => one.textContent.startsWith('Medium'))!
    expect(medium).toHaveFocus()
    await keys('{ArrowLeft}')
    expect(medium).toHaveAttribute('aria-expanded', 'false')
    expect(shown()).toEqual([ids[0], ids[1], ids[4]])
    await keys('{ArrowRight}')
    expect(shown()).toEqual(ids)
  })

  it('picks out findings, a range of them, a group, and all', async () => {
    await open()
    await userEvent.click(line(ids[2]!))
    await keys(' ')
    expect(screen.getByText('1 selected')).toBeInTheDocument()
    await keys('{Shift>}{ArrowDown}{/Shift}')
    expect(screen.getByText('2 selected')).toBeInTheDocument()
    await keys('{Escape}')
    expect(screen.queryByText(/selected$/)).not.toBeInTheDocument()
    await keys('{Control>}a{/Control}')
    expect(screen.getByText('5 selected')).toBeInTheDocument()
    await keys('{Escape}{ArrowLeft} ')
    expect(screen.getByText('2 selected')).toBeInTheDocument()
  })

  it('stays where it was when its finding leaves', async () => {
    const bridge = await open()
    await userEvent.click(line(ids[2]!))
    const rest = findings.filter(({ id }) => id !== ids[2])
    await act(async () => answerFindings(bridge, rest, { auditId: 'audit-2' }))
    await waitFor(() => expect(line(ids[3]!)).toHaveFocus())
  })
})

describe('an audit without findings to show', () => {
  it('says that it is being made', async () => {
    const bridge = createFakeBridge()
    bridge.hold('findings.list')
    await open(bridge)
    expect(screen.getAllByRole('status').map((one) => one.textContent)).toContain('Judging the tokens…')
  })

  it('says that nothing was found', async () => {
    await open(auditBridge([]))
    expect(screen.getByRole('heading', { name: 'Nothing found' })).toBeInTheDocument()
  })

  it('says that there is nothing to judge', async () => {
    await open(auditBridge([], { tokens: 0 }))
    expect(screen.getByRole('heading', { name: 'Nothing to judge yet' })).toBeInTheDocument()
  })

  it('says that all of it was set aside', async () => {
    await open(auditBridge(aside))
    expect(screen.getByRole('heading', { name: 'Nothing left to do' })).toBeInTheDocument()
    await press('2 set aside · Show')
    await press('2 set aside · Hide')
    expect(screen.getByRole('heading', { name: 'Nothing left to do' })).toBeInTheDocument()
  })

  it('says that no finding fits, and takes search and filters back', async () => {
    await open()
    await userEvent.type(screen.getByRole('searchbox'), 'zzz')
    expect(screen.getByRole('heading', { name: 'No finding fits' })).toBeInTheDocument()
    await press('Clear filters')
    expect(shown()).toEqual(ids)
  })

  it('says why it could not be made, and tries again', async () => {
    const bridge = createFakeBridge()
    bridge.fail('findings.list', 'internal')
    await open(bridge)
    expect(screen.getByRole('heading', { name: 'The audit could not be made' })).toBeInTheDocument()
    answerFindings(bridge, findings)
    await press('Try again')
    await waitFor(() => expect(shown()).toEqual(ids))
  })

  it('says what is wrong with the policy, asks for nothing, and goes on when that is mended', async () => {
    const bridge = createFakeBridge()
    const faults = [{ line: 12, at: 'limits.unusedDays', says: 'A whole number of days is expected.' }]
    bridge.setFacts((facts) => {
      const choice = { kind: 'file', path: '/home/ada/policy.yaml' } as const
      return { ...facts, audit: { ...facts.audit, policy: { ...facts.audit.policy, choice, faults } } }
    })
    await open(bridge)
    expect(screen.getByText('Line 12, limits.unusedDays: A whole number of days is expected.')).toBeInTheDocument()
    expect(bridge.inputs('findings.list')).toEqual([])
    answerFindings(bridge, findings)
    await act(async () => {
      bridge.setFacts((facts) => ({
        ...facts,
        audit: { ...facts.audit, policy: { ...facts.audit.policy, faults: [] } },
      }))
    })
    await waitFor(() => expect(shown()).toEqual(ids))
  })

  it('has findings ready to be searched as they come', async () => {
    const bridge = createFakeBridge()
    let looks = 0
    const [first] = findings
    const watched = {
      ...first!,
      get evidence() {
        looks += 1
        return first!.evidence
      },
    }
    await open(bridge)
    answerFindings(bridge, [watched])
    const { store, read } = createFindings()
    await read()
    expect(store.getState().findings).toEqual([first])
    looks = 0
    arrange(store.getState().findings, { groupBy: 'rule', filters: noFindingFilters, query: 'x', closed: new Set() })
    expect(looks).toBe(0)
  })
})
