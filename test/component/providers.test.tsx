import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { dialogStore } from '#renderer/dialogs'
import { ProvidersDialog, ProvidersSection } from '#renderer/features/providers/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { enter } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'

let bridge: FakeBridge
const onClose = vi.fn()

beforeEach(() => {
  bridge = createFakeBridge()
  onClose.mockClear()
})

const open = () => renderWindow(<ProvidersDialog onClose={onClose} />, bridge)
const card = (name: RegExp) => screen.getByRole('region', { name })
const names = () => screen.queryAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent.split(' ')[0])
const search = () => screen.getByRole('textbox', { name: 'Search providers' })

describe('the providers', () => {
  it('are shown with how everything is done for each kind of token', async () => {
    await open()
    const rows = within(card(/^Pulumi Cloud/)).getAllByRole('row')
    expect(rows.map((row) => row.textContent)).toEqual([
      'TokensListCreateChangeRegenerateRevoke',
      'Personal token, Organization token and Team tokenYesYesNoEmulatedYes',
    ])
    expect(card(/^Pulumi Cloud/)).toHaveTextContent('app.pulumi.example, or an address of your own')
  })

  it('say why something is not done plainly, and how that was verified', async () => {
    await open()
    const pulumi = card(/^Pulumi Cloud/)
    expect(within(within(pulumi).getByRole('list')).getAllByRole('listitem')).toHaveLength(2)
    expect(pulumi).toHaveTextContent('Change: Pulumi Cloud has no way to change a token.')
    expect(pulumi).toHaveTextContent('Audit logNo There is no such call at this service.')
    expect(pulumi).toHaveTextContent('Revoke by valueNo There is no such call at this service.')
    expect(pulumi).toHaveTextContent('Verified againstNothing')
    expect(within(card(/^Gitpod Classic/)).queryByRole('list')).toBeNull()
  })

  it('are searched by name, address, reason and how something is done, from the first key on', async () => {
    await open()
    expect(search()).toHaveFocus()
    expect(screen.getByRole('status')).toHaveTextContent('2 providers')
    for (const [query, expected] of [
      ['gitpod', ['Gitpod']],
      ['EMULATED', ['Pulumi']],
      ['renew token', ['Pulumi']],
      ['own host', []],
      ['gitpod.example', ['Gitpod']],
      ['personal token', ['Pulumi', 'Gitpod']],
    ] as const) {
      await enter(search(), query)
      expect(names(), query).toEqual(expected)
    }
  })

  it('say when none is found, and what can be done then', async () => {
    await open()
    await enter(search(), 'nowhere')
    expect(screen.getByRole('status')).toHaveTextContent('0 of 2 providers')
    expect(screen.getByText(/can be kept as “Other service”/)).toBeVisible()
  })

  it('can be scrolled and closed with the keyboard', async () => {
    await open()
    await userEvent.tab()
    expect(screen.getByRole('group', { name: 'Providers' })).toHaveFocus()
    await userEvent.tab()
    expect(screen.getByRole('button', { name: 'Done' })).toHaveFocus()
    await userEvent.keyboard('{Escape}')
    expect(onClose).toHaveBeenCalledOnce()
  })

  it('are reached from the settings', async () => {
    await renderWindow(<ProvidersSection />, bridge)
    await userEvent.click(screen.getByRole('button', { name: 'Show providers' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'providers' })
  })

  it('have nothing that axe would find', async () => {
    await open()
    expect(await accessibilityProblems()).toEqual([])
    await enter(search(), 'nowhere')
    expect(await accessibilityProblems()).toEqual([])
  })
})
