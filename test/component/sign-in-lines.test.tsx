import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { Banner } from '#renderer/features/banner/index'
import { dialogStore } from '#renderer/dialogs'
import { accessibilityProblems } from '#test/support/dom/axe'
import { OnDesk, renderWindow } from '#test/support/dom/render'
import { createFakeBridge } from '#test/support/fake-bridge'
import { day, sampleAccount, sampleFacts } from '#test/support/sample'

const minute = 60_000
const banner = (
  <OnDesk>
    <Banner pending={null} />
  </OnDesk>
)
const ending = (accountId: string, days: number) => ({
  accountId,
  tokenId: `${accountId}/`,
  at: Date.now() + (days === 0 ? -2 * day : days * day) + minute,
  days,
})
const bridgeWith = (credentials: readonly ReturnType<typeof ending>[], change = {}) => {
  const ids = [...new Set(['account-pulumi', ...credentials.map(({ accountId }) => accountId)])]
  const accounts = ids.map((id) => ({ ...sampleAccount(), id, name: `Name of ${id}`, ...change }))
  return createFakeBridge({ facts: { accounts, expiry: { ...sampleFacts().expiry, credentials: [...credentials] } } })
}

describe('what an account signs in with, and no list has', () => {
  it('has a line when it is due, which leads to entering another one', async () => {
    const bridge = bridgeWith([ending('account-pulumi', 3)])
    await renderWindow(banner, bridge)
    const words = screen.getByText('The token that signs in to Name of account-pulumi expires in 3 days.')
    const line = words.closest<HTMLElement>('[role="status"]')!
    await userEvent.click(within(line).getByRole('button', { name: 'Re-enter token' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'reenter-token', accountId: 'account-pulumi' })
    await userEvent.click(within(line).getByRole('button', { name: 'I know' }))
    expect(bridge.inputs('expiry.quiet')).toEqual([{ tokenIds: ['account-pulumi/'], how: { kind: 'known' } }])
    expect(screen.getByText(/^Nothing in the list expires within 30 days\./)).toBeVisible()
    expect(await accessibilityProblems()).toEqual([])
  })

  it('says that it has expired', async () => {
    await renderWindow(banner, bridgeWith([ending('account-pulumi', 0)]))
    expect(screen.getByText(/signs in to Name of account-pulumi expired .*ago\./)).toBeVisible()
  })

  it('spells out two, and counts the others', async () => {
    await renderWindow(banner, bridgeWith(['a', 'b', 'c', 'd'].map((id) => ending(id, 7))))
    expect(screen.getAllByText(/^The token that signs in to/)).toHaveLength(2)
    expect(screen.getByText(/So it is with 2 more accounts\./)).toBeVisible()
  })

  it('has one line where the provider has refused it already', async () => {
    await renderWindow(
      banner,
      bridgeWith([ending('account-pulumi', 0)], { credentialError: { kind: 'expired-token' } }),
    )
    expect(screen.queryByText(/^The token that signs in to/)).toBeNull()
  })
})
