import { act, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import type { AuditState } from '#shared/contract/findings'
import { PolicyDialog } from '#renderer/features/audit/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { press } from './kit.tsx'

let bridge: FakeBridge

const set = (policy: Partial<AuditState['policy']>) =>
  bridge.setFacts((facts) => ({ ...facts, audit: { ...facts.audit, policy: { ...facts.audit.policy, ...policy } } }))
const open = () => renderWindow(<PolicyDialog onClose={() => {}} />, bridge)
const radio = (name: string) => screen.getByRole('radio', { name })
const fault = { line: 3, at: 'limits', says: 'Is not known.' }

beforeEach(() => {
  bridge = createFakeBridge()
})

describe('the policy', () => {
  it('is one of those that are built in, each with what it means', async () => {
    await open()
    expect(radio('Issuers’ limits')).toBeChecked()
    expect(screen.getByText(/Every token expires within 90 days/)).toBeInTheDocument()
    await userEvent.click(radio('Strict'))
    expect(bridge.inputs('policy.choose')).toEqual([{ pack: 'strict' }])
    act(() => set({ choice: { kind: 'pack', pack: 'strict' } }))
    expect(radio('Strict')).toBeChecked()
    expect(screen.queryByRole('button', { name: 'Read the file again' })).not.toBeInTheDocument()
    expect(await accessibilityProblems()).toEqual([])
  })

  it('can be a file, which is read again when asked', async () => {
    set({ choice: { kind: 'file', path: '/home/ada/policy.yaml' }, name: 'Ours' })
    await open()
    expect(radio('Ours')).toBeChecked()
    expect(screen.getByText('/home/ada/policy.yaml')).toBeInTheDocument()
    await press('Read the file again')
    expect(bridge.inputs('policy.reload')).toHaveLength(1)
  })

  it('is not a file with faults, which are told by their lines', async () => {
    bridge.answer('policy.chooseFile', { chosen: { name: 'policy.yaml', faults: [fault] } })
    await open()
    await press('Use a file of your own…')
    expect(screen.getByRole('alert')).toHaveTextContent('policy.yaml was not taken, because it has faults:')
    expect(screen.getByRole('alert')).toHaveTextContent('Line 3, limits: Is not known.')
    expect(radio('Issuers’ limits')).toBeChecked()
    bridge.answer('policy.chooseFile', { chosen: null })
    await userEvent.click(radio('Relaxed'))
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })

  it('shows what stands in the file as code', async () => {
    const says = 'There is no such key as `unusedDay` here, nor `x.`'
    set({ choice: { kind: 'file', path: '/home/ada/policy.yaml' }, name: 'Ours', faults: [{ ...fault, says }] })
    await open()
    const [line] = within(screen.getByRole('alert')).getAllByRole('listitem')
    expect(line).toHaveTextContent('Line 3, limits: There is no such key as unusedDay here, nor x.')
    expect([...line!.querySelectorAll('code')].map(({ textContent }) => textContent)).toEqual(['unusedDay', 'x.'])
  })

  it('says what has become wrong in the file that is in use', async () => {
    set({ choice: { kind: 'file', path: '/home/ada/policy.yaml' }, name: 'Ours', faults: [fault] })
    await open()
    expect(screen.getByRole('alert')).toHaveTextContent('Ours has faults, and no audit is made until they are mended:')
  })

  it('says why it could not be taken', async () => {
    bridge.fail('policy.choose', 'disk-refused')
    await open()
    await userEvent.click(radio('Strict'))
    expect(screen.getByRole('alert')).toBeInTheDocument()
    expect(radio('Issuers’ limits')).toBeChecked()
  })
})
