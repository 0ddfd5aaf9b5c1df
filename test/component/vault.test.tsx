import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { VaultState } from '#shared/model/vault'
import { dialogStore } from '#renderer/dialogs'
import { VaultScreen } from '#renderer/features/vault/index'
import { momentText } from '#shared/text/dates'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText, enter, everythingShown } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { sampleFacts, sampleNow } from '#test/support/sample'

let bridge: FakeBridge

async function open(vault: VaultState) {
  bridge = createFakeBridge({ facts: { vault } })
  return renderWindow(<VaultScreen />, bridge)
}
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))
const code = () => screen.getByLabelText('Recovery code', { selector: 'input' })
const passphrase = () => screen.getByLabelText('Passphrase', { selector: 'input[type=password]' })

describe('a locked vault', () => {
  it('opens with the passphrase, which is gone from the field at once', async () => {
    await open({ kind: 'locked', slots: ['passphrase'] })
    const answer = bridge.hold('vault.unlock')
    expect(passphrase()).toHaveFocus()
    await userEvent.paste('correct horse EXAMPLE')
    await userEvent.keyboard('{Enter}')
    expect(bridge.inputs('vault.unlock')).toEqual([{ with: 'passphrase', value: 'correct horse EXAMPLE' }])
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

describe('a locked vault with a recovery code', () => {
  it('opens with the code instead, and leads to setting right what did not open it', async () => {
    await open({ kind: 'locked', slots: ['os-passphrase', 'recovery'] })
    expect(screen.getByText(/together with the system’s keystore/)).toBeInTheDocument()
    await press('Use the recovery code instead')
    expect(screen.queryByLabelText('Passphrase')).not.toBeInTheDocument()
    expect(code()).toHaveFocus()
    await enter(code(), 'aaaaa-bbbbb EXAMPLE')
    await press('Unlock')
    expect(bridge.inputs('vault.unlock')).toEqual([{ with: 'recovery', value: 'aaaaa-bbbbb EXAMPLE' }])
    expect(everythingShown()).not.toContain('EXAMPLE')
    expect(dialogStore.getState().dialog).toEqual({ kind: 'protect', recovered: true })
  })

  it('says that the code is not right, and stays with it', async () => {
    await open({ kind: 'locked', slots: ['passphrase', 'recovery'] })
    bridge.fail('vault.unlock', 'wrong-recovery-code')
    await press('Use the recovery code instead')
    await enter(code(), 'aaaaa-bbbbb')
    await press('Unlock')
    expect(await alertText()).toContain('This recovery code is not right.')
    await waitFor(() => expect(code()).toHaveFocus())
    expect(code()).toHaveValue('')
    expect(dialogStore.getState().dialog).toBeNull()
  })

  it('goes back to the passphrase, with nothing left of what was typed', async () => {
    await open({ kind: 'locked', slots: ['passphrase', 'recovery'] })
    await press('Use the recovery code instead')
    await enter(code(), 'aaaaa-EXAMPLE')
    await press('Use the passphrase instead')
    expect(passphrase()).toHaveFocus()
    expect(everythingShown()).not.toContain('EXAMPLE')
  })

  it('does not offer a code where there is none', async () => {
    await open({ kind: 'locked', slots: ['passphrase'] })
    expect(screen.queryByRole('button', { name: /recovery code/ })).not.toBeInTheDocument()
  })
})

describe('a vault that opens by itself', () => {
  it.each([[['os']], [['os', 'recovery']], [['os', 'passphrase']]] as const)(
    'is called hidden and not locked, and is shown again with a button: %o',
    async (slots) => {
      await open({ kind: 'locked', slots: [...slots] })
      expect(screen.getByRole('heading', { name: 'The vault is hidden' })).toBeInTheDocument()
      expect(screen.getByText(/hidden from view and not locked/)).toBeInTheDocument()
      expect(screen.queryByRole('textbox')).not.toBeInTheDocument()
      expect(screen.getByRole('button', { name: 'Show' })).toHaveFocus()
      await userEvent.keyboard('{Enter}')
      expect(bridge.inputs('vault.retry')).toHaveLength(1)
    },
  )
})

describe('a vault that the system keeps locked', () => {
  it('opens with the recovery code where it has one, and does not ask for a passphrase that would not help', async () => {
    await open({ kind: 'locked-by-os', why: 'other-key', slots: ['os-passphrase', 'recovery'] })
    expect(screen.queryByLabelText('Passphrase')).not.toBeInTheDocument()
    expect(screen.getByText('Or open it with the recovery code:')).toBeInTheDocument()
    await enter(code(), 'aaaaa-bbbbb')
    await press('Unlock')
    expect(bridge.inputs('vault.unlock')).toEqual([{ with: 'recovery', value: 'aaaaa-bbbbb' }])
  })

  it('offers both where it has both', async () => {
    await open({ kind: 'locked-by-os', why: 'no-answer', slots: ['os', 'passphrase', 'recovery'] })
    expect(screen.getByText('Or open it with your passphrase or the recovery code:')).toBeInTheDocument()
    expect(passphrase()).toBeInTheDocument()
    expect(screen.getByRole('button', { name: 'Use the recovery code instead' })).toBeInTheDocument()
  })

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

  it('opens with the passphrase where it has one', async () => {
    await open({ kind: 'locked-by-os', why: 'other-key', slots: ['os', 'passphrase'] })
    await enter(passphrase(), 'correct horse')
    await press('Unlock')
    expect(bridge.inputs('vault.unlock')).toEqual([{ with: 'passphrase', value: 'correct horse' }])
  })
})

describe('a vault that cannot be opened', () => {
  const states: readonly (readonly [VaultState, string, RegExp])[] = [
    [
      { kind: 'damaged', olderGenerations: 3, newestReadableAt: sampleNow, folder: '/home/ada/Keyrack' },
      'The vault cannot be read',
      /3 older copies in its folder can still be read/,
    ],
    [
      { kind: 'damaged', olderGenerations: 0, newestReadableAt: null, folder: '/home/ada/Keyrack' },
      'The vault cannot be read',
      /If you have a backup of the folder, put it back/,
    ],
    [{ kind: 'newer-format', format: 9 }, 'The vault is from a newer Keyrack', /Install the newest Keyrack/],
    [{ kind: 'older-than-seen', slots: ['os'] }, 'This is not the newest vault that was here', /Put the newest copy/],
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

  const damaged = { kind: 'damaged', olderGenerations: 2, newestReadableAt: sampleNow, folder: '/f' } as const

  it('goes on with the newest readable copy only after saying what is lost and what is kept', async () => {
    await open(damaged)
    await press(`Use the copy from ${momentText(sampleNow)}…`)
    const question = screen.getByRole('alertdialog', { name: 'Go on with an older copy?' })
    expect(question).toHaveTextContent(/What was stored or changed since then is not in it/)
    expect(question).toHaveTextContent(/The damaged file is kept in the folder/)
    expect(bridge.inputs('vault.useOlderGeneration')).toEqual([])
    await press('Use this copy')
    expect(bridge.inputs('vault.useOlderGeneration')).toEqual([{}])
  })

  it('leaves the damaged one as it is when the person thinks better of it', async () => {
    await open(damaged)
    await press(`Use the copy from ${momentText(sampleNow)}…`)
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument())
    expect(bridge.inputs('vault.useOlderGeneration')).toEqual([])
  })

  it('says why the copy could not be used', async () => {
    await open(damaged)
    bridge.fail('vault.useOlderGeneration', 'disk-refused')
    await press(`Use the copy from ${momentText(sampleNow)}…`)
    await press('Use this copy')
    expect(await alertText()).toContain('did not let Keyrack write to its folder')
    expect(screen.getByRole('alertdialog')).toBeInTheDocument()
  })

  it('offers no copy where none can be read', async () => {
    await open({ ...damaged, olderGenerations: 0, newestReadableAt: null })
    expect(screen.queryByRole('button', { name: /copy/ })).not.toBeInTheDocument()
  })

  it('opens an older vault than before only after saying what that means', async () => {
    await open({ kind: 'older-than-seen', slots: ['os'] })
    await press('Open it all the same…')
    const question = screen.getByRole('alertdialog', { name: 'Go on with the older vault?' })
    expect(question).toHaveTextContent(/Secrets that were stored since are in the newer vault only/)
    expect(bridge.inputs('vault.acceptOlder')).toEqual([])
    await press('Open it')
    expect(bridge.inputs('vault.acceptOlder')).toEqual([{}])
  })

  it('shows where the damaged one is', async () => {
    await open({ kind: 'damaged', olderGenerations: 0, newestReadableAt: null, folder: '/home/ada/Keyrack' })
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
    await open(sampleFacts().vault)
    expect(screen.queryByRole('main')).not.toBeInTheDocument()
  })
})

it.each<VaultState>([
  { kind: 'locked', slots: ['passphrase', 'recovery'] },
  { kind: 'locked', slots: ['os'] },
  { kind: 'locked-by-os', why: 'other-key', slots: ['os', 'passphrase', 'recovery'] },
  { kind: 'older-than-seen', slots: ['os'] },
  { kind: 'newer-format', format: 9 },
  { kind: 'other-purpose', purpose: 'demo' },
  { kind: 'damaged', olderGenerations: 1, newestReadableAt: sampleNow, folder: '/home/ada/Keyrack' },
  { kind: 'opening' },
])('has no accessibility problems: %o', async (state) => {
  await open(state)
  expect(await accessibilityProblems()).toEqual([])
})

it.each<[VaultState, string]>([
  [{ kind: 'damaged', olderGenerations: 1, newestReadableAt: sampleNow, folder: '/f' }, 'Use the copy'],
  [{ kind: 'older-than-seen', slots: ['os'] }, 'Open it all the same'],
])('asks without accessibility problems: %o', async (state, name) => {
  await open(state)
  await userEvent.click(screen.getByRole('button', { name: new RegExp(name) }))
  expect(screen.getByRole('alertdialog')).toBeInTheDocument()
  expect(await accessibilityProblems()).toEqual([])
})
