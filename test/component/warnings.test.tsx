import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { ExpiryBand } from '#renderer/features/banner/expiry-band'
import { TokenDetail } from '#renderer/features/token-detail/index'
import { WarningsDialog } from '#renderer/features/warnings/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { OnDesk, renderWindow } from '#test/support/dom/render'
import { createFakeBridge } from '#test/support/fake-bridge'
import { day, sampleRow } from '#test/support/sample'

const soon = () => ({ kind: 'at', at: Date.now() + 5 * day + 60_000 }) as const
const row = (mine: Parameters<typeof sampleRow>[1] = {}) => sampleRow({ expiry: soon() }, mine)

describe('the line of what expires', () => {
  const band = (
    <OnDesk>
      <ExpiryBand />
    </OnDesk>
  )

  it('takes “I know” for all that it counts, and takes it back', async () => {
    const bridge = createFakeBridge()
    await renderWindow(band, bridge, [row()])
    await userEvent.click(screen.getByRole('button', { name: /^I know/ }))
    expect(bridge.inputs('expiry.quiet')).toEqual([{ tokenIds: ['token-1'], how: { kind: 'known' } }])
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }))
    expect(bridge.inputs('expiry.undo')).toEqual([{ said: [{ tokenId: 'token-1', quiet: null }] }])
    expect(bridge.inputs('expiry.quiet')).toHaveLength(1)
  })

  it('puts back what the person had said before, token by token', async () => {
    const bridge = createFakeBridge()
    const expiry = soon()
    // They were put off until a time that is over.
    const over = { kind: 'snoozed', end: expiry.at, until: Date.now() - day } as const
    const first = sampleRow({ id: 'token-a', expiry }, { warning: { days: [7], quiet: over } })
    await renderWindow(band, bridge, [first, sampleRow({ id: 'token-b', expiry })])
    await userEvent.click(screen.getByRole('button', { name: /^I know/ }))
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }))
    expect(bridge.inputs('expiry.undo')).toEqual([
      {
        said: [
          { tokenId: 'token-a', quiet: over },
          { tokenId: 'token-b', quiet: null },
        ],
      },
    ])
  })

  it('puts warnings off', async () => {
    const bridge = createFakeBridge()
    await renderWindow(band, bridge, [row()])
    await userEvent.click(screen.getByRole('button', { name: 'Remind me later' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'In 3 days' }))
    const [input] = bridge.inputs('expiry.quiet')
    expect(input?.how.kind === 'snoozed' && Math.abs(input.how.until - Date.now() - 3 * day)).toBeLessThan(60_000)
  })

  it('counts what the person knows of apart, and names it no more', async () => {
    const known = row()
    const expiry = soon()
    const quiet = { kind: 'known', end: expiry.at } as const
    await renderWindow(band, createFakeBridge(), [
      { ...known, token: { ...known.token, expiry }, warning: { days: null, quiet } },
    ])
    expect(screen.getByRole('status')).toHaveTextContent('1 put off or known')
    expect(screen.queryByRole('button', { name: /^I know/ })).toBeNull()
    expect(screen.getByRole('button', { name: 'Show' })).toBeVisible()
  })

  it('counts a token by its own steps', async () => {
    await renderWindow(band, createFakeBridge(), [row({ warning: { days: [3], quiet: null } })])
    expect(screen.getByRole('status')).toHaveTextContent('There is no token to warn of now.')
  })
})

describe('a token’s details', () => {
  const detail = (one: ReturnType<typeof row>) => (
    <OnDesk>
      <TokenDetail row={one} />
    </OnDesk>
  )

  it('say when the person is warned of it', async () => {
    await renderWindow(detail(row()), createFakeBridge(), [row()])
    expect(screen.getByText('You are warned 30, 14, 7 and 1 days before, and when it has expired.')).toBeVisible()
  })

  it('say nothing of warnings where nobody knows an end', async () => {
    const endless = sampleRow({ expiry: { kind: 'never' } })
    await renderWindow(detail(endless), createFakeBridge(), [endless])
    expect(screen.queryByRole('heading', { name: 'Warnings' })).toBeNull()
  })

  it('offer to be warned again', async () => {
    const bridge = createFakeBridge()
    const expiry = soon()
    const one = sampleRow({ expiry }, { warning: { days: null, quiet: { kind: 'known', end: expiry.at } } })
    await renderWindow(detail(one), bridge, [one])
    await userEvent.click(screen.getByRole('button', { name: 'Warn me again' }))
    expect(bridge.inputs('expiry.quiet')).toEqual([{ tokenIds: ['token-1'], how: { kind: 'none' } }])
  })
})

describe('the choice of steps', () => {
  const dialog = <WarningsDialog tokenId="token-1" onClose={() => undefined} />

  it('is for one token, or for all of its account or provider', async () => {
    const bridge = createFakeBridge()
    await renderWindow(dialog, bridge, [row()])
    await userEvent.click(screen.getByRole('radio', { name: /^All tokens of the account/ }))
    await userEvent.click(screen.getByRole('checkbox', { name: /^As usual/ }))
    const days = screen.getByRole('group', { name: 'Days before it expires' })
    for (const name of ['1 day', '7 days', '14 days'])
      await userEvent.click(within(days).getByRole('checkbox', { name }))
    await userEvent.click(within(days).getByRole('checkbox', { name: '60 days' }))
    await userEvent.click(screen.getByRole('button', { name: 'Save' }))
    expect(bridge.inputs('expiry.steps')).toEqual([{ of: 'account', id: 'account-pulumi', days: [30, 60] }])
  })

  it('goes back to what is usual', async () => {
    const bridge = createFakeBridge()
    await renderWindow(dialog, bridge, [row({ warning: { days: [1], quiet: null } })])
    await userEvent.click(screen.getByRole('checkbox', { name: /^As usual/ }))
    await userEvent.click(screen.getByRole('button', { name: 'Save' }))
    expect(bridge.inputs('expiry.steps')).toEqual([{ of: 'token', id: 'token-1', days: null }])
  })

  it('has no accessibility problems', async () => {
    await renderWindow(dialog, createFakeBridge(), [row()])
    expect(await accessibilityProblems()).toEqual([])
  })
})
