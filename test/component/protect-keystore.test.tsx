import { act, screen } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { enter } from '#test/support/dom/forms'
import {
  bridge,
  newPassphrase,
  now,
  onClose,
  open,
  options,
  pick,
  plain,
  press,
  sent,
  state,
  strong,
  weak,
  writeCode,
} from './protect-kit.tsx'

beforeEach(() => onClose.mockClear())

describe('a keystore that has lost its key', () => {
  it('gets its slot made anew as it was, with what still opens the vault', async () => {
    await open(state(['os', 'recovery'], { keystoreSlot: 'dead' }))
    expect(screen.getByText(/^The system’s keystore does not have the key/)).toBeInTheDocument()
    expect(screen.getByRole('radio', { name: 'System keystore' })).toBeChecked()
    await enter(screen.getByLabelText('Recovery code', { selector: 'input' }), 'AAAAA')
    await press('Save')
    const current = { with: 'recovery', value: 'AAAAA' }
    expect(sent()).toEqual([{ ...plain, slots: ['os', 'recovery'], current }])
  })

  it('needs the passphrase anew where it counts together with it, and takes only the code as a proof', async () => {
    await open(state(['os-passphrase', 'recovery'], { keystoreSlot: 'dead' }))
    expect(screen.queryByLabelText('Current passphrase')).not.toBeInTheDocument()
    await newPassphrase('correct horse EXAMPLE')
    await enter(screen.getByLabelText('Recovery code', { selector: 'input' }), 'AAAAA')
    await press('Save')
    expect(sent()).toEqual([
      {
        ...plain,
        slots: ['os-passphrase', 'recovery'],
        passphrase: 'correct horse EXAMPLE',
        current: { with: 'recovery', value: 'AAAAA' },
      },
    ])
  })

  it('is named beside the recovery code that has opened the vault instead, as soon as it is known', async () => {
    await open(state(['os-passphrase', 'recovery']), { recovered: true })
    expect(screen.getByText(/You opened the vault with the recovery code\. If the passphrase is/)).toBeInTheDocument()
    act(() => bridge.setFacts({ vault: state(['os-passphrase', 'recovery'], { keystoreSlot: 'dead' }) }))
    expect(screen.getByText(/You opened the vault with the recovery code\. The system’s keystore/)).toBeInTheDocument()
  })

  it('is not gone on with by itself where it protects little now', async () => {
    await open(state(['os', 'recovery'], { keystoreSlot: 'dead', keystore: weak }))
    expect(screen.getByRole('radio', { name: 'Passphrase' })).toBeChecked()
  })
})

describe('a keystore that protects better than when the vault was made', () => {
  const better = { keystore: weak, strongerKeystore: strong }

  it('has everything sealed anew by it, which cannot be left out', async () => {
    await open(state(['os'], better))
    expect(screen.getByText(/keystore protects the vault well now/)).toBeInTheDocument()
    expect(screen.getByRole('checkbox', { name: /Lock out whoever/ })).toBeChecked()
    expect(screen.getByRole('checkbox', { name: /Lock out whoever/ })).toBeDisabled()
    expect(screen.getByRole('radio', { name: 'System keystore' })).toHaveAccessibleDescription(/^Opens by itself/)
    await press('Save')
    expect(sent()).toEqual([{ ...plain, slots: ['os'], rekey: true }])
  })

  it('keeps the passphrase that is typed, and makes a new code in place of one that is not', async () => {
    await open(state(['os-passphrase', 'recovery'], better))
    expect(screen.queryByLabelText('New passphrase')).not.toBeInTheDocument()
    expect(options('Recovery code')).toEqual(['Make a new one', 'Remove it'])
    await writeCode()
    await enter(now(), 'correct horse')
    await press('Save')
    expect(sent()).toEqual([
      {
        ...plain,
        slots: ['os-passphrase', 'recovery'],
        recoveryId: 'code-1',
        current: { with: 'passphrase', value: 'correct horse' },
        rekey: true,
      },
    ])
  })

  it('forces nothing on one who does not want it any more', async () => {
    await open(state(['os-passphrase'], better))
    await pick('Passphrase')
    expect(screen.getByRole('checkbox', { name: /Lock out whoever/ })).toBeEnabled()
  })
})
