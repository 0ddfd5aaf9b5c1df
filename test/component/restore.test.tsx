import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { RestorePreview } from '#shared/contract/backup'
import { RestoreDialog } from '#renderer/features/backup/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText, enter, everythingShown } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { openVault, samplePreview } from './backup-kit.ts'

let bridge: FakeBridge
const onClose = vi.fn()
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))

beforeEach(() => {
  bridge = createFakeBridge({ facts: { vault: openVault(['os']) } })
  onClose.mockClear()
})

async function openPreview(change: Partial<RestorePreview> = {}): Promise<void> {
  bridge.answer('backup.choose', {
    chosen: { fileId: 'f1', name: 'b.keyrack', madeAt: 1, slots: ['passphrase'] },
  })
  bridge.answer('backup.preview', samplePreview(change))
  bridge.answer('backup.restore', ({ how }) => ({ changes: 6, kept: how === 'replace' }))
  await renderWindow(<RestoreDialog onClose={onClose} />, bridge)
  await press('Choose the backup')
  await enter(screen.getByLabelText('Passphrase'), 'correct horse EXAMPLE')
  await press('Open it and compare')
}

describe('restoring from a backup', () => {
  it('shows what is new, what is only here, and where each account calls, before anything is written', async () => {
    await openPreview()
    const [, first, second] = screen.getAllByRole('row')
    expect(first).toHaveTextContent('Old laptop New')
    expect(first).toHaveTextContent('https://api.pulumi.com')
    expect(first).toHaveTextContent('2 new')
    expect(second).toHaveTextContent('Work Only here')
    expect(second).toHaveTextContent('3 only here')
    expect(bridge.inputs('backup.restore')).toEqual([])
    expect(everythingShown()).not.toContain('EXAMPLE')
  })

  it('merges when that is what the person leaves chosen', async () => {
    await openPreview({ merge: { secondSecrets: 2, leftOperations: 1, leftNotes: 1, changes: 6 } })
    expect(screen.getByRole('radio', { name: 'Merge' })).toBeChecked()
    expect(screen.getByText(/2 secrets of the backup differ/)).toBeInTheDocument()
    expect(screen.getByText(/1 operation the backup caught under way is not brought back/)).toBeInTheDocument()
    expect(screen.getByText(/The notes of 1 token have no room/)).toBeInTheDocument()
    await press('Merge into the vault')
    expect(bridge.inputs('backup.restore')).toEqual([{ planId: 'p1', how: 'merge', acceptLosing: null }])
    expect(onClose).toHaveBeenCalledOnce()
    expect(screen.getByText('Restored: 6 records changed.')).toBeInTheDocument()
  })

  it('says that there is nothing to merge', async () => {
    await openPreview({ merge: { secondSecrets: 0, leftOperations: 0, leftNotes: 0, changes: 0 } })
    expect(screen.getByText(/merging changes nothing/)).toBeInTheDocument()
    expect(screen.getByRole('button', { name: 'Merge into the vault' })).toBeDisabled()
  })

  it('replaces only after the person has agreed to what goes, by its numbers', async () => {
    await openPreview()
    await userEvent.click(screen.getByRole('radio', { name: 'Replace' }))
    await press('Continue…')
    expect(bridge.inputs('backup.restore')).toEqual([])
    expect(screen.getByText(/Only this vault has 1 account and 3 secrets/)).toBeInTheDocument()
    expect(screen.getByRole('button', { name: 'Replace' })).toBeDisabled()
    await userEvent.click(screen.getByRole('checkbox', { name: 'Remove 1 account and 3 secrets' }))
    await press('Replace')
    expect(bridge.inputs('backup.restore')).toEqual([
      { planId: 'p1', how: 'replace', acceptLosing: samplePreview().losses },
    ])
    expect(screen.getByText('Restored: 6 records changed.')).toBeInTheDocument()
    expect(screen.getByText(/The state before is kept. To go back to it/)).toBeInTheDocument()
    expect(onClose).not.toHaveBeenCalled()
    await press('Done')
    expect(onClose).toHaveBeenCalledOnce()
  })

  it('does not promise that the state before is kept where the vault lives in memory only', async () => {
    bridge = createFakeBridge({ facts: { vault: { ...openVault(['os']), storage: 'session' } } })
    await openPreview()
    await userEvent.click(screen.getByRole('radio', { name: 'Replace' }))
    await press('Continue…')
    expect(screen.getByText(/so the state before is not kept/)).toBeInTheDocument()
    expect(screen.queryByText(/is kept in the vault’s folder/)).toBeNull()
  })

  it('goes back from the second question without having done anything', async () => {
    await openPreview()
    await userEvent.click(screen.getByRole('radio', { name: 'Replace' }))
    await press('Continue…')
    await userEvent.keyboard('{Escape}')
    expect(screen.getByRole('radio', { name: 'Replace' })).toBeChecked()
    expect(bridge.inputs('backup.restore')).toEqual([])
    expect(onClose).not.toHaveBeenCalled()
  })

  it('replaces without a second question where nothing goes', async () => {
    await openPreview({ losses: { accounts: 0, credentials: 0, secrets: 0, others: 0, notes: 0, places: 0 } })
    await userEvent.click(screen.getByRole('radio', { name: 'Replace' }))
    expect(screen.getByText(/replacing removes nothing/)).toBeInTheDocument()
    await press('Replace')
    expect(bridge.inputs('backup.restore')).toEqual([{ planId: 'p1', how: 'replace', acceptLosing: null }])
  })

  it('compares once more when what goes has changed meanwhile', async () => {
    await openPreview()
    bridge.fail('backup.restore', 'confirmation-needed')
    await userEvent.click(screen.getByRole('radio', { name: 'Replace' }))
    await press('Continue…')
    await userEvent.click(screen.getByRole('checkbox', { name: 'Remove 1 account and 3 secrets' }))
    await press('Replace')
    expect(await alertText()).toContain('has changed meanwhile, so nothing was replaced')
    expect(screen.getByRole('checkbox')).not.toBeChecked()
    await press('Back')
    expect(screen.getByRole('button', { name: 'Open it and compare' })).toBeInTheDocument()
  })

  it('does not offer to replace while operations wait', async () => {
    await openPreview({ underWay: 2 })
    expect(screen.getByRole('radio', { name: 'Replace' })).toBeDisabled()
    expect(screen.getByText(/2 operations are not finished here/)).toBeInTheDocument()
  })

  it('says that a twin is joined or stays, and what this version does not know', async () => {
    const { accounts, backup } = samplePreview()
    const twins = accounts.map((account, at) => ({
      ...account,
      twin: at === 0 ? ('joined' as const) : ('stays' as const),
    }))
    await openPreview({ accounts: twins, backup: { ...backup, unknown: 3 } })
    expect(screen.getByText(/another account here is the same sign-in; merging joins them/)).toBeInTheDocument()
    expect(screen.getByText(/another account here is the same sign-in; both stay/)).toBeInTheDocument()
    expect(screen.getByText(/3 records in the backup are of a kind this version does not know/)).toBeInTheDocument()
  })

  it('stays at the key when it is wrong, and says so', async () => {
    bridge.answer('backup.choose', { chosen: { fileId: 'f1', name: 'b', madeAt: 1, slots: ['recovery'] } })
    bridge.fail('backup.preview', 'wrong-recovery-code')
    await renderWindow(<RestoreDialog onClose={onClose} />, bridge)
    await press('Choose the backup')
    await enter(screen.getByLabelText('Recovery code'), 'EXAMP-LE000')
    await press('Open it and compare')
    expect(await alertText()).toContain('This recovery code is not right.')
    expect(screen.getByLabelText('Recovery code')).toHaveValue('')
  })

  it('shows a hostile name as text', async () => {
    const { accounts } = samplePreview()
    await openPreview({ accounts: accounts.map((account) => ({ ...account, name: '<img src=x onerror=alert(1)>' })) })
    expect(document.querySelector('img')).toBeNull()
  })

  it('has no accessibility problems, at any of its steps', async () => {
    await openPreview()
    expect(await accessibilityProblems()).toEqual([])
    await userEvent.click(screen.getByRole('radio', { name: 'Replace' }))
    await press('Continue…')
    expect(await accessibilityProblems()).toEqual([])
  })
})
