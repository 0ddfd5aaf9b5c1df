import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { VaultState } from '#shared/model/vault'
import { defaultPreferences } from '#shared/rules/default-preferences'
import { SettingsDialog } from '#renderer/features/settings/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText, choose, enter, everythingShown } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { sampleNow } from '#test/support/sample'

type OpenVault = Extract<VaultState, { kind: 'open' }>

let bridge: FakeBridge
const onClose = vi.fn()

const vault = (change: Partial<OpenVault> = {}): OpenVault => ({
  kind: 'open',
  storage: 'disk',
  slots: ['os'],
  keystore: { level: 'strong', platform: 'linux', tag: 'v11', store: 'desktop keyring' },
  openedAt: sampleNow,
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
    ['passphrase only', vault({ slots: ['passphrase'], keystore: weak }), /Only your passphrase opens/, 'Passphrase'],
    ['this session', vault({ storage: 'session', slots: [] }), /Nothing is written to the disk/, 'This session only'],
    ['both', vault({ slots: ['os', 'passphrase'] }), /Either of the two opens the vault/, 'Strong'],
  ] as const)('is said in words: %s', async (_what, state, sentence, level) => {
    bridge = createFakeBridge({ facts: { vault: state } })
    await open()
    expect(screen.getByText(sentence)).toBeInTheDocument()
    expect(screen.getByText(level)).toBeInTheDocument()
  })

  it('can get a passphrase besides the keystore; it stays in its fields only', async () => {
    await open()
    await press('Add a passphrase')
    expect(screen.getByLabelText('Passphrase')).toHaveFocus()
    await enter(screen.getByLabelText('Passphrase'), 'correct horse EXAMPLE')
    await enter(screen.getByLabelText('Repeat the passphrase'), 'correct horse EXAMPLE')
    expect(document.body.outerHTML).not.toContain('EXAMPLE')
    await press('Add passphrase')
    expect(bridge.inputs('vault.addSlot')).toEqual([
      { kind: 'passphrase', passphrase: 'correct horse EXAMPLE', acceptWeak: false },
    ])
    await waitFor(() => expect(screen.queryByLabelText('Passphrase')).not.toBeInTheDocument())
    expect(everythingShown()).not.toContain('EXAMPLE')
  })

  it.each([
    ['', '', 'Enter a passphrase.', 'Passphrase'],
    ['too short', 'too short', 'At least 10 characters.', 'Passphrase'],
    ['correct horse', 'correct house', 'The two are not the same.', 'Repeat the passphrase'],
  ])('refuses a passphrase %j repeated as %j', async (first, second, problem, field) => {
    await open()
    await press('Add a passphrase')
    if (first) await enter(screen.getByLabelText('Passphrase'), first)
    if (second) await enter(screen.getByLabelText('Repeat the passphrase'), second)
    await press('Add passphrase')
    expect(screen.getByLabelText(field)).toHaveFocus()
    expect(screen.getByLabelText(field)).toHaveAccessibleDescription(problem)
    expect(bridge.inputs('vault.addSlot')).toEqual([])
  })

  it('can get the keystore besides the passphrase where that is strong, and nowhere else', async () => {
    bridge = createFakeBridge({ facts: { vault: vault({ slots: ['passphrase'] }) } })
    await open()
    await press('Let the system’s keystore open it too')
    expect(bridge.inputs('vault.addSlot')).toEqual([{ kind: 'os', passphrase: null, acceptWeak: false }])
    act(() => bridge.setFacts({ vault: vault({ slots: ['passphrase'], keystore: weak }) }))
    expect(screen.queryByRole('button', { name: /keystore open it too/ })).not.toBeInTheDocument()
  })

  it('says why a second way could not be added', async () => {
    bridge.fail('vault.addSlot', 'vault-closed-by-os')
    bridge.setFacts({ vault: vault({ slots: ['passphrase'] }) })
    await open()
    await press('Let the system’s keystore open it too')
    expect(await alertText()).toContain('The system’s keystore does not open the vault')
  })
})

it('has no accessibility problems', async () => {
  await open()
  await press('Add a passphrase')
  expect(screen.getByRole('dialog', { name: 'Settings' })).toBeInTheDocument()
  expect(await accessibilityProblems()).toEqual([])
})
