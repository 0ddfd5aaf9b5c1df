import { act, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { Keystore, VaultState } from '#shared/model/vault'
import { dialogStore } from '#renderer/dialogs'
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
const choose = (option: string) => userEvent.click(screen.getByRole('radio', { name: option }))
const passphrase = () => screen.getByLabelText('Passphrase', { selector: 'input[type=password]' })

describe('where there is no vault', () => {
  it('shows the protection before anything is written, and offers the keystore first when it is strong', async () => {
    await open({ kind: 'none', keystore: strong })
    expect(screen.getByText('Strong')).toBeInTheDocument()
    expect(screen.getByText(/sealed by the desktop keyring/)).toBeInTheDocument()
    expect(radios()).toEqual([
      'System keystore and passphrase together',
      'System keystore',
      'Passphrase',
      'This session only',
    ])
    expect(bridge.inputs('vault.create')).toEqual([])
    await choose('System keystore')
    await press('Create the vault')
    expect(bridge.inputs('vault.create')).toEqual([{ choice: 'os', passphrase: null }])
  })

  it('recommends keystore and passphrase together where the keystore is strong, and a recovery code after it', async () => {
    await open({ kind: 'none', keystore: strong })
    const together = screen.getByRole('radio', { name: 'System keystore and passphrase together' })
    expect(together).toBeChecked()
    expect(together).toHaveAccessibleDescription(/^Recommended\./)
    expect(screen.getByText(/shows you a recovery code to write down/)).toBeInTheDocument()
    await enter(passphrase(), 'correct horse EXAMPLE')
    await enter(screen.getByLabelText('Repeat the passphrase'), 'correct horse EXAMPLE')
    expect(dialogStore.getState().dialog).toBeNull()
    await press('Create the vault')
    expect(bridge.inputs('vault.create')).toEqual([{ choice: 'os-passphrase', passphrase: 'correct horse EXAMPLE' }])
    expect(dialogStore.getState().dialog).toEqual({ kind: 'recovery-code' })
  })

  it.each([
    ['System keystore and passphrase together', 'Protected', 'In part', 'In part'],
    ['System keystore', 'Protected', 'Not protected', 'Not protected'],
    ['Passphrase', 'Protected', 'In part', 'In part'],
    ['This session only', 'Protected', 'Not protected', 'Not protected'],
  ])('says of "%s" what it protects against and what not', async (option, disk, person, programs) => {
    await open({ kind: 'none', keystore: strong })
    await choose(option)
    const guards = within(screen.getByRole('group', { name: 'What this protects against' })).getAllByRole('listitem')
    const said = guards.map((guard) => [
      within(guard).getByRole('img').getAttribute('aria-label'),
      /^[^.]*/.exec(guard.textContent)?.[0],
    ])
    expect(said.slice(0, 3)).toEqual([
      [disk, 'Stolen disk or backup'],
      [person, 'Somebody at this computer'],
      [programs, 'Programs running as you'],
    ])
    expect(said.slice(3).map(([, threat]) => threat)).toEqual(['Forgotten passphrase', 'Lost keyring'])
  })

  it('says how hard the passphrase is to guess while it is typed', async () => {
    await open({ kind: 'none', keystore: weak })
    await enter(passphrase(), 'short')
    expect(passphrase()).toHaveAccessibleDescription('Too short: at least 10 characters.')
    await enter(passphrase(), 'aaaaaaaaaaaaaaaaaaaa')
    expect(passphrase()).toHaveAccessibleDescription(/easy to guess/)
    await enter(passphrase(), 'correct horse battery staple')
    expect(passphrase()).toHaveAccessibleDescription(/: good\./)
  })

  it.each(['This session only', 'Weak, I accept'])('shows no recovery code after "%s"', async (option) => {
    await open({ kind: 'none', keystore: weak })
    await choose(option)
    expect(screen.queryByText(/recovery code to write down/)).not.toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: /^(Create the vault|Begin the session)$/ }))
    expect(bridge.inputs('vault.create')).toHaveLength(1)
    expect(dialogStore.getState().dialog).toBeNull()
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
    await choose('System keystore')
    await press('Create the vault')
    expect(await alertText()).toContain('did not let Keyrack write to its folder')
    expect(screen.getByRole('button', { name: 'Create the vault' })).toBeEnabled()
  })

  it('makes it once, however often the button is pressed', async () => {
    await open({ kind: 'none', keystore: strong })
    bridge.hold('vault.create')
    await choose('System keystore')
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

it.each<[string, Keystore]>([
  ['weak', weak],
  ['strong', strong],
  ['silent', silent],
])('has no accessibility problems where the keystore is %s', async (_what, keystore) => {
  await open({ kind: 'none', keystore })
  expect(await accessibilityProblems()).toEqual([])
})
