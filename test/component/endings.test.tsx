import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useEffect } from 'react'
import { describe, expect, it } from 'vitest'
import type { Ending } from '#shared/model/ending'
import { useDesk } from '#renderer/data/use-desk'
import { DetailPane } from '#renderer/features/detail/index'
import { TokenDetail } from '#renderer/features/token-detail/index'
import { PendingOperations } from '#renderer/features/pending/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { stubLayout } from '#test/support/dom/layout'
import { OnDesk, renderWindow } from '#test/support/dom/render'
import { createFakeBridge } from '#test/support/fake-bridge'
import { sampleNow, sampleRow } from '#test/support/sample'

function Picked({ tokenId }: { readonly tokenId: string }) {
  const { view } = useDesk()
  useEffect(() => view.setCurrent(tokenId), [view, tokenId])
  return <DetailPane detail={TokenDetail} />
}

const ending = (change: Partial<Ending> = {}): Ending => ({
  operationId: 'op-1',
  accountId: 'account-pulumi',
  provider: 'pulumi',
  tokenId: 'token-1',
  tokenName: 'deploy',
  how: 'revoked',
  endedAt: Date.now() - 120_000,
  state: 'pending',
  triedAt: sampleNow,
  error: null,
  ...change,
})

const show = async (...endings: Ending[]) => {
  const bridge = createFakeBridge({ facts: { endings } })
  await renderWindow(<PendingOperations />, bridge)
  return bridge
}
const list = () => screen.queryByRole('list', { name: 'Unfinished operations' })

describe('a secret that was ended and is not seen to be dead', () => {
  it('is told after a minute in which its provider still took it', async () => {
    await show(ending({ endedAt: Date.now() - 30_000 }), ending({ triedAt: null }), ending({ state: 'dead' }))
    expect(list()).not.toBeInTheDocument()
  })

  it('is told while it is tried', async () => {
    await show(ending({ how: 'replaced' }))
    expect(list()).toHaveTextContent('Pulumi Cloud still takes the old secret of “deploy”. Keyrack tries it until')
    expect(screen.queryByRole('button', { name: /Try for another hour/ })).not.toBeInTheDocument()
    expect(await accessibilityProblems()).toEqual([])
  })

  it('is tried for another hour when the person wants that', async () => {
    const bridge = await show(ending({ state: 'works' }))
    expect(list()).toHaveTextContent('still takes the secret of “deploy”, which was revoked, after more than an hour')
    await userEvent.click(screen.getByRole('button', { name: 'Try for another hour: deploy' }))
    expect(bridge.inputs('ending.tryAgain')).toEqual([{ operationId: 'op-1' }])
  })

  it('says why nobody could ask, and is hidden when the person wants that', async () => {
    const bridge = await show(ending({ state: 'unknown', triedAt: null, error: { kind: 'offline' } }))
    expect(list()).toHaveTextContent(
      /could not find out whether Pulumi Cloud refuses the secret of “deploy”.*no network/,
    )
    await userEvent.click(within(list()!).getByRole('button', { name: 'Hide this: deploy' }))
    expect(bridge.inputs('ending.dismiss')).toEqual([{ operationId: 'op-1' }])
  })
})

describe('the details of a token', () => {
  it('say whether its provider refuses the secret that was ended', async () => {
    stubLayout()
    const row = sampleRow()
    const dead = ending({ tokenId: row.token.id, how: 'replaced', state: 'dead' })
    const bridge = createFakeBridge({ facts: { endings: [dead, ending({ tokenId: 'another', state: 'works' })] } })
    await renderWindow(
      <OnDesk>
        <Picked tokenId={row.token.id} />
      </OnDesk>,
      bridge,
      [row],
    )
    expect(screen.getByText('Its old secret').nextElementSibling).toHaveTextContent('Dead: refused by the provider')
  })
})
