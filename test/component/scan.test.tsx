import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { FoundSecret, ScanChoices, Scanned } from '#shared/contract/scan'
import { dialogStore } from '#renderer/dialogs'
import { ScanDialog } from '#renderer/features/scan/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { sampleRow } from '#test/support/sample'

const row = sampleRow()
const tokenId = row.token.id
const choices: ScanChoices = {
  folders: [{ id: 'folder-1', path: '/home/ada/work' }],
  wellKnown: false,
  alsoIgnored: false,
  unknown: true,
}
const found = (id: string, change: Partial<FoundSecret> = {}): FoundSecret => ({
  id,
  tokenId,
  accountId: null,
  path: `/home/ada/${id}`,
  lines: [3],
  times: 1,
  isKnown: false,
  ...change,
})
const scanned = (change: Partial<Scanned> = {}): Scanned => ({
  scanId: 'scan-1',
  ended: 'whole',
  secrets: 2,
  short: 0,
  files: 1200,
  bytes: 3_400_000,
  binary: 0,
  large: 0,
  ignored: 0,
  links: 0,
  unreadable: 0,
  found: [],
  unknown: [],
  leftOut: [],
  ...change,
})
const onClose = vi.fn()
const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }))
const tick = (name: string | RegExp) => screen.getByRole('checkbox', { name })

let bridge: FakeBridge

beforeEach(() => {
  bridge = createFakeBridge()
  bridge.answer('scan.choices', choices)
  bridge.answer('scan.run', scanned())
  bridge.answer('scan.remember', { added: 1, known: 0, full: 0, odd: 0 })
  onClose.mockClear()
})

const open = async () => {
  await renderWindow(<ScanDialog onClose={onClose} />, bridge, [row])
  await screen.findByText('/home/ada/work')
}
const find = async () => {
  await open()
  await press('Find')
  await screen.findByText(/^Looked for/)
}

describe('where a scan looks', () => {
  it('is what was chosen the last time, and is told to main when it begins', async () => {
    await open()
    expect(tick('The files in which tools keep their secrets')).not.toBeChecked()
    await userEvent.click(tick('Also what ignore files leave out'))
    await press('Find')
    expect(bridge.inputs('scan.run')).toMatchObject([{ wellKnown: false, alsoIgnored: true, unknown: true }])
    expect(await accessibilityProblems()).toEqual([])
  })

  it('keeps what was ticked when a folder is added or taken out', async () => {
    bridge.answer('scan.removeFolder', { ...choices, folders: [] })
    bridge.answer('scan.addFolder', { ...choices, folders: [{ id: 'folder-2', path: '/srv' }] })
    await open()
    await userEvent.click(tick('The files in which tools keep their secrets'))
    await press('Do not look into /home/ada/work')
    expect(bridge.inputs('scan.removeFolder')).toEqual([{ id: 'folder-1' }])
    expect(await screen.findByText('No folder is chosen.')).toBeVisible()
    await press('Add a folder…')
    expect(await screen.findByText('/srv')).toBeVisible()
    expect(tick('The files in which tools keep their secrets')).toBeChecked()
  })

  it('has to be somewhere', async () => {
    bridge.answer('scan.removeFolder', { ...choices, folders: [] })
    await open()
    await press('Do not look into /home/ada/work')
    await waitFor(() => expect(screen.getByRole('button', { name: 'Find' })).toBeDisabled())
    expect(screen.getByText('Choose a folder, or the files of the tools.')).toBeVisible()
  })

  it('says how far it is, and can be stopped', async () => {
    const answer = bridge.hold('scan.run')
    await open()
    await press('Find')
    const [{ jobId } = { jobId: '' }] = bridge.inputs('scan.run')
    act(() => bridge.emit('progress', { jobId, done: 12_345, total: 0 }))
    expect(screen.getByText('Looking: 12,345 files so far')).toBeVisible()
    await press('Stop')
    expect(bridge.inputs('job.cancel')).toEqual([{ jobId }])
    act(() => answer(scanned({ ended: 'stopped' })))
    expect(await screen.findByText(/^Stopped before the end/)).toBeVisible()
  })

  it('says what went wrong', async () => {
    bridge.fail('scan.run', 'busy')
    await open()
    await press('Find')
    expect(await screen.findByRole('alert')).toBeVisible()
  })
})

describe('what was found', () => {
  it('is noted as far as it is ticked, and what is a place already is said to be one', async () => {
    bridge.answer(
      'scan.run',
      scanned({ found: [found('a'), found('b', { lines: [1, 2], times: 9 }), found('c', { isKnown: true })] }),
    )
    await find()
    expect(screen.getByText('Looked for 2 secrets in 1,200 files (3.4 MB).')).toBeVisible()
    const region = within(screen.getByRole('region', { name: 'Found' }))
    expect(region.getByRole('heading', { name: row.token.name })).toBeVisible()
    expect(region.getByText('lines 1 and 2, 9 times in all')).toBeVisible()
    expect(region.getByText('line 3 · is a place already')).toBeVisible()
    expect(region.getAllByRole('checkbox')).toHaveLength(2)
    await userEvent.click(tick(/\/home\/ada\/b/))
    await press('Remember 1 place')
    expect(bridge.inputs('scan.remember')).toEqual([{ scanId: 'scan-1', found: ['a'] }])
    expect(await accessibilityProblems()).toEqual([])
  })

  it('closes the dialog once all of it is noted, and lets main forget it', async () => {
    bridge.answer('scan.run', scanned({ found: [found('a')] }))
    const { unmount } = await renderWindow(<ScanDialog onClose={onClose} />, bridge, [row])
    await screen.findByText('/home/ada/work')
    await press('Find')
    await press('Remember 1 place')
    expect(onClose).toHaveBeenCalledOnce()
    unmount()
    expect(bridge.inputs('scan.drop')).toEqual([{ scanId: 'scan-1' }])
  })

  it('stays open for what is not in the vault, with the focus on its button', async () => {
    const unknown = { id: 'u', provider: 'pulumi', prefix: 'pul-', path: '/home/ada/.env', line: 2, same: 0 }
    bridge.answer('scan.run', scanned({ found: [found('a')], unknown: [unknown, { ...unknown, id: 'v', line: 5 }] }))
    await find()
    const region = within(screen.getByRole('region', { name: 'Not in the vault' }))
    expect(region.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      'Pulumi Cloud /home/ada/.env line 2, begins with pul-',
      'Pulumi Cloud /home/ada/.env line 5, begins with pul-, the same once more',
    ])
    await press('Remember 1 place')
    expect(onClose).not.toHaveBeenCalled()
    expect(await screen.findByText('line 3 · is a place already')).toBeVisible()
    expect(screen.getByText('Close')).toHaveFocus()
  })

  it('leads from what is not in the vault to where it is imported', async () => {
    const unknown = { id: 'u', provider: 'pulumi', prefix: 'pul-', path: '/home/ada/.env', line: 2, same: 0 }
    bridge.answer('scan.run', scanned({ unknown: [unknown] }))
    const answer = { state: 'refused', why: 'broken', format: null, limit: null, line: null } as const
    bridge.answer('import.found', answer)
    await find()
    await userEvent.click(await screen.findByRole('button', { name: 'Import it…' }))
    expect(bridge.inputs('import.found')).toMatchObject([{ ids: ['u'] }])
    expect(dialogStore.getState().dialog).toEqual({ kind: 'import', found: answer })
  })

  it('of what an account signs in with can be noted for no token', async () => {
    const { accounts } = bridge.facts()
    bridge.answer('scan.run', scanned({ found: [found('a', { tokenId: null, accountId: accounts[0]?.id ?? '' })] }))
    await find()
    expect(screen.getByRole('heading', { name: `What “${accounts[0]?.name ?? ''}” signs in with` })).toBeVisible()
    expect(screen.queryByRole('checkbox')).toBeNull()
    expect(screen.queryByRole('button', { name: /^Remember/ })).toBeNull()
  })

  it('may be nothing, with what was not looked into', async () => {
    bridge.answer(
      'scan.run',
      scanned({ binary: 2, unreadable: 1, short: 1, leftOut: [{ path: '/home/ada/x', why: 'unreadable' }] }),
    )
    await find()
    expect(screen.getByText(/None of the secrets in this vault/)).toBeVisible()
    expect(
      screen.getByText(/1 file or folder that could not be read; 2 files that are no text; 1 secret of less/),
    ).toBeVisible()
    expect(screen.getByText('/home/ada/x')).toBeInTheDocument()
  })

  it('is shown as far as somebody reads it', async () => {
    bridge.answer('scan.run', scanned({ found: Array.from({ length: 203 }, (_, number) => found(`f${number}`)) }))
    await find()
    expect(screen.getAllByRole('checkbox')).toHaveLength(200)
    expect(screen.getByText(/^and 3 more files/)).toBeVisible()
  })
})
