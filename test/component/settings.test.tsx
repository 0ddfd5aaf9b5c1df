import { act, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { VaultState } from '#shared/model/vault'
import { defaultPreferences } from '#shared/rules/default-preferences'
import { dialogStore } from '#renderer/dialogs'
import { SettingsDialog } from '#renderer/features/settings/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText, choose } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { sampleNow } from '#test/support/sample'

type OpenVault = Extract<VaultState, { kind: 'open' }>

let bridge: FakeBridge
const onClose = vi.fn()

const strong = { level: 'strong', platform: 'linux', tag: 'v11', store: 'desktop keyring' } as const
const vault = (change: Partial<OpenVault> = {}): OpenVault => ({
  kind: 'open',
  storage: 'disk',
  slots: ['os'],
  keystore: strong,
  openedAt: sampleNow,
  readOnly: false,
  rekeying: null,
  strongerKeystore: null,
  keystoreSlot: null,
  ...change,
})
const weak = { level: 'weak', platform: 'linux', tag: 'v10', store: 'no keyring' } as const
const open = () => renderWindow(<SettingsDialog onClose={onClose} />, bridge)
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))

beforeEach(() => {
  bridge = createFakeBridge({ facts: { vault: vault() } })
  onClose.mockClear()
})

describe('what can be set', () => {
  it('counts at once', async () => {
    await open()
    await choose('Theme', 'Dark')
    await choose('Clear the clipboard after', '60 seconds')
    await choose('Refresh by itself', 'Never')
    await userEvent.click(screen.getByRole('radio', { name: 'Keep running in the background' }))
    expect(bridge.inputs('preferences.set')).toEqual([
      { theme: 'dark' },
      { clipboardSeconds: 60 },
      { refreshMinutes: 0 },
      { onClose: 'keep-running' },
    ])
    await press('Done')
    expect(onClose).toHaveBeenCalledOnce()
  })

  it('keeps two quick changes of the warning steps', async () => {
    bridge.hold('preferences.set')
    await open()
    await userEvent.click(screen.getByRole('checkbox', { name: '1 day' }))
    await userEvent.click(screen.getByRole('checkbox', { name: '30 days' }))
    expect(bridge.inputs('preferences.set')).toEqual([{ warningDays: [7, 14, 30] }, { warningDays: [7, 14] }])
    expect(screen.getByRole('checkbox', { name: '1 day' })).not.toBeChecked()
  })

  it('says what it means to have no warning step', async () => {
    bridge = createFakeBridge({ facts: { preferences: { ...defaultPreferences, warningDays: [] } } })
    await open()
    expect(screen.getByText(/only once it has expired/)).toBeInTheDocument()
  })

  it('shows a value that is none of the usual ones', async () => {
    bridge = createFakeBridge({
      facts: { preferences: { ...defaultPreferences, clipboardSeconds: 45, refreshMinutes: 90 } },
    })
    await open()
    expect(screen.getByRole('button', { name: /Clear the clipboard after$/ })).toHaveTextContent('45 seconds')
    expect(screen.getByRole('button', { name: /Refresh by itself$/ })).toHaveTextContent('Every 90 minutes')
  })

  it('takes a change back that main refuses, and says why', async () => {
    bridge.fail('preferences.set', 'disk-full')
    await open()
    await userEvent.click(screen.getByRole('checkbox', { name: '1 day' }))
    expect(await alertText()).toContain('The disk is full')
    expect(screen.getByRole('checkbox', { name: '1 day' })).toBeChecked()
  })

  it('follows what main says', async () => {
    await open()
    act(() => bridge.setFacts({ preferences: { ...defaultPreferences, theme: 'light' } }))
    expect(screen.getByRole('button', { name: /Theme$/ })).toHaveTextContent('Light')
  })
})

describe('the protection of the vault', () => {
  it.each([
    ['strong', vault(), /sealed by the desktop keyring/, 'Strong'],
    ['weak', vault({ keystore: weak }), /constant that is publicly known/, 'Weak'],
    [
      'passphrase only',
      vault({ slots: ['passphrase'], keystore: weak }),
      /Nobody can recover the passphrase/,
      'Passphrase',
    ],
    [
      'this session',
      vault({ storage: 'session', slots: [] }),
      /Nothing of the vault is written to the disk/,
      'This session only',
    ],
    ['both', vault({ slots: ['os', 'passphrase'] }), /Either of the two opens the vault/, 'Strong'],
  ] as const)('is said in words: %s', async (_what, state, sentence, level) => {
    bridge = createFakeBridge({ facts: { vault: state } })
    await open()
    expect(screen.getByText(sentence)).toBeInTheDocument()
    expect(screen.getByText('Level').nextElementSibling).toHaveTextContent(level)
  })

  it.each([
    [
      'keystore and passphrase',
      vault({ slots: ['os-passphrase'] }),
      /It opens nothing without your passphrase/,
      'Strong',
    ],
    [
      'keystore and passphrase, where the keystore protects nothing',
      vault({ slots: ['os-passphrase'], keystore: weak }),
      /Nobody can recover the passphrase/,
      'Passphrase',
    ],
  ] as const)('is that of the passphrase where both are needed: %s', async (_what, state, sentence, level) => {
    bridge = createFakeBridge({ facts: { vault: state } })
    await open()
    expect(screen.getByText(sentence)).toBeInTheDocument()
    expect(screen.getByText('Level').nextElementSibling).toHaveTextContent(level)
  })

  it('tells of a slot that the keystore has lost, and leads to what helps', async () => {
    bridge = createFakeBridge({
      facts: { vault: vault({ slots: ['os', 'recovery'], keystore: weak, keystoreSlot: 'dead' }) },
    })
    await open()
    expect(screen.getByText('Level').nextElementSibling).toHaveTextContent('Keystore fails')
    expect(screen.getByText(/the vault no longer opens by it/)).toBeInTheDocument()
    expect(screen.queryByText(/constant that is publicly known/)).not.toBeInTheDocument()
    const ways = within(screen.getByRole('list', { name: 'Opens with' })).getAllByRole('listitem')
    expect(ways.map((way) => way.textContent)).toEqual([
      expect.stringMatching(/^System keystoreOpens nothing/),
      expect.stringMatching(/^Recovery codeOpens on every computer/),
    ])
    await press('Choose again how it opens…')
    expect(dialogStore.getState().dialog).toEqual({ kind: 'protect' })
  })

  it('tells of a slot that was sealed again', async () => {
    bridge = createFakeBridge({ facts: { vault: vault({ keystoreSlot: 'sealed-again' }) } })
    await open()
    expect(screen.getByText(/was sealed by it again/)).toBeInTheDocument()
    expect(screen.getByText('Level').nextElementSibling).toHaveTextContent('Strong')
  })

  it('tells of a keystore that protects better now', async () => {
    bridge = createFakeBridge({ facts: { vault: vault({ keystore: weak, strongerKeystore: strong }) } })
    await open()
    expect(screen.getByText('Level').nextElementSibling).toHaveTextContent('Weak')
    await press('Seal everything anew…')
    expect(dialogStore.getState().dialog).toEqual({ kind: 'protect' })
  })

  it('lists every way in with what it is', async () => {
    bridge = createFakeBridge({ facts: { vault: vault({ slots: ['os', 'passphrase', 'recovery'] }) } })
    await open()
    const ways = within(screen.getByRole('list', { name: 'Opens with' })).getAllByRole('listitem')
    expect(ways.map((way) => way.textContent)).toEqual([
      expect.stringMatching(/^System keystoreOpens by itself/),
      expect.stringMatching(/^PassphraseOpens on every computer/),
      expect.stringMatching(/^Recovery codeOpens on every computer/),
    ])
  })

  it.each([
    ['Change how the vault opens…', { kind: 'protect' }],
    ['Add a recovery code…', { kind: 'recovery-code' }],
    ['Somebody may know this: System keystore', { kind: 'protect', compromised: 'os' }],
  ])('leads to what can be changed: %s', async (name, dialog) => {
    await open()
    await press(name)
    expect(dialogStore.getState().dialog).toEqual(dialog)
  })

  it('makes a new recovery code where there is one', async () => {
    bridge = createFakeBridge({ facts: { vault: vault({ slots: ['os', 'recovery'] }) } })
    await open()
    expect(screen.queryByText(/There is no recovery code/)).not.toBeInTheDocument()
    await press('Make a new recovery code…')
    expect(dialogStore.getState().dialog).toEqual({ kind: 'recovery-code' })
  })

  it.each([
    ['a session', vault({ storage: 'session', slots: [] })],
    ['a vault that can only be read', vault({ readOnly: true })],
  ])('cannot be changed for %s', async (_what, state) => {
    bridge = createFakeBridge({ facts: { vault: state } })
    await open()
    expect(screen.queryByRole('button', { name: /Change how|recovery code|Somebody may know/ })).not.toBeInTheDocument()
  })
})

it('has no accessibility problems', async () => {
  await open()
  expect(screen.getByRole('dialog', { name: 'Settings' })).toBeInTheDocument()
  expect(await accessibilityProblems()).toEqual([])
})

describe('what Keyrack does outside its window', () => {
  const signIn = () => screen.getByRole('checkbox', { name: 'Start Keyrack in the background when you sign in' })

  it('has the system start it at sign-in, and shows what came of it', async () => {
    bridge.answer('desktop.setSignInStart', { state: 'on' })
    await open()
    expect(signIn()).not.toBeChecked()
    await userEvent.click(signIn())
    expect(bridge.inputs('desktop.setSignInStart')).toEqual([{ on: true }])
    expect(signIn()).toBeChecked()
    expect(signIn()).toHaveAccessibleDescription(/Closing the window quits Keyrack/)
  })

  it('says when the system did not take it', async () => {
    bridge.answer('desktop.setSignInStart', { state: 'off' })
    await open()
    await userEvent.click(signIn())
    expect(signIn()).not.toBeChecked()
    expect(signIn()).toHaveAccessibleDescription(/The system did not take it/)
  })

  it('says why it could not be written', async () => {
    bridge.fail('desktop.setSignInStart', { kind: 'disk-refused', code: 'EACCES' })
    await open()
    await userEvent.click(signIn())
    expect(alertText()).not.toBe('')
    expect(signIn()).not.toBeChecked()
  })

  it.each([
    ['not-installed', /runs from its sources/],
    ['not-here', /nothing on this system/],
    ['default-only', /only the default vault/],
  ] as const)('is not offered where it cannot be had: %s', async (state, why) => {
    bridge.answer('desktop.signInStart', { state })
    await open()
    expect(signIn()).toBeDisabled()
    expect(signIn()).toHaveAccessibleDescription(why)
  })

  it('can be had again where the person or another copy stands in the way', async () => {
    bridge.answer('desktop.signInStart', { state: 'another' })
    await open()
    expect(signIn()).toBeEnabled()
    expect(signIn()).toHaveAccessibleDescription(/another copy/)
  })

  it('has an icon and a number by choice', async () => {
    await open()
    await choose('Icon in the panel', 'With the next tokens by name')
    await userEvent.click(screen.getByRole('checkbox', { name: 'Count on the icon in the task bar' }))
    expect(bridge.inputs('preferences.set')).toEqual([{ tray: 'names' }, { badge: false }])
  })
})
