import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { SlotKind } from '#shared/model/vault'
import { defaultPreferences } from '#shared/rules/default-preferences'
import { BackupSection, ExportDialog, MakeBackupDialog, ProveBackupDialog } from '#renderer/features/backup/index'
import { dialogStore } from '#renderer/dialogs'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText, enter, everythingShown } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { openVault } from './backup-kit.ts'

let bridge: FakeBridge
const onClose = vi.fn()
const day = 86_400_000
const passphrase = 'correct horse EXAMPLE'

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))
const withSlots = (slots: SlotKind[]) => {
  bridge = createFakeBridge({ facts: { vault: openVault(slots) } })
}

beforeEach(() => {
  withSlots(['passphrase'])
  onClose.mockClear()
})

describe('the section in the settings', () => {
  const section = async (backup: typeof defaultPreferences.backup) => {
    bridge = createFakeBridge({ facts: { vault: openVault(['os']), preferences: { ...defaultPreferences, backup } } })
    await renderWindow(<BackupSection />, bridge)
  }
  const ago = (days: number) => Date.now() - days * day

  it.each([
    ['no backup', { madeAt: null, provenAt: null }, /no backup of this vault yet/],
    ['an old backup', { madeAt: ago(91), provenAt: ago(1) }, /older than 90 days/],
    ['no proof', { madeAt: ago(1), provenAt: null }, /No backup was opened/],
    ['an old proof', { madeAt: ago(1), provenAt: ago(91) }, /more than 90 days ago/],
  ])('reminds calmly: %s', async (_what, backup, sentence) => {
    await section(backup)
    expect(screen.getByRole('status')).toHaveTextContent(sentence)
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })

  it('says nothing when both are recent, and shows the dates', async () => {
    await section({ madeAt: ago(89), provenAt: ago(3) })
    expect(screen.queryByRole('status')).not.toBeInTheDocument()
    expect(screen.getByText(/\(3 days ago\)/)).toBeInTheDocument()
  })

  it('does not remind while there is nothing to lose', async () => {
    bridge = createFakeBridge({ facts: { vault: openVault(['os']), accounts: [] } })
    await renderWindow(<BackupSection />, bridge)
    expect(screen.queryByRole('status')).not.toBeInTheDocument()
  })

  it.each([
    ['Make a backup…', 'make-backup'],
    ['Prove that a backup opens…', 'prove-backup'],
    ['Restore from a backup…', 'restore-backup'],
    ['Export the list…', 'export-list'],
  ])('opens a dialog: %s', async (name, kind) => {
    await section({ madeAt: null, provenAt: null })
    await press(name)
    expect(dialogStore.getState().dialog).toEqual({ kind })
  })

  it('has no accessibility problems', async () => {
    await section({ madeAt: null, provenAt: null })
    expect(await accessibilityProblems()).toEqual([])
  })
})

describe('making a backup', () => {
  const open = () => renderWindow(<MakeBackupDialog onClose={onClose} />, bridge)
  const made = { name: 'b.keyrack', madeAt: 1, accounts: 2, secrets: 1, others: 0, unknown: 0 }

  it('takes the passphrase of the vault out of its field, and says what was written', async () => {
    bridge.answer('backup.make', { made })
    await open()
    expect(screen.getByLabelText('Passphrase')).toHaveFocus()
    await enter(screen.getByLabelText('Passphrase'), passphrase)
    await userEvent.keyboard('{Enter}')
    expect(await screen.findByText(/2 accounts, 1 secret and 0 other services/)).toBeInTheDocument()
    expect(bridge.inputs('backup.make')[0]?.key).toEqual({ with: 'passphrase', value: passphrase })
    expect(everythingShown()).not.toContain('EXAMPLE')
    await press('Done')
    expect(onClose).toHaveBeenCalledOnce()
  })

  it('asks for a new passphrase twice where the vault has none', async () => {
    withSlots(['os'])
    bridge.answer('backup.make', { made })
    await open()
    await enter(screen.getByLabelText('Passphrase'), passphrase)
    await press('Choose where to save it')
    expect(screen.getByLabelText('Repeat the passphrase')).toHaveAccessibleDescription('The two are not the same.')
    expect(bridge.inputs('backup.make')).toEqual([])
    await enter(screen.getByLabelText('Repeat the passphrase'), passphrase)
    await press('Choose where to save it')
    expect(bridge.inputs('backup.make')[0]?.key).toEqual({ with: 'passphrase', value: passphrase })
  })

  it('can take the recovery code instead', async () => {
    withSlots(['os-passphrase', 'recovery'])
    bridge.answer('backup.make', { made })
    await open()
    await userEvent.click(screen.getByRole('radio', { name: 'The recovery code' }))
    await press('Choose where to save it')
    expect(screen.getByLabelText('Recovery code')).toHaveAccessibleDescription('Enter the recovery code.')
    await enter(screen.getByLabelText('Recovery code'), 'EXAMP-LE000')
    await press('Choose where to save it')
    expect(bridge.inputs('backup.make')[0]?.key).toEqual({ with: 'recovery', value: 'EXAMP-LE000' })
  })

  it('keeps what was typed when the person chooses no file, and not after a wrong one', async () => {
    bridge.answer('backup.make', { made: null })
    await open()
    await enter(screen.getByLabelText('Passphrase'), passphrase)
    await press('Choose where to save it')
    expect(screen.getByLabelText('Passphrase')).toHaveValue(passphrase)
    bridge.fail('backup.make', 'wrong-passphrase')
    await press('Choose where to save it')
    expect(await alertText()).toContain('This passphrase does not open it.')
    expect(screen.getByLabelText('Passphrase')).toHaveValue('')
  })

  it('shows how far it is and can be cancelled', async () => {
    const answer = bridge.hold('backup.make')
    await open()
    await enter(screen.getByLabelText('Passphrase'), passphrase)
    await press('Choose where to save it')
    const jobId = bridge.inputs('backup.make')[0]?.jobId ?? ''
    act(() => bridge.emit('progress', { jobId: 'another', done: 9, total: 10 }))
    expect(screen.queryByRole('progressbar')).not.toBeInTheDocument()
    act(() => bridge.emit('progress', { jobId, done: 1, total: 4 }))
    expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '25')
    await press('Cancel')
    expect(bridge.inputs('job.cancel')).toEqual([{ jobId }])
    await act(async () => answer({ error: { kind: 'cancelled' } }))
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })

  it.each([
    [{ kind: 'invalid-input', field: 'file' }, 'Choose another folder'],
    [{ kind: 'disk-full' }, 'Free some space, or choose another disk.'],
    [{ kind: 'disk-refused', code: 'file EACCES' }, 'Choose another place'],
    [{ kind: 'too-large' }, 'larger than a backup can be'],
  ] as const)('says what to do: %j', async (error, sentence) => {
    bridge.fail('backup.make', error)
    await open()
    await enter(screen.getByLabelText('Passphrase'), passphrase)
    await press('Choose where to save it')
    expect(await alertText()).toContain(sentence)
  })

  it('has no accessibility problems', async () => {
    withSlots(['passphrase', 'recovery'])
    await open()
    expect(await accessibilityProblems()).toEqual([])
  })
})

describe('proving that a backup opens', () => {
  const open = () => renderWindow(<ProveBackupDialog onClose={onClose} />, bridge)
  const chosen = { fileId: 'f1', name: 'b.keyrack', madeAt: Date.UTC(2026, 1, 3), slots: ['passphrase' as const] }
  const counted = { madeAt: 1, accounts: 1, secrets: 3, others: 2, unknown: 0 }

  it('asks for the file, then for its key, and says what was read', async () => {
    bridge.answer('backup.choose', { chosen })
    bridge.answer('backup.prove', counted)
    await open()
    await press('Choose the backup')
    expect(screen.getByText('b.keyrack')).toBeInTheDocument()
    await enter(screen.getByLabelText('Passphrase'), passphrase)
    await press('Open it')
    expect(await screen.findByText(/1 account, 3 secrets and 2 other services/)).toBeInTheDocument()
    expect(bridge.inputs('backup.prove')[0]).toMatchObject({ fileId: 'f1', key: { value: passphrase } })
    expect(everythingShown()).not.toContain('EXAMPLE')
  })

  it('stays where it is when the person chooses no file', async () => {
    bridge.answer('backup.choose', { chosen: null })
    await open()
    await press('Choose the backup')
    expect(screen.getByRole('button', { name: 'Choose the backup' })).toBeEnabled()
  })

  it.each([
    ['backup-damaged', 'This file is no backup, or it is damaged.'],
    ['backup-newer', 'made by a newer Keyrack'],
    ['backup-purpose', 'made for another use'],
  ])('says what is the matter with a file: %s', async (code, sentence) => {
    bridge.fail('backup.choose', { kind: 'vault-unreadable', code })
    await open()
    await press('Choose the backup')
    expect(await alertText()).toContain(sentence)
  })

  it('tells main to forget the file when it goes away', async () => {
    const { unmount } = await open()
    unmount()
    await waitFor(() => expect(bridge.inputs('backup.drop')).toEqual([{}]))
  })
})

describe('exporting the list', () => {
  const open = () => renderWindow(<ExportDialog onClose={onClose} />, bridge)

  it('writes it without secrets unless they are asked for', async () => {
    bridge.answer('export.list', { written: { name: 'list.json', tokens: 7 } })
    await open()
    await userEvent.click(screen.getByRole('radio', { name: 'JSON, for programs' }))
    await press('Choose where to save it')
    expect(await screen.findByText(/“list.json” is written: 7 tokens/)).toBeInTheDocument()
    expect(bridge.inputs('export.list')).toEqual([{ format: 'json' }])
    expect(bridge.inputs('export.secrets')).toEqual([])
  })

  it('warns plainly and wants the key of the vault before secrets go out', async () => {
    bridge.answer('export.secrets', { written: { name: 'all.csv', tokens: 7 } })
    await open()
    await userEvent.click(screen.getByRole('checkbox', { name: 'With all secrets, in clear' }))
    expect(screen.getByText(/Whoever reads this file has every token/)).toBeInTheDocument()
    await press('Choose where to save it')
    expect(bridge.inputs('export.secrets')).toEqual([])
    await enter(screen.getByLabelText('Passphrase'), passphrase)
    await press('Choose where to save it')
    expect(bridge.inputs('export.secrets')[0]).toMatchObject({
      format: 'csv',
      key: { with: 'passphrase', value: passphrase },
    })
    expect(await screen.findByText(/“all.csv” is written/)).toBeInTheDocument()
  })

  it('says what to do where the vault opens by the keystore alone', async () => {
    withSlots(['os'])
    await open()
    await userEvent.click(screen.getByRole('checkbox', { name: 'With all secrets, in clear' }))
    expect(screen.getByText(/Add one under “Protection of the vault” first/)).toBeInTheDocument()
    expect(screen.getByRole('button', { name: 'Choose where to save it' })).toBeDisabled()
  })

  it('has no accessibility problems', async () => {
    await open()
    await userEvent.click(screen.getByRole('checkbox', { name: 'With all secrets, in clear' }))
    expect(await accessibilityProblems()).toEqual([])
  })
})
