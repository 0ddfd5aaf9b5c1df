import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { sampleNow } from '#test/support/sample'
import { explain } from '#shared/text/errors'
import type { FakeBridge } from '#test/support/fake-bridge'
import { auditBridge, open } from './kit.tsx'

let bridge: FakeBridge

beforeEach(() => {
  vi.setSystemTime(sampleNow)
  bridge = auditBridge()
})

const choose = async (name: RegExp) => {
  await userEvent.click(screen.getByRole('button', { name: 'Save report' }))
  await userEvent.click(await screen.findByRole('menuitem', { name }))
}

describe('a report of the audit', () => {
  it.each([
    [/^Web page/, 'html'],
    [/^Markdown/, 'markdown'],
    [/^CSV/, 'csv'],
    [/^JSON/, 'json'],
    [/^SARIF/, 'sarif'],
  ] as const)('is saved as %s, and says as what', async (name, format) => {
    bridge.answer('report.save', { written: { name: 'audit.file', findings: 12 } })
    await open(bridge)
    await choose(name)
    expect(await screen.findByText('12 findings saved as audit.file. There is no secret in it.')).toBeInTheDocument()
    expect(bridge.inputs('report.save')).toMatchObject([{ format }])
  })

  it('says nothing when no file was chosen, and why when it could not be written', async () => {
    bridge.answer('report.save', { written: null })
    await open(bridge)
    await choose(/^CSV/)
    expect(screen.queryByText(/saved as/)).not.toBeInTheDocument()
    const error = { kind: 'disk-refused', code: 'file ENOSPC' } as const
    bridge.fail('report.save', error)
    await choose(/^CSV/)
    expect(await screen.findByText(explain(error).sentence, { exact: false })).toBeInTheDocument()
  })
})
