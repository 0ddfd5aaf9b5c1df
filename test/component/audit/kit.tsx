import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { Finding } from '#shared/model/finding'
import type { TokenRow } from '#shared/model/token'
import { AuditScreen, FindingPane } from '#renderer/features/audit/index'
import { TokenDetail } from '#renderer/features/token-detail/index'
import { stubLayout } from '#test/support/dom/layout'
import { OnDesk, renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { sampleRow } from '#test/support/sample'
import { answerFindings, sampleFinding } from '#test/support/sample-findings'

/** Three tokens that something is wrong with. */
export const rows = ['deploy', 'laptop', 'ci'].map((name, index) => sampleRow({ id: `token-${index}`, name }))
const [deploy, laptop, ci] = rows as [TokenRow, TokenRow, TokenRow]

export const findings: readonly Finding[] = [
  sampleFinding('leaked', deploy),
  sampleFinding('plain-text', laptop, { isNew: true }),
  sampleFinding('unused', laptop),
  sampleFinding('unused', ci),
  sampleFinding('never-used', ci),
]

export function auditBridge(found: readonly Finding[] = findings, change = {}): FakeBridge {
  const bridge = createFakeBridge()
  answerFindings(bridge, found, change)
  return bridge
}

/** Shows the audit with the pane beside it. */
export async function open(bridge: FakeBridge = auditBridge()): Promise<FakeBridge> {
  stubLayout()
  await renderWindow(
    <OnDesk>
      <>
        <AuditScreen />
        <FindingPane detail={TokenDetail} />
      </>
    </OnDesk>,
    bridge,
    rows,
  )
  return bridge
}

export const list = () => screen.getByRole('treegrid', { name: 'Findings' })
export const lines = () => within(list()).queryAllByRole('row')
export const shown = () =>
  [...list().querySelectorAll('[data-finding]')].map((line) => line.getAttribute('data-finding'))
export const headings = () =>
  [...list().querySelectorAll('[aria-expanded]')].map((line) => line.textContent.replace(/(\d+)$/, ' $1'))
export const line = (id: string) => list().querySelector<HTMLElement>(`[data-finding="${id}"]`) as HTMLElement
export const pane = () => within(screen.getByRole('complementary', { name: 'Finding details' }))
export const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }))
export const keys = (typed: string) => userEvent.keyboard(typed)
