import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Keystore, VaultState } from '#shared/model/vault'
import { VaultScreen } from '#renderer/features/vault/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText, enter, everythingShown } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'

const strong: Keystore = { level: 'strong', platform: 'linux', tag: 'v11', store: 'desktop keyring' }
const weak: Keystore = { level: 'weak', platform: 'linux', tag: 'v10', store: 'no keyring' }
const none: Keystore = { level: 'none', platform: 'linux', tag: '', store: '' }
const silent: Keystore = { level: 'unknown', platform: '', tag: '', store: '' }

let bridge: FakeBridge

async function open(vault: VaultState) {
  bridge = createFakeBridge({ facts: { vault } })
  return renderWindow(<VaultScreen />, bridge)
}
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))
const radios = () => screen.getAllByRole('radio').map((radio) => radio.closest('label')?.textContent)
const passphrase = () => screen.getByLabelText('Passphrase', { selector: 'input[type=password]' })

describe('where there is no vault', () => {
  it('shows the protection before anything is written, and offers the keystore first when it is strong', async () => {
    await open({ kind: 'none', keystore: strong })
    expect(screen.getByText('Strong')).toBeInTheDocument()
    expect(screen.getByText(/sealed by the desktop keyring/)).toBeInTheDocument()
    expect(radios()).toEqual(['System keystore', 'Passphrase', 'This session only'])
    expect(bridge.inputs('vault.create')).toEqual([])
    await press('Create the vault')
    expect(bridge.inputs('vault.create')).toEqual([{ choice: 'os', passphrase: null }])
  })

  it('offers a passphrase, then this session, and weak protection last, where it is weak', async () => {
    await open({ kind: 'none', keystore: weak })
    expect(screen.getByText('Weak')).toBeInTheDocument()
    expect(screen.getByText(/constant that is publicly known/)).toBeInTheDocument()
    expect(radios()).toEqual(['Passphrase', 'This session only', 'Weak, I accept'])
    expect(screen.getByRole('radio', { name: 'Passphrase' })).toBeChecked()
    await press('Create the vault')
    expect(passphrase()).toHaveFocus()
    expect(bridge.inputs('vault.create')).toEqual([])
  })

  it('makes it with a passphrase that stays in its fields only', async () => {
    await open({ kind: 'none', keystore: weak })
    await enter(passphrase(), 'correct horse EXAMPLE')
    await enter(screen.getByLabelText('Repeat the passphrase'), 'correct horse EXAMPLE')
    expect(document.body.outerHTML).not.toContain('EXAMPLE')
    await press('Create the vault')
    expect(bridge.inputs('vault.create')).toEqual([{ choice: 'passphrase', passphrase: 'correct horse EXAMPLE' }])
    expect(everythingShown()).not.toContain('EXAMPLE')
  })

  it.each([
    ['This session only', 'Begin the session', 'session'],
    ['Weak, I accept', 'Create the vault', 'weak-accepted'],
  ] as const)('takes "%s" when the person chooses it', async (option, button, choice) => {
    await open({ kind: 'none', keystore: weak })
    await userEvent.click(screen.getByRole('radio', { name: option }))
    expect(screen.queryByLabelText('Repeat the passphrase')).not.toBeInTheDocument()
    await press(button)
    expect(bridge.inputs('vault.create')).toEqual([{ choice, passphrase: null }])
  })

  it('offers nothing to accept where there is no keystore at all', async () => {
    await open({ kind: 'none', keystore: none })
    expect(radios()).toEqual(['Passphrase', 'This session only'])
  })

  it('says when the keystore gave no answer, and asks it again', async () => {
    await open({ kind: 'none', keystore: silent })
    expect(screen.getByText(/did not answer, so it is not known/)).toBeInTheDocument()
    expect(radios()).toEqual(['Passphrase', 'This session only'])
    await press('Try again')
    expect(bridge.inputs('vault.retry')).toHaveLength(1)
  })

  it('says why it could not be made', async () => {
    await open({ kind: 'none', keystore: strong })
    bridge.fail('vault.create', 'disk-refused')
    await press('Create the vault')
    expect(await alertText()).toContain('did not let Keyrack write to its folder')
    expect(screen.getByRole('button', { name: 'Create the vault' })).toBeEnabled()
  })

  it('makes it once, however often the button is pressed', async () => {
    await open({ kind: 'none', keystore: strong })
    bridge.hold('vault.create')
    const form = screen.getByRole('button', { name: 'Create the vault' }).closest('form')!
    // Two submits before React has rendered anything in between.
    act(() => {
      form.requestSubmit()
      form.requestSubmit()
    })
    await press('Create the vault')
    expect(bridge.inputs('vault.create')).toHaveLength(1)
  })
})

describe('a locked vault', () => {
  it('opens with the passphrase, which is gone from the field at once', async () => {
    await open({ kind: 'locked', slots: ['passphrase'] })
    const answer = bridge.hold('vault.unlock')
    expect(passphrase()).toHaveFocus()
    await userEvent.paste('correct horse EXAMPLE')
    await userEvent.keyboard('{Enter}')
    expect(bridge.inputs('vault.unlock')).toEqual([{ passphrase: 'correct horse EXAMPLE' }])
    expect(everythingShown()).not.toContain('EXAMPLE')
    await userEvent.keyboard('{Enter}')
    await act(async () => answer({}))
    expect(bridge.inputs('vault.unlock')).toHaveLength(1)
  })

  it('says that the passphrase is wrong and waits for another', async () => {
    await open({ kind: 'locked', slots: ['passphrase'] })
    bridge.fail('vault.unlock', 'wrong-passphrase')
    await enter(passphrase(), 'wrong')
    await press('Unlock')
    expect(await alertText()).toContain('This passphrase does not open the vault.')
    await waitFor(() => expect(passphrase()).toHaveFocus())
    expect(passphrase()).toHaveValue('')
  })

  it('asks for one when there is none', async () => {
    await open({ kind: 'locked', slots: ['passphrase'] })
    await press('Unlock')
    expect(passphrase()).toHaveAccessibleDescription('Enter your passphrase.')
    expect(bridge.inputs('vault.unlock')).toEqual([])
  })
})

describe('a vault that the system keeps locked', () => {
  it.each([
    ['not-available', /keystore of this system is locked, or it is not running/],
    ['other-key', /with another key than the one that sealed this vault/],
    ['no-answer', /has not answered in time/],
  ] as const)('says what is the matter and what to do: %s', async (why, sentence) => {
    await open({ kind: 'locked-by-os', why, slots: ['os'] })
    expect(screen.getByText(sentence)).toBeInTheDocument()
    expect(screen.getByText(/Keyrack has not changed it/)).toBeInTheDocument()
    expect(screen.queryByLabelText('Passphrase')).not.toBeInTheDocument()
    await press('Try again')
    expect(bridge.inputs('vault.retry')).toHaveLength(1)
  })

  it('tries again by itself when the person comes back to the window', async () => {
    await open({ kind: 'locked-by-os', why: 'not-available', slots: ['os'] })
    await act(async () => fireEvent.focus(window))
    expect(bridge.inputs('vault.retry')).toHaveLength(1)
  })

  it('opens with the passphrase where it has one', async () => {
    await open({ kind: 'locked-by-os', why: 'other-key', slots: ['os', 'passphrase'] })
    await enter(passphrase(), 'correct horse')
    await press('Unlock')
    expect(bridge.inputs('vault.unlock')).toEqual([{ passphrase: 'correct horse' }])
  })
})

describe('a vault that cannot be opened', () => {
  const states: readonly (readonly [VaultState, string, RegExp])[] = [
    [
      { kind: 'damaged', olderGenerations: 3, folder: '/home/ada/Keyrack' },
      'The vault cannot be read',
      /3 older copies in its folder can still be read/,
    ],
    [
      { kind: 'damaged', olderGenerations: 0, folder: '/home/ada/Keyrack' },
      'The vault cannot be read',
      /If you have a backup of the folder, put it back/,
    ],
    [{ kind: 'newer-format', format: 9 }, 'The vault is from a newer Keyrack', /Install the newest Keyrack/],
    [{ kind: 'older-than-seen', slots: ['os'] }, 'This is an older vault than before', /Put the newest copy/],
    [{ kind: 'other-purpose', purpose: 'demo' }, 'This vault is not for this Keyrack', /was made for the demo/],
  ]

  it.each(states)('says what it is and what to do next, and shows the folder: %o', async (state, title, sentence) => {
    await open(state)
    expect(screen.getByRole('heading', { name: title })).toBeInTheDocument()
    expect(screen.getByText(sentence)).toBeInTheDocument()
    expect(screen.getByText(/Keyrack has not changed it/)).toBeInTheDocument()
    await press('Show the folder')
    expect(bridge.inputs('vault.showFolder')).toHaveLength(1)
  })

  it.each(states)('is never offered to be deleted, reset or made anew: %o', async (state) => {
    await open(state)
    expect(document.body).not.toHaveTextContent(/delete|reset|start over|new vault|overwrite/i)
    expect(screen.queryByRole('button', { name: /create|delete|reset/i })).not.toBeInTheDocument()
  })

  it('shows where the damaged one is', async () => {
    await open({ kind: 'damaged', olderGenerations: 0, folder: '/home/ada/Keyrack' })
    expect(screen.getByText('/home/ada/Keyrack')).toBeInTheDocument()
  })
})

describe('a vault that opens', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('is waited for calmly, and after some seconds with the time and the reason', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    await open({ kind: 'opening' })
    expect(screen.getByRole('status')).toHaveTextContent('Opening the vault…')
    await act(async () => vi.advanceTimersByTime(5000))
    expect(screen.getByRole('status')).toHaveTextContent('It may be asking you something in another window')
    expect(screen.getByText(/Opening the vault… [56] seconds/)).toBeInTheDocument()
  })

  it('takes no room once it is open', async () => {
    const vault = { kind: 'open', storage: 'disk', slots: ['os'], keystore: strong, openedAt: 0 } as const
    await open({ ...vault, slots: ['os'] })
    expect(screen.queryByRole('main')).not.toBeInTheDocument()
  })
})

it.each<VaultState>([
  { kind: 'none', keystore: weak },
  { kind: 'locked', slots: ['passphrase'] },
  { kind: 'locked-by-os', why: 'other-key', slots: ['os', 'passphrase'] },
  { kind: 'damaged', olderGenerations: 1, folder: '/home/ada/Keyrack' },
  { kind: 'opening' },
])('has no accessibility problems: %o', async (state) => {
  await open(state)
  expect(await accessibilityProblems()).toEqual([])
})
