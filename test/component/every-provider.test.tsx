import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { useDesk } from '#renderer/data/use-desk'
import { dialogStore } from '#renderer/dialogs'
import { DetailPane } from '#renderer/features/detail/index'
import { TokenDetail } from '#renderer/features/token-detail/index'
import { ProvidersDialog } from '#renderer/features/providers/index'
import { stubLayout } from '#test/support/dom/layout'
import { OnDesk, renderWindow } from '#test/support/dom/render'
import { everyRecord } from '#test/support/every-record'
import { createFakeBridge } from '#test/support/fake-bridge'
import { sampleNow, sampleRow } from '#test/support/sample'

beforeEach(() => {
  stubLayout()
  vi.setSystemTime(sampleNow)
})

/** With an address to sign in at; what is entered by hand has tests of its own. */
const records = everyRecord.filter(({ instances, custom }) => instances.length > 0 || custom !== null)

const buttons = [
  ['update', 'Edit', 'edit-token'],
  ['regenerate', 'Regenerate', 'regenerate'],
  ['revoke', 'Revoke', 'revoke'],
] as const

const everyKind = records.flatMap((record) => record.tokenKinds.map((kind) => [record.id, kind.kind, kind] as const))

function Picked({ tokenId }: { readonly tokenId: string }) {
  const { view } = useDesk()
  return (
    <>
      <button onClick={() => view.setCurrent(tokenId)}>pick</button>
      <DetailPane detail={TokenDetail} />
    </>
  )
}

describe.each(everyKind)('%s, %s tokens', (provider, kindName, { support, owner }) => {
  async function show() {
    const row = sampleRow({ provider, kind: kindName, owner: { kind: owner, id: 'owner', name: 'Owner' } })
    const bridge = createFakeBridge({ catalogue: everyRecord })
    await renderWindow(
      <OnDesk>
        <Picked tokenId={row.token.id} />
      </OnDesk>,
      bridge,
      [row],
    )
    await userEvent.click(screen.getByRole('button', { name: 'pick' }))
    return within(screen.getByRole('complementary', { name: 'Token details' }))
  }

  it.each(buttons)('offer what can be done, or say why not: %s', async (operation, name, dialog) => {
    const how = support[operation]
    const button = (await show()).getByRole('button', { name })
    if (how.how === 'none') {
      expect(button).toBeDisabled()
      expect(button).toHaveAccessibleDescription(expect.stringContaining(how.reason))
    } else {
      expect(button).toBeEnabled()
      await userEvent.click(button)
      expect(dialogStore.getState().dialog).toEqual({ kind: dialog, tokenId: 'token-1' })
    }
  })
})

it('is said of every provider why something is not done plainly', async () => {
  await renderWindow(<ProvidersDialog onClose={() => {}} />, createFakeBridge({ catalogue: everyRecord }))
  for (const { name, tokenKinds, auditLog, revokeAll, revokeByValue } of records) {
    const heading = screen.getByRole('heading', { level: 3, name: (found) => found.startsWith(name) })
    const card = heading.closest<HTMLElement>('section, li, article')!
    const supports = tokenKinds.flatMap(({ support }) => Object.values(support))
    for (const support of [...supports, auditLog.support, revokeAll, revokeByValue.support]) {
      if (support.how !== 'native') expect(card).toHaveTextContent(support.reason)
    }
  }
})
