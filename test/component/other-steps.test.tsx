import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { PreferenceFields } from '#renderer/features/settings/preference-fields'
import { accessibilityProblems } from '#test/support/dom/axe'
import { OnDesk, renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { sampleAccount } from '#test/support/sample'
import type { WarningStep } from '#shared/rules/expiry'

const account = sampleAccount()
const nothing = { expired: 0, due: 0, quiet: 0, next: [], credentials: [], wanted: null }
const open = async (steps: Record<string, WarningStep[]>): Promise<FakeBridge> => {
  const bridge = createFakeBridge({ facts: { accounts: [account], expiry: { ...nothing, steps } } })
  await renderWindow(
    <OnDesk>
      <PreferenceFields />
    </OnDesk>,
    bridge,
  )
  return bridge
}
const line = (name: RegExp) => within(screen.getByRole('listitem', { name }))

describe('accounts and providers that are warned of at other times', () => {
  it('are not listed where there are none', async () => {
    await open({})
    expect(screen.queryByText('Warned of at other times')).toBeNull()
  })

  it('are named, changed in place and said in words', async () => {
    const bridge = await open({ [account.id]: [7, 30], pulumi: [], 'of-an-account-that-is-gone': [1] })
    expect(screen.getAllByRole('listitem')).toHaveLength(2)
    expect(line(/account/).getByText(/30 and 7 days before/)).toBeVisible()
    expect(line(/tokens of Pulumi/).getByText(/not before it has expired/)).toBeVisible()
    await userEvent.click(line(/account/).getByRole('button', { name: 'Change' }))
    await userEvent.click(line(/account/).getByRole('checkbox', { name: '1 day' }))
    expect(bridge.inputs('expiry.steps')).toEqual([{ of: 'account', id: account.id, days: [1, 7, 30] }])
    expect(await accessibilityProblems()).toEqual([])
  })

  it('are like all others once removed, with an undo', async () => {
    const bridge = await open({ pulumi: [3] })
    await userEvent.click(line(/tokens of Pulumi/).getByRole('button', { name: 'Remove' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(() =>
      expect(bridge.inputs('expiry.steps')).toEqual([
        { of: 'provider', id: 'pulumi', days: null },
        { of: 'provider', id: 'pulumi', days: [3] },
      ]),
    )
  })

  it('stay, with the reason, when that could not be saved', async () => {
    const bridge = await open({ pulumi: [3] })
    bridge.fail('expiry.steps', 'disk-full')
    await userEvent.click(line(/tokens of Pulumi/).getByRole('button', { name: 'Remove' }))
    expect(await screen.findByRole('alert')).toHaveTextContent(/disk/i)
  })
})
