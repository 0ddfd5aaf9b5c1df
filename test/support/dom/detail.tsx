import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { TokenRow } from '#shared/model/token'
import { useDesk } from '#renderer/data/use-desk'
import { DetailPane } from '#renderer/features/detail/index'
import { TokenDetail } from '#renderer/features/token-detail/index'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { OnDesk, renderWindow } from './render.tsx'

function Pick({ tokenId }: { readonly tokenId: string }) {
  const { view } = useDesk()
  return (
    <>
      <button onClick={() => view.setCurrent(tokenId)}>pick</button>
      <DetailPane detail={TokenDetail} />
    </>
  )
}

/** Shows the details of a token. */
export async function show(row: TokenRow, bridge: FakeBridge = createFakeBridge()): Promise<FakeBridge> {
  await renderWindow(
    <OnDesk>
      <Pick tokenId={row.token.id} />
    </OnDesk>,
    bridge,
    [row],
  )
  await userEvent.click(screen.getByRole('button', { name: 'pick' }))
  return bridge
}

/** The details that are shown. */
export const pane = () => within(screen.getByRole('complementary', { name: 'Token details' }))
/** What stands beside a label in them. */
export const fact = (label: string): string | null | undefined =>
  pane().getByText(label).nextElementSibling?.textContent
export const press = (name: string) => userEvent.click(pane().getByRole('button', { name }))
