import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import { useStore } from 'zustand'
import type { TokenRow } from '#shared/model/token'
import { defaultPreferences } from '#shared/rules/default-preferences'
import { TagDialog } from '#renderer/features/tag/index'
import { TokensScreen } from '#renderer/features/tokens/index'
import { closeDialog, dialogStore } from '#renderer/dialogs'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { stubLayout } from '#test/support/dom/layout'
import { OnDesk, renderWindow } from '#test/support/dom/render'
import { sampleFacts, sampleRow } from '#test/support/sample'

beforeEach(() => stubLayout())

const letters = ['a', 'b', 'c', 'd', 'e', 'f']
const rows = letters.map((name) => sampleRow({ id: name, name, expiry: { kind: 'never' } }))

async function show(shown: readonly TokenRow[] = rows, bridge: FakeBridge = createFakeBridge()) {
  await renderWindow(
    <OnDesk>
      <>
        <TokensScreen />
        <OpenTagDialog />
      </>
    </OnDesk>,
    bridge,
    shown,
  )
  return bridge
}

function OpenTagDialog() {
  const { dialog } = useStore(dialogStore)
  return dialog?.kind === 'tag' ? <TagDialog {...dialog} onClose={closeDialog} /> : null
}

const row = (name: string): HTMLElement => {
  const found = screen.getAllByRole('row').find((one) => within(one).queryAllByText(name).length > 0)
  if (found === undefined) throw new Error(`No row ${name}`)
  return found
}

/** The token the keyboard is at, and its column from 1. */
function focused(): [string | undefined, number] {
  const cell = document.activeElement
  const name = cell?.closest('[role="row"]')?.querySelector('span:not([aria-hidden])')?.textContent
  return [name, Number(cell?.getAttribute('aria-colindex'))]
}

const selected = (): (string | null | undefined)[] =>
  screen.getAllByRole('row', { selected: true }).map((one) => one.querySelector('span:not([aria-hidden])')?.textContent)

async function enterGrid(): Promise<void> {
  await userEvent.click(screen.getByRole('searchbox'))
  await userEvent.keyboard('{ArrowDown}')
}

describe('the keyboard in the grid', () => {
  it('is in one cell at a time, that Tab can reach', async () => {
    await show()
    await enterGrid()
    expect(focused()).toEqual(['a', 1])
    await userEvent.keyboard('{ArrowDown}{ArrowRight}')
    expect(focused()).toEqual(['b', 2])
    const tabbable = [...screen.getByRole('grid').querySelectorAll('[tabindex="0"]')]
    expect(tabbable).toEqual([document.activeElement])
  })

  it('goes to the ends and back', async () => {
    await show()
    await enterGrid()
    await userEvent.keyboard('{End}')
    expect(focused()).toEqual(['f', 1])
    await userEvent.keyboard('{Control>}{End}{/Control}')
    expect(focused()).toEqual(['f', 10])
    await userEvent.keyboard('{Home}{Control>}{Home}{/Control}')
    expect(focused()).toEqual(['a', 1])
  })

  it('sorts from the header and makes columns wider with Alt', async () => {
    const bridge = await show()
    await enterGrid()
    await userEvent.keyboard('{ArrowUp}')
    expect(screen.getByRole('columnheader', { name: 'Name' })).toHaveFocus()
    await userEvent.keyboard('{Enter}{Enter}')
    expect(screen.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'descending')
    await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}')
    await waitFor(() => expect(bridge.inputs('preferences.set').at(-1)?.grid?.sort.direction).toBe('descending'))
    const saved = bridge.inputs('preferences.set').at(-1)?.grid?.columns[0]
    const before = defaultPreferences.grid.columns[0]!
    expect(saved).toEqual({ ...before, width: before.width + 16 })
  })

  it('picks tokens out with Space, with Shift and all of them', async () => {
    await show()
    await enterGrid()
    await userEvent.keyboard(' ')
    expect(selected()).toEqual(['a'])
    await userEvent.keyboard('{ArrowDown}{ArrowDown} ')
    expect(selected()).toEqual(['a', 'c'])
    await userEvent.keyboard(' ')
    expect(selected()).toEqual(['a'])
    await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}')
    expect(selected()).toEqual(['c', 'd', 'e'])
    await userEvent.keyboard('{Control>}a{/Control}')
    expect(selected()).toEqual(letters)
    await userEvent.keyboard('{Escape}')
    expect(screen.queryAllByRole('row', { selected: true })).toEqual([])
  })

  it('picks tokens out with the mouse and Ctrl or Shift', async () => {
    await show()
    const user = userEvent.setup()
    await user.click(within(row('b')).getByText('b'))
    await user.keyboard('{Shift>}')
    await user.click(within(row('d')).getByText('d'))
    await user.keyboard('{/Shift}')
    expect(selected()).toEqual(['b', 'c', 'd'])
    await user.keyboard('{Control>}')
    await user.click(within(row('c')).getByText('c'))
    await user.keyboard('{/Control}')
    expect(selected()).toEqual(['b', 'd'])
  })

  it('revokes with Delete, but nothing that is revoked already', async () => {
    await show([sampleRow({ id: 'dead', name: 'dead', state: 'revoked' }), ...rows])
    await enterGrid()
    await userEvent.keyboard('{ArrowDown}{Delete}')
    expect(dialogStore.getState().dialog).toEqual({ kind: 'revoke', tokenId: 'b' })
    dialogStore.setState({ dialog: null })
    await userEvent.keyboard('{End}{Delete}')
    expect(focused()[0]).toBe('dead')
    expect(dialogStore.getState().dialog).toBeNull()
  })

  it('stays with its token when the order changes around it', async () => {
    const bridge = await show()
    await enterGrid()
    await userEvent.keyboard('{ArrowDown}{ArrowRight}')
    bridge.emit('rows', {
      reset: false,
      upsert: [sampleRow({ id: 'A0', name: 'A0', expiry: { kind: 'never' } })],
      remove: [],
      done: false,
    })
    await waitFor(() => expect(screen.getByRole('grid')).toHaveAttribute('aria-rowcount', '8'))
    expect(focused()).toEqual(['b', 2])
    expect(document.activeElement?.closest('[role="row"]')).toHaveAttribute('aria-rowindex', '4')
  })

  it('goes to the token that takes the place of one that goes away', async () => {
    const bridge = await show()
    await enterGrid()
    await userEvent.keyboard('{ArrowDown}')
    bridge.emit('rows', { reset: false, upsert: [], remove: ['b'], done: false })
    await waitFor(() => expect(focused()).toEqual(['c', 1]))
  })
})

describe('what is done with several tokens', () => {
  it('copies their names', async () => {
    const bridge = await show()
    await enterGrid()
    await userEvent.keyboard(' {ArrowDown} ')
    expect(screen.getByText('2 selected')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Copy names' }))
    expect(bridge.inputs('token.copyText')).toEqual([{ tokenId: 'a', more: ['b'], what: 'name' }])
    expect(await screen.findByText('2 names copied')).toBeVisible()
  })

  it('revokes them, by the button or with Delete on one of them, and one alone as before', async () => {
    await show()
    await enterGrid()
    await userEvent.keyboard(' {ArrowDown} ')
    await userEvent.click(screen.getByRole('button', { name: 'Revoke…' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'bulk-revoke', tokenIds: ['a', 'b'] })
    dialogStore.setState({ dialog: null })
    await enterGrid()
    await userEvent.keyboard('{Delete}')
    expect(dialogStore.getState().dialog).toEqual({ kind: 'bulk-revoke', tokenIds: ['a', 'b'] })
    await userEvent.keyboard('{ArrowDown}{Delete}')
    expect(dialogStore.getState().dialog).toEqual({ kind: 'revoke', tokenId: 'c' })
  })

  it('picks out all that a search has found, and says when some of it is not shown any more', async () => {
    await show()
    await userEvent.click(screen.getByRole('button', { name: 'Select all' }))
    expect(selected()).toEqual(letters)
    await userEvent.type(screen.getByRole('searchbox'), 'no such token')
    expect(await screen.findByText('6 selected, 6 of them not shown')).toBeVisible()
  })

  it('adds a tag to each that does not have it, and keeps what they have', async () => {
    const bridge = await show([
      sampleRow({ id: 'a', name: 'a' }, { tags: ['ci'], notes: 'kept' }),
      sampleRow({ id: 'b', name: 'b' }, { tags: ['prod'] }),
    ])
    await enterGrid()
    await userEvent.keyboard('{Control>}a{/Control}')
    await userEvent.click(screen.getByRole('button', { name: 'Add tag…' }))
    const dialog = await screen.findByRole('dialog', { name: 'Add tag' })
    await userEvent.type(within(dialog).getByRole('textbox', { name: 'Tag' }), 'prod')
    await userEvent.click(within(dialog).getByRole('button', { name: 'Add tag' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(bridge.inputs('token.annotate')).toEqual([{ tokenId: 'a', tags: ['ci', 'prod'] }])
  })

  it('says what went wrong and stays open', async () => {
    const bridge = await show()
    bridge.fail('token.annotate', 'disk-full')
    await enterGrid()
    await userEvent.keyboard('{Control>}a{/Control}')
    await userEvent.click(screen.getByRole('button', { name: 'Add tag…' }))
    const dialog = await screen.findByRole('dialog', { name: 'Add tag' })
    await userEvent.type(within(dialog).getByRole('textbox', { name: 'Tag' }), 'prod{Enter}')
    expect(await within(dialog).findByText(/disk/i)).toBeVisible()
    expect(bridge.inputs('token.annotate')).toHaveLength(1)
  })
})

describe('columns', () => {
  it('are shown and hidden, and the name stays', async () => {
    const bridge = await show(rows, createFakeBridge({ facts: sampleFacts() }))
    expect(screen.queryByRole('columnheader', { name: 'Kind' })).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Columns' }))
    await userEvent.click(await screen.findByRole('menuitemcheckbox', { name: 'Kind' }))
    await userEvent.keyboard('{Escape}')
    expect(screen.getByRole('columnheader', { name: 'Kind' })).toBeInTheDocument()
    await waitFor(() => expect(bridge.inputs('preferences.set')).toHaveLength(1))
    const saved = bridge.inputs('preferences.set')[0]?.grid?.columns.find(({ id }) => id === 'kind')
    expect(saved?.visible).toBe(true)
  })
})
