import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { dialogStore } from '#renderer/dialogs'
import { BackupSection, KeptStateDialog } from '#renderer/features/backup/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { sampleNow } from '#test/support/sample'
import { openVault, samplePreview } from './backup-kit.ts'

let bridge: FakeBridge
const onClose = vi.fn()
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))
const show = () => renderWindow(<KeptStateDialog id="k1" at={sampleNow} onClose={onClose} />, bridge)

beforeEach(() => {
  bridge = createFakeBridge({ facts: { vault: openVault(['os']) } })
  onClose.mockClear()
})

describe('the state before a restore', () => {
  it('stands in the settings for as long as it is kept', async () => {
    bridge.answer('backup.kept', { kept: [{ id: 'k1', at: sampleNow }] })
    await renderWindow(<BackupSection />, bridge)
    expect(screen.getByText(/The vault as it was before the restore of .* is kept/)).toBeInTheDocument()
    await press('Go back or let go…')
    expect(dialogStore.getState().dialog).toEqual({ kind: 'kept-state', id: 'k1', at: sampleNow })
  })

  it('is not spoken of where there is none', async () => {
    await renderWindow(<BackupSection />, bridge)
    expect(screen.queryByText(/is kept/)).toBeNull()
  })

  it('is opened without a key, compared, and gone back to', async () => {
    bridge.answer('backup.previewKept', samplePreview())
    bridge.answer('backup.restore', { changes: 2, kept: true })
    await show()
    await press('Open it and compare')
    expect(bridge.inputs('backup.previewKept')).toMatchObject([{ id: 'k1' }])
    await userEvent.click(screen.getByRole('radio', { name: 'Replace' }))
    await press('Continue…')
    await userEvent.click(screen.getByRole('checkbox'))
    await press('Replace')
    expect(screen.getByText('Restored: 2 records changed.')).toBeInTheDocument()
    expect(bridge.inputs('backup.restore')).toMatchObject([{ planId: 'p1', how: 'replace' }])
  })

  it('is let go only after a second question', async () => {
    await show()
    await press('Let it go…')
    expect(bridge.inputs('backup.letGo')).toEqual([])
    expect(screen.getByText(/What only this state has is lost then/)).toBeInTheDocument()
    await press('Back')
    await press('Let it go…')
    await press('Let it go')
    expect(bridge.inputs('backup.letGo')).toEqual([{ id: 'k1' }])
    expect(onClose).toHaveBeenCalledOnce()
  })

  it('says what is the matter when it cannot be read', async () => {
    bridge.fail('backup.previewKept', { kind: 'vault-unreadable', code: 'backup-damaged' })
    await show()
    await press('Open it and compare')
    expect(await alertText()).toContain('damaged')
  })

  it('has no accessibility problems', async () => {
    await show()
    expect(await accessibilityProblems()).toEqual([])
    await press('Let it go…')
    expect(await accessibilityProblems()).toEqual([])
  })
})
