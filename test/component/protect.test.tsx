import { act, screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { SlotKind } from '#shared/model/vault'
import type { DialogProps } from '#renderer/dialogs'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText, enter, everythingShown } from '#test/support/dom/forms'
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
  tick,
  weak,
  writeCode,
} from './protect-kit.tsx'

beforeEach(() => onClose.mockClear())

describe('how the vault opens', () => {
  it('starts with the way it opens now, and says what each protects against', async () => {
    await open(state(['os']))
    expect(screen.getByRole('radio', { name: 'System keystore' })).toBeChecked()
    expect(options('How shall the vault open?')).toEqual([
      'System keystore and passphrase together',
      'Passphrase',
      'System keystore',
      'System keystore or passphrase, either of them',
    ])
    expect(screen.getByRole('group', { name: 'What this protects against' })).toHaveTextContent(/Locking only hides it/)
    await pick('System keystore and passphrase together')
    expect(screen.getByRole('group', { name: 'What this protects against' })).toHaveTextContent(
      /this computer and your passphrase together/,
    )
  })

  it('changes from the keystore to both together with a new passphrase, which stays in its fields only', async () => {
    await open(state(['os']))
    await pick('System keystore and passphrase together')
    await newPassphrase('correct horse EXAMPLE')
    expect(document.body.outerHTML).not.toContain('EXAMPLE')
    await press('Save')
    expect(sent()).toEqual([{ ...plain, slots: ['os-passphrase'], passphrase: 'correct horse EXAMPLE', rekey: true }])
    expect(everythingShown()).not.toContain('EXAMPLE')
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
  })

  it('keeps the passphrase that is typed to prove that one may, where only its company changes', async () => {
    await open(state(['passphrase']))
    await pick('System keystore and passphrase together')
    expect(screen.queryByLabelText('New passphrase')).not.toBeInTheDocument()
    await enter(now(), 'correct horse')
    await press('Save')
    const current = { with: 'passphrase', value: 'correct horse' }
    expect(sent()).toEqual([{ ...plain, slots: ['os-passphrase'], current, rekey: true }])
  })

  it('needs a new passphrase for a new slot when the recovery code is typed instead', async () => {
    await open(state(['passphrase', 'recovery']))
    await pick('System keystore and passphrase together')
    await press('Use the recovery code instead')
    await enter(screen.getByLabelText('Recovery code', { selector: 'input' }), 'AAAAA')
    await press('Save')
    expect(screen.getByLabelText('New passphrase')).toHaveAccessibleDescription('Enter a passphrase.')
    expect(sent()).toEqual([])
    await newPassphrase('correct horse EXAMPLE')
    await press('Save')
    expect(sent()).toEqual([
      {
        ...plain,
        slots: ['os-passphrase', 'recovery'],
        passphrase: 'correct horse EXAMPLE',
        current: { with: 'recovery', value: 'AAAAA' },
        rekey: true,
      },
    ])
  })

  it('sets a new passphrase in place of the old one when it is asked to', async () => {
    await open(state(['passphrase']))
    expect(screen.queryByLabelText('New passphrase')).not.toBeInTheDocument()
    await tick(/Set a new passphrase/)
    await newPassphrase('another horse EXAMPLE')
    await enter(now(), 'correct horse')
    await press('Save')
    expect(sent()).toMatchObject([
      { slots: ['passphrase'], passphrase: 'another horse EXAMPLE', current: { value: 'correct horse' }, rekey: true },
    ])
  })

  it('says what an old way in is still good for when nothing is sealed anew', async () => {
    await open(state(['os']))
    await pick('Passphrase')
    expect(screen.getByRole('checkbox', { name: /Lock out whoever/ })).toBeChecked()
    expect(screen.queryByText(/Older copies of the vault stay on this disk/)).not.toBeInTheDocument()
    await tick(/Lock out whoever/)
    expect(screen.getByText(/Older copies of the vault stay on this disk/)).toBeInTheDocument()
    await newPassphrase('correct horse EXAMPLE')
    await press('Save')
    expect(sent()).toMatchObject([{ slots: ['passphrase'], rekey: false }])
  })

  it('seals nothing anew where no way in goes away', async () => {
    await open(state(['os']))
    await pick('System keystore or passphrase, either of them')
    expect(screen.getByRole('checkbox', { name: /Lock out whoever/ })).not.toBeChecked()
    expect(screen.queryByText(/Older copies of the vault stay on this disk/)).not.toBeInTheDocument()
  })

  it('takes nothing out of its fields before all of them are filled in', async () => {
    await open(state(['passphrase']))
    await tick(/Set a new passphrase/)
    await newPassphrase('another horse')
    await press('Save')
    expect(now()).toHaveFocus()
    expect(now()).toHaveAccessibleDescription('Enter your passphrase.')
    expect(screen.getByLabelText('New passphrase')).toHaveValue('another horse')
    expect(sent()).toEqual([])
  })

  it('offers no keystore that protects little, but to whom it serves already', async () => {
    await open(state(['passphrase'], { keystore: weak }))
    expect(options('How shall the vault open?')).toEqual(['Passphrase'])
  })

  it('goes on accepting a weak keystore only by name', async () => {
    await open(state(['os'], { keystore: weak }))
    expect(options('How shall the vault open?')).toEqual(['Passphrase', 'System keystore'])
    expect(screen.getByRole('radio', { name: 'System keystore' })).toHaveAccessibleDescription(/^Weak here/)
    await press('Save')
    expect(sent()).toMatchObject([{ slots: ['os'], acceptWeak: true }])
  })

  it('can never be left without any way in', async () => {
    await open(state(['passphrase', 'recovery']))
    await pick('Remove it')
    await enter(now(), 'correct horse')
    await press('Save')
    expect(sent()).toMatchObject([{ slots: ['passphrase'] }])
  })

  it('says what main refuses, and stays', async () => {
    await open(state(['passphrase']))
    bridge.fail('vault.protect', 'wrong-passphrase')
    await enter(now(), 'wrong horse EXAMPLE')
    await press('Save')
    expect(await alertText()).toContain('This passphrase does not open the vault.')
    expect(onClose).not.toHaveBeenCalled()
    expect(everythingShown()).not.toContain('EXAMPLE')
  })
})

describe('the recovery code', () => {
  it('is written down and checked first, and counts with the rest', async () => {
    await open(state(['os']))
    await pick('Add one')
    await press('Save')
    expect(screen.getByText('Look at the new code and write it down first.')).toBeInTheDocument()
    expect(screen.getByRole('button', { name: 'Show the new code…' })).toHaveFocus()
    expect(sent()).toEqual([])
    await writeCode()
    expect(await screen.findByText(/The new code is checked/)).toBeInTheDocument()
    await press('Save')
    expect(sent()).toEqual([{ ...plain, slots: ['os', 'recovery'], recoveryId: 'code-1' }])
  })

  it('does not cost what was typed before it', async () => {
    await open(state(['os']))
    await pick('Passphrase')
    await newPassphrase('correct horse EXAMPLE')
    await pick('Add one')
    await press('Show the new code…')
    await press('Back')
    expect(screen.getByLabelText('New passphrase')).toHaveValue('correct horse EXAMPLE')
    await writeCode()
    await press('Save')
    expect(sent()).toMatchObject([
      { slots: ['passphrase', 'recovery'], passphrase: 'correct horse EXAMPLE', recoveryId: 'code-1' },
    ])
  })

  it('stays as it is unless it is asked for', async () => {
    await open(state(['os', 'recovery']))
    expect(screen.getByRole('radio', { name: 'Keep the one I have' })).toBeChecked()
    await enter(screen.getByLabelText('Recovery code', { selector: 'input' }), 'AAAAA')
    await press('Save')
    expect(sent()).toMatchObject([{ slots: ['os', 'recovery'], recoveryId: null }])
  })

  it('is asked for anew when main no longer has it', async () => {
    await open(state(['os']))
    await pick('Add one')
    await writeCode()
    bridge.fail('vault.protect', 'not-found')
    await press('Save')
    expect(await screen.findByText(/That code is not kept any more/)).toBeInTheDocument()
    expect(screen.getByRole('button', { name: 'Show the new code…' })).toBeEnabled()
  })
})

describe('a way in that somebody else may know', () => {
  it('takes a new passphrase and a new code, and says that copies elsewhere still open', async () => {
    await open(state(['passphrase', 'recovery']), { compromised: 'passphrase' })
    expect(screen.getByRole('checkbox', { name: /Lock out whoever/ })).toBeChecked()
    expect(screen.getByText(/Copies elsewhere, such as backups or a synced folder, still open/)).toBeInTheDocument()
    expect(options('Recovery code')).toEqual(['Make a new one', 'Remove it'])
    await pick('Remove it')
    await newPassphrase('another horse EXAMPLE')
    await enter(now(), 'correct horse')
    await press('Save')
    expect(sent()).toEqual([
      {
        ...plain,
        slots: ['passphrase'],
        passphrase: 'another horse EXAMPLE',
        current: { with: 'passphrase', value: 'correct horse' },
        rekey: true,
      },
    ])
  })

  it('keeps a passphrase that is not the one', async () => {
    await open(state(['passphrase', 'recovery']), { compromised: 'recovery' })
    expect(screen.queryByLabelText('New passphrase')).not.toBeInTheDocument()
    expect(options('Recovery code')).toEqual(['Make a new one', 'Remove it'])
  })

  it('shows how far it is, and can be cancelled', async () => {
    await open(state(['os']), { compromised: 'os' })
    const answer = bridge.hold('vault.protect')
    await press('Save')
    act(() => bridge.setFacts({ vault: state(['os'], { rekeying: { done: 2500, total: 10_000 } }) }))
    expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '25')
    expect(screen.getByText('Sealing everything anew: 2,500 of 10,000 records')).toBeInTheDocument()
    await press('Cancel')
    expect(bridge.inputs('job.cancel')).toEqual([{ jobId: bridge.inputs('vault.protect')[0]?.jobId }])
    await act(async () => answer({ error: { kind: 'cancelled' } }))
    expect(onClose).not.toHaveBeenCalled()
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })
})

it('makes the keystore’s slot anew after the vault was opened with the recovery code, which can stay', async () => {
  await open(state(['os', 'recovery']), { recovered: true })
  expect(screen.getByText(/You opened the vault with the recovery code/)).toBeInTheDocument()
  await enter(screen.getByLabelText('Recovery code', { selector: 'input' }), 'AAAAA')
  await press('Save')
  expect(sent()).toEqual([
    { ...plain, slots: ['os', 'recovery'], current: { with: 'recovery', value: 'AAAAA' }, rekey: true },
  ])
})

it('does not go on with a keystore that failed and protects nothing, and says what it is worth', async () => {
  await open(state(['os-passphrase', 'recovery'], { keystore: weak }), { recovered: true })
  expect(screen.getByRole('radio', { name: 'Passphrase' })).toBeChecked()
  const together = screen.getByRole('radio', { name: 'System keystore and passphrase together' })
  expect(together).toHaveAccessibleDescription(/^Weak here: the keystore of this system adds nothing/)
  await pick('System keystore and passphrase together')
  expect(screen.getByRole('group', { name: 'What this protects against' })).toHaveTextContent(
    /A copy opens only with the passphrase/,
  )
})

it.each<[readonly SlotKind[], Omit<DialogProps<'protect'>, 'onClose'>]>([
  [['os'], {}],
  [['os-passphrase', 'recovery'], { compromised: 'os-passphrase' }],
  [['passphrase', 'recovery'], { recovered: true }],
])('has no accessibility problems: %o %o', async (slots, props) => {
  await open(state(slots), props)
  expect(screen.getByRole('dialog', { name: 'Change how the vault opens' })).toBeInTheDocument()
  expect(await accessibilityProblems()).toEqual([])
})
