import { MousePointerClick, X } from 'lucide-react'
import { Suspense, type ComponentType } from 'react'
import type { TokenRow } from '#shared/model/token'
import { focusOn, focusPlaces } from '#renderer/data/focus'
import { useDesk } from '#renderer/data/use-desk'
import { useRow } from '#renderer/data/use-mirror'
import { auditViewText as text } from '#renderer/text/audit-view'
import { detailText } from '#renderer/text/detail'
import { EmptyState } from '#renderer/ui/empty-state'
import { IconButton } from '#renderer/ui/icon-button'
import pane from '#renderer/ui/pane.module.css'
import { Segments } from '#renderer/ui/segments'
import { FindingDetail } from './finding-detail.tsx'
import { useAuditDesk, useAuditView, useCurrentFinding } from './use-audit.ts'
import styles from './pane.module.css'

interface FindingPaneProps {
  /** Draws the details of a token. */
  readonly detail: ComponentType<{ readonly row: TokenRow }>
}

const faces = [
  { id: 'finding', label: text.faceFinding },
  { id: 'token', label: text.faceToken },
] as const

/** Everything about the finding that the list stands at, or everything about its token. */
export function FindingPane({ detail: TokenDetail }: FindingPaneProps) {
  const desk = useDesk()
  const { view } = useAuditDesk()
  const finding = useCurrentFinding()
  const row = useRow(finding?.subject.tokenId ?? '')
  const chosen = useAuditView((state) => state.face)
  const face = row === undefined ? 'finding' : chosen

  return (
    <aside
      id={focusPlaces.detail}
      aria-label={text.pane}
      tabIndex={-1}
      className={pane['pane']}
      data-empty={finding === undefined}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        focusOn('grid')
      }}
    >
      <div className={styles['top']}>
        {row !== undefined && <Segments label={text.show} options={faces} value={face} onChange={view.setFace} />}
        <IconButton
          size="small"
          label={detailText.close}
          icon={<X size={15} aria-hidden />}
          onPress={() => {
            desk.view.setDetailOpen(false)
            focusOn('grid')
          }}
        />
      </div>
      {finding === undefined ? (
        <EmptyState icon={<MousePointerClick size={26} strokeWidth={1.5} />} title={text.pick}>
          {text.pickHelp}
        </EmptyState>
      ) : face === 'token' && row !== undefined ? (
        <Suspense fallback={null}>
          <TokenDetail key={row.token.id} row={row} />
        </Suspense>
      ) : (
        <FindingDetail key={finding.id} finding={finding} row={row} />
      )}
    </aside>
  )
}
