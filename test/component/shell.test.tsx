import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TokenRow } from '#shared/model/token'
import { defaultPreferences } from '#shared/rules/default-preferences'
import { createMirror } from '#renderer/data/mirror'
import { closeDialog, openDialog } from '#renderer/dialogs'
import { App } from '#renderer/shell/app'
import { loadLater } from '#renderer/shell/loaded-later'
import { clearToasts, toast } from '#renderer/ui/toast'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { stubLayout } from '#test/support/dom/layout'
import { manyRows, sampleFacts } from '#test/support/sample'

// Loaded while the list is shown; how long that takes on a busy machine is not what is tested here.
beforeAll(() => import('#renderer/shell/later'))

beforeEach(() => {
  stubLayout()
  closeDialog()
  clearToasts()
})

afterEach(() => delete document.documentElement.dataset['theme'])

async function start(bridge: FakeBridge = createFakeBridge(), rows: readonly TokenRow[] = manyRows(20)) {
  Object.defineProperty(window, 'keyrack', { value: bridge, configurable: true })
  const mirror = createMirror(bridge)
  render(<App mirror={mirror} />)
  await act(() => mirror.start())
  act(() => bridge.sendRows(rows))
  const shown = screen.queryByRole('grid')
  if (shown) await waitFor(() => expect(shown).toHaveAttribute('aria-rowcount', String(rows.length + 1)))
  return bridge
}

const grid = () => screen.getByRole('grid', { name: 'Tokens' })
const details = () => screen.queryByRole('complementary', { name: 'Token details' })

describe('the window', () => {
  it('says that it starts, then shows the work', async () => {
    const bridge = createFakeBridge()
    Object.defineProperty(window, 'keyrack', { value: bridge, configurable: true })
    const mirror = createMirror(bridge)
    render(<App mirror={mirror} />)
    expect(screen.getByRole('img', { name: 'Starting…' })).toBeInTheDocument()
    await act(() => mirror.start())
    expect(grid()).toBeInTheDocument()
  })

  it('shows the first token that is picked in the same frame, once its details are loaded', async () => {
    await loadLater()
    await start()
    const [, first] = within(grid()).getAllByRole('row')
    fireEvent.click(within(first as HTMLElement).getAllByRole('gridcell')[0] as HTMLElement)
    expect(within(details() as HTMLElement).getByRole('button', { name: 'Copy name' })).toBeVisible()
  })

  it('leads to the timeline and back, by the side bar and by keys, and remembers which', async () => {
    const bridge = await start()
    const timeline = () => screen.queryByRole('grid', { name: 'Tokens by month' })
    await userEvent.click(screen.getByRole('button', { name: 'Timeline' }))
    expect(timeline()).toBeInTheDocument()
    expect(screen.queryByRole('grid', { name: 'Tokens' })).toBeNull()
    expect(screen.getByRole('button', { name: 'Timeline' })).toHaveAttribute('aria-current', 'page')
    expect(screen.getByRole('button', { name: 'All tokens' })).not.toHaveAttribute('aria-current')
    expect(bridge.inputs('preferences.set')).toContainEqual({ screen: 'timeline' })
    await userEvent.keyboard('{Control>}[Digit1]{/Control}')
    expect(grid()).toBeInTheDocument()
    await userEvent.keyboard('{Control>}[Digit2]{/Control}')
    expect(timeline()).toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: 'All tokens' }))
    expect(grid()).toBeInTheDocument()
  })

  it('searches the list, also from another view', async () => {
    await start()
    await userEvent.click(screen.getByRole('button', { name: 'Timeline' }))
    await userEvent.keyboard('/')
    await waitFor(() => expect(screen.getByRole('searchbox', { name: 'Search tokens' })).toHaveFocus())
  })

  it('opens with the view that was there last', async () => {
    await start(
      createFakeBridge({ facts: sampleFacts({ preferences: { ...defaultPreferences, screen: 'timeline' } }) }),
    )
    expect(await screen.findByRole('grid', { name: 'Tokens by month' })).toBeInTheDocument()
  })

  it('gives the keyboard back after a dialog that took the place of another', async () => {
    await start()
    const opener = screen.getByRole('button', { name: 'Find in files' })
    await userEvent.click(opener)
    const first = await screen.findByRole('dialog', { name: 'Find where tokens are used' })
    within(first).getByRole('button', { name: 'Close' }).focus()
    act(() => openDialog({ kind: 'import' }))
    await screen.findByRole('dialog', { name: 'Import secrets' })
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(opener).toHaveFocus())
  })

  it('gives the keyboard to the list where what had it is gone', async () => {
    await start()
    const gone = document.body.appendChild(document.createElement('button'))
    gone.focus()
    act(() => openDialog({ kind: 'import' }))
    await screen.findByRole('dialog', { name: 'Import secrets' })
    gone.remove()
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(grid()).toContainElement(document.activeElement as HTMLElement))
  })

  it('says why it could not start, and tries again', async () => {
    const bridge = createFakeBridge()
    bridge.fail('app.start', 'disk-refused')
    await start(bridge)
    expect(screen.getByRole('heading', { name: 'Keyrack could not start' })).toBeVisible()
    const answer = { facts: sampleFacts(), catalogue: '[]', demo: false, version: '1', platform: 'linux' }
    bridge.answer('app.start', answer)
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(grid()).toBeInTheDocument()
  })

  it('says when a copied secret could not be taken from the clipboard, until it could', async () => {
    const bridge = await start()
    act(() => bridge.emit('clipboard', { cleared: false }))
    expect(await screen.findByText(/could not be taken from the clipboard/)).toBeInTheDocument()
    act(() => bridge.emit('clipboard', { cleared: true }))
    await waitFor(() => expect(screen.queryByText(/could not be taken from the clipboard/)).not.toBeInTheDocument())
  })

  it('shows nothing of the work while the vault is not open', async () => {
    const bridge = await start(createFakeBridge({ facts: { vault: { kind: 'locked', slots: ['passphrase'] } } }))
    expect(screen.queryByRole('grid')).toBeNull()
    act(() => bridge.setFacts({ vault: sampleFacts().vault }))
    expect(grid()).toBeInTheDocument()
    await waitFor(() => expect(grid()).toHaveAttribute('aria-rowcount', '21'))
  })

  it('takes dialogs and messages away when the vault closes', async () => {
    const bridge = await start()
    act(() => {
      openDialog({ kind: 'recovery-code' })
      toast({ text: 'deploy-bot revoked' })
    })
    expect(await screen.findByRole('dialog', { name: 'Recovery code' })).toBeVisible()
    act(() => bridge.setFacts({ vault: { kind: 'locked', slots: ['passphrase'] } }))
    await waitFor(() => expect(screen.queryByText('deploy-bot revoked')).toBeNull())
    act(() => bridge.setFacts({ vault: sampleFacts().vault }))
    expect(grid()).toBeInTheDocument()
    expect(screen.queryByRole('dialog', { name: 'Recovery code' })).toBeNull()
  })

  it('shows the chosen theme', async () => {
    const bridge = await start(createFakeBridge({ facts: { preferences: { ...defaultPreferences, theme: 'dark' } } }))
    expect(document.documentElement).toHaveAttribute('data-theme', 'dark')
    act(() => bridge.setFacts({ preferences: { ...defaultPreferences, theme: 'system' } }))
    expect(document.documentElement).not.toHaveAttribute('data-theme')
  })

  it('has no accessibility problems, landmarks and headings included', async () => {
    // The page itself says these; see index.html.
    document.title = 'Keyrack'
    document.documentElement.lang = 'en'
    await start()
    await userEvent.click(within(grid()).getAllByRole('gridcell')[0]!)
    const { violations } = await axe.run(document, { rules: { 'color-contrast': { enabled: false } } })
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
  })
})

describe('the details', () => {
  it('follow the grid, and Enter leads into them and Escape back', async () => {
    await start()
    await userEvent.click(within(grid()).getAllByRole('gridcell')[0]!)
    expect(within(details()!).getByRole('button', { name: 'Revoke' })).toBeInTheDocument()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(details()).toHaveFocus())
    await userEvent.keyboard('{Escape}')
    expect(document.activeElement).toHaveAttribute('role', 'gridcell')
  })

  it('go away and come back with Enter', async () => {
    await start()
    await userEvent.click(within(grid()).getAllByRole('gridcell')[0]!)
    await userEvent.click(screen.getByRole('button', { name: 'Close details' }))
    expect(details()).toBeNull()
    expect(document.activeElement).toHaveAttribute('role', 'gridcell')
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(details()).toHaveFocus())
  })

  it('lie over the list in a narrow window, and only with a token', async () => {
    stubLayout({ narrow: true })
    await start()
    expect(details()).toBeNull()
    await userEvent.click(within(grid()).getAllByRole('gridcell')[0]!)
    expect(details()).toBeInTheDocument()
    await userEvent.keyboard('{Escape}')
    expect(details()).toBeNull()
  })
})

describe('keys that work anywhere', () => {
  it.each([
    ['/', '/'],
    ['Ctrl+F', '{Control>}f{/Control}'],
  ])('%s goes to the search', async (_, keys) => {
    await start()
    await userEvent.keyboard(keys)
    expect(screen.getByRole('searchbox', { name: 'Search tokens' })).toHaveFocus()
    expect(screen.getByRole('searchbox')).toHaveValue('')
  })

  it.each([
    ['F5', '{F5}'],
    ['Ctrl+R', '{Control>}r{/Control}'],
  ])('%s refreshes', async (_, keys) => {
    const bridge = await start()
    await userEvent.keyboard(keys)
    expect(bridge.inputs('inventory.refresh')).toMatchObject([{ accountId: null }])
  })

  it('Ctrl+N makes a token', async () => {
    await start()
    await userEvent.keyboard('{Control>}n{/Control}')
    expect(await screen.findByRole('dialog', { name: 'New token' })).toBeVisible()
  })

  it('Ctrl+L locks, whatever is open', async () => {
    const bridge = await start()
    await userEvent.keyboard('{Control>}l{/Control}')
    expect(bridge.inputs('vault.lock')).toHaveLength(1)
    act(() => openDialog({ kind: 'settings' }))
    await screen.findByRole('dialog', { name: 'Settings' })
    await userEvent.keyboard('{Control>}l{/Control}')
    expect(bridge.inputs('vault.lock')).toHaveLength(2)
  })

  it('Ctrl+Shift+L ends a secret that has leaked, and locks nothing', async () => {
    const bridge = await start()
    await userEvent.keyboard('{Control>}{Shift>}l{/Shift}{/Control}')
    expect(await screen.findByRole('dialog', { name: 'A secret has leaked' })).toBeVisible()
    expect(bridge.inputs('vault.lock')).toEqual([])
  })

  it('a slash in a text is a slash', async () => {
    await start()
    await userEvent.click(within(grid()).getAllByRole('gridcell')[0]!)
    const notes = within(details()!).getByRole('textbox', { name: 'Notes' })
    await userEvent.type(notes, 'a/b')
    expect(notes).toHaveFocus()
  })

  it('do nothing behind a dialog', async () => {
    const bridge = await start()
    act(() => openDialog({ kind: 'settings' }))
    await screen.findByRole('dialog', { name: 'Settings' })
    await userEvent.keyboard('{F5}{Control>}n{/Control}')
    expect(bridge.inputs('inventory.refresh')).toEqual([])
    expect(screen.queryByRole('dialog', { name: 'New token' })).toBeNull()
  })
})

describe('dialogs', () => {
  it.each([
    [{ kind: 'add-account' }, 'Add account'],
    [{ kind: 'rename-account', accountId: 'account-pulumi' }, 'Rename'],
    [{ kind: 'reenter-token', accountId: 'account-pulumi' }, 'Re-enter token'],
    [{ kind: 'remove-account', accountId: 'account-pulumi' }, 'Remove'],
    [{ kind: 'new-token' }, 'New token'],
    [{ kind: 'edit-token', tokenId: 'token-4' }, 'Edit'],
    [{ kind: 'regenerate', tokenId: 'token-4' }, 'Regenerate'],
    [{ kind: 'revoke', tokenId: 'token-4' }, 'Revoke'],
    [{ kind: 'store-secret', tokenId: 'token-4' }, 'Store its secret'],
    [{ kind: 'other-service' }, 'Add other service'],
    [{ kind: 'settings' }, 'Settings'],
  ] as const)('%o', async (dialog, title) => {
    const bridge = createFakeBridge()
    bridge.answer('token.formOptions', { roles: [], maxDays: null, scopes: [] })
    await start(bridge)
    act(() => openDialog(dialog))
    const found = await waitFor(() => {
      const [one] = [...screen.queryAllByRole('dialog'), ...screen.queryAllByRole('alertdialog')]
      if (!one) throw new Error('No dialog')
      return one
    })
    expect(found).toHaveAccessibleName(expect.stringContaining(title) as string)
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(found).not.toBeInTheDocument())
  })
})

describe('the edges of the panes', () => {
  it('are moved with the keyboard, within their bounds', async () => {
    await start()
    const edge = screen.getByRole('separator', { name: 'Width of the side bar' })
    const before = Number(edge.getAttribute('aria-valuenow'))
    act(() => edge.focus())
    await userEvent.keyboard('{ArrowRight}')
    expect(Number(edge.getAttribute('aria-valuenow'))).toBe(before + 16)
    await userEvent.keyboard('{Home}{ArrowLeft}')
    expect(edge).toHaveAttribute('aria-valuenow', edge.getAttribute('aria-valuemin'))
  })
})
