import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Profile } from '#shared/model/profile'
import { dialogStore } from '#renderer/dialogs'
import { SettingsDialog } from '#renderer/features/settings/index'
import { SideBar } from '#renderer/features/sidebar/index'
import { VaultScreen } from '#renderer/features/vault/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { enter } from '#test/support/dom/forms'
import { stubLayout } from '#test/support/dom/layout'
import { OnDesk, renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'

const vaults: Profile[] = [
  { name: 'default', isOwn: true, isNew: false },
  { name: 'home', isOwn: false, isNew: true },
  { name: 'Work', isOwn: false, isNew: false },
]
const named = { profile: { name: 'Work', several: true } }

let bridge: FakeBridge
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))

beforeEach(() => {
  stubLayout()
  bridge = createFakeBridge()
  bridge.answer('profile.list', { profiles: vaults })
})

describe('the vaults in the settings', () => {
  const open = () => renderWindow(<SettingsDialog onClose={vi.fn()} />, bridge)
  const list = () => screen.getByRole('list', { name: 'Vaults' })
  const lines = () => within(list()).getAllByRole('listitem')
  const field = () => screen.getByRole('textbox', { name: 'New vault' })

  it('are listed by name, with which one this is and which is new', async () => {
    await open()
    expect(lines().map((line) => line.textContent)).toEqual([
      'DefaultIn this windowShow its folder',
      'homeNewOpenShow its folder',
      'WorkOpenShow its folder',
    ])
  })

  it('are where the settings begin when they were asked for, and not otherwise', async () => {
    const heading = () => screen.getByRole('heading', { name: 'Vaults' })
    const { unmount } = await open()
    expect(heading()).not.toHaveFocus()
    unmount()
    await renderWindow(<SettingsDialog at="vaults" onClose={vi.fn()} />, bridge)
    await waitFor(() => expect(heading()).toHaveFocus())
  })

  it('are opened in a window of their own', async () => {
    await open()
    await press('Open Work')
    expect(bridge.inputs('profile.open')).toEqual([{ name: 'Work' }])
    expect(await screen.findByText('The vault Work opens in a window of its own.')).toBeVisible()
  })

  it('show their folders, and there is nothing that removes one', async () => {
    await open()
    await press('Show its folder: Default')
    expect(bridge.inputs('profile.showFolder')).toEqual([{ name: 'default' }])
    expect(within(list()).queryByRole('button', { name: /remove|delete/i })).toBeNull()
  })

  it('get a new one by its name', async () => {
    bridge.answer('profile.make', { name: 'Acme Corp' })
    await open()
    await enter(field(), '  Acme  Corp ')
    bridge.answer('profile.list', { profiles: [...vaults, { name: 'Acme Corp', isOwn: false, isNew: true }] })
    await press('Make it')
    expect(bridge.inputs('profile.make')).toEqual([{ name: 'Acme Corp' }])
    expect(await screen.findByText('The vault Acme Corp opens in a window of its own.')).toBeVisible()
    expect(lines()).toHaveLength(4)
    expect(field()).toHaveValue('')
  })

  it.each([
    ['', 'Enter a name.'],
    ['../work', 'Letters (a to z), digits, spaces, dashes and underscores, with a letter or a digit first.'],
    ['x'.repeat(41), 'At most 40 characters.'],
    ['nul', 'Windows keeps this name for itself. Choose another one.'],
    ['WORK', 'There is a vault of this name already.'],
    ['Default', 'There is a vault of this name already.'],
  ])('do not get one named %j', async (name, problem) => {
    await open()
    if (name !== '') await enter(field(), name)
    await press('Make it')
    expect(field()).toHaveAccessibleDescription(problem)
    expect(field()).toHaveFocus()
    expect(bridge.inputs('profile.make')).toEqual([])
  })

  it('say what main has against a name, in words for vaults, and keep it in its field', async () => {
    bridge.fail('profile.make', { kind: 'name-taken', field: 'vault-name' })
    await open()
    await enter(field(), 'acme')
    await press('Make it')
    expect(await screen.findByRole('alert')).toHaveTextContent('There is a vault of this name already.')
    expect(field()).toHaveValue('acme')
  })

  it('say why one could not be opened', async () => {
    bridge.fail('profile.open', { kind: 'not-found', field: 'vault-name' })
    await open()
    await press('Open home')
    expect(await screen.findByRole('alert')).toHaveTextContent('The folder of this vault is not where it was.')
  })

  it('say why they could not be listed', async () => {
    bridge.fail('profile.list', 'disk-refused')
    await open()
    expect(await screen.findByRole('alert')).toHaveTextContent('permissions of the folder')
  })

  it('have no accessibility problems', async () => {
    await open()
    expect(await accessibilityProblems()).toEqual([])
  })
})

describe('the vault of this window', () => {
  const sideBar = () =>
    renderWindow(
      <OnDesk>
        <SideBar />
      </OnDesk>,
      bridge,
    )
  const menu = () => screen.queryByRole('button', { name: /^Vault: (Work|Default)$/ })

  it('is not named where the default one is the only one, and is as soon as there are several', async () => {
    await sideBar()
    expect(menu()).toBeNull()
    act(() => bridge.setFacts({ profile: { name: 'default', several: true } }))
    expect(await screen.findByRole('button', { name: 'Vault: Default' })).toHaveTextContent('Default')
  })

  it('is named in the side bar, with a menu that opens the others and leads to all', async () => {
    bridge.setFacts(named)
    bridge.answer('profile.list', { profiles: vaults.map((vault) => ({ ...vault, isOwn: vault.name === 'Work' })) })
    await sideBar()
    await press('Vault: Work')
    const items = await screen.findAllByRole('menuitem')
    expect(items.map((item) => item.textContent)).toEqual(['Open Default', 'Open homeNew', 'All vaults…'])
    await userEvent.click(items[0]!)
    expect(bridge.inputs('profile.open')).toEqual([{ name: 'default' }])
    await press('Vault: Work')
    await userEvent.click(await screen.findByRole('menuitem', { name: 'All vaults…' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'settings', at: 'vaults' })
    expect(await accessibilityProblems()).toEqual([])
  })

  it('knows in its menu what another window made meanwhile', async () => {
    bridge.setFacts(named)
    await sideBar()
    bridge.answer('profile.list', { profiles: [...vaults, { name: 'late', isOwn: false, isNew: true }] })
    await act(async () => window.dispatchEvent(new Event('focus')))
    await press('Vault: Work')
    expect(await screen.findByRole('menuitem', { name: /Open late/ })).toBeVisible()
  })

  it('says when another one could not be opened', async () => {
    bridge.setFacts(named)
    bridge.fail('profile.open', { kind: 'internal', code: 'ENOENT' })
    await sideBar()
    await press('Vault: Work')
    await userEvent.click(await screen.findByRole('menuitem', { name: /Open home/ }))
    expect(await screen.findByRole('alertdialog')).toHaveTextContent('ENOENT')
  })

  it('is named where its passphrase is asked, so that nobody types that of another', async () => {
    bridge.setFacts({ ...named, vault: { kind: 'locked', slots: ['passphrase'] } })
    await renderWindow(<VaultScreen />, bridge)
    expect(menu()).toHaveTextContent('Work')
    await press('Vault: Work')
    expect((await screen.findAllByRole('menuitem')).map((item) => item.textContent)).not.toContain('All vaults…')
    await userEvent.keyboard('{Escape}')
    expect(await accessibilityProblems()).toEqual([])
  })
})
