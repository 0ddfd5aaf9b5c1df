import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, describe, vi } from 'vitest'
import type { Output } from '#shared/contract'
import type { ProviderRecord } from '#shared/model/provider'
import { dialogStore } from '#renderer/dialogs'
import { LeakedDialog } from '#renderer/features/leaked/index'
import { ProvidersDialog } from '#renderer/features/providers/index'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { sampleCatalogue, sampleRow } from '#test/support/sample'

/** Only Pulumi has a call that ends secrets by their values here. */
const catalogue: readonly ProviderRecord[] = sampleCatalogue.map((record) =>
  record.id === 'pulumi'
    ? { ...record, revokeByValue: { ...record.revokeByValue, support: { how: 'native' } } }
    : record,
)
const found: Output<'leaked.read'> = {
  leakId: 'leak-1',
  values: [
    {
      line: 1,
      look: 'held',
      prefix: 'pul-',
      tokenIds: ['token-1'],
      accountIds: [],
      ways: [
        {
          how: 'token',
          provider: 'pulumi',
          origin: 'https://api.pulumi.example',
          tokenId: 'token-1',
          accountId: null,
        },
      ],
    },
  ],
  leftOut: [],
  doubled: 0,
}

let bridge: FakeBridge
const onClose = vi.fn()

beforeEach(() => {
  bridge = createFakeBridge({ catalogue })
  bridge.answer('leaked.read', found)
})

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))
const lines = () =>
  within(screen.getByRole('list', { name: 'Secrets' }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent)

describe('a secret from the vault', () => {
  const openStored = () => renderWindow(<LeakedDialog secretId="secret-1" onClose={onClose} />, bridge, [sampleRow()])

  it('is looked at by main at once, and never comes here', async () => {
    await openStored()
    expect(bridge.inputs('leaked.read')).toEqual([{ secret: { from: 'stored', secretId: 'secret-1' } }])
    expect(await screen.findByText('Keyrack has this secret.')).toBeVisible()
    expect(lines()[0]).not.toContain('Line 1')
    expect(screen.queryByRole('button', { name: 'Back' })).toBeNull()
  })

  it('can be looked at again after a failure', async () => {
    bridge.fail('leaked.read', 'internal')
    await openStored()
    expect(await screen.findByRole('alert')).toBeVisible()
    bridge.answer('leaked.read', found)
    await press('Try again')
    expect(await screen.findByText('Keyrack has this secret.')).toBeVisible()
  })

  it('is forgotten by main when the dialog goes', async () => {
    const { unmount } = await openStored()
    await screen.findByText('Keyrack has this secret.')
    unmount()
    expect(bridge.inputs('leaked.drop')).toEqual([{ leakId: 'leak-1' }])
  })
})

it('is led to from a provider that has such a call, and from no other', async () => {
  await renderWindow(<ProvidersDialog onClose={onClose} />, bridge)
  expect(screen.getAllByRole('button', { name: 'A secret leaked…' })).toHaveLength(1)
  await press('A secret leaked…')
  expect(dialogStore.getState().dialog).toEqual({ kind: 'leaked' })
})
