import { Ban, CalendarClock, CircleCheck, RotateCw, UserRoundPlus } from 'lucide-react'
import { openDialog } from '#renderer/dialogs'
import { bulkRevokeText } from '#renderer/text/bulk-revoke'
import { auditViewText as text } from '#renderer/text/audit-view'
import { decideText } from '#renderer/text/decide'
import { tokensText } from '#renderer/text/tokens'
import { Button } from '#renderer/ui/button'
import screen from '#renderer/ui/screen.module.css'
import type { Arranged } from './arrange.ts'
import { useDecide } from './use-decide.ts'
import { useAuditDesk, useAuditView, useFindings } from './use-audit.ts'
import styles from './audit.module.css'

const kinds = [
  { kind: 'accepted', Icon: CircleCheck },
  { kind: 'assigned', Icon: UserRoundPlus },
  { kind: 'snoozed', Icon: CalendarClock },
] as const

/** What can be done with the findings that are picked out, and with the tokens that they are about. */
export function SelectionLine({ arranged }: { readonly arranged: Arranged }) {
  const { view } = useAuditDesk()
  const selected = useAuditView((state) => state.selected)
  const findings = useFindings((state) => state.findings)
  const { takeBack } = useDecide()
  // A search leaves what was picked out before it.
  const shown = arranged.findings.reduce((sum, { id }) => sum + (selected.has(id) ? 1 : 0), 0)
  const picked = findings.filter(({ id }) => selected.has(id))
  const tokenIds = [...new Set(picked.flatMap(({ subject }) => subject.tokenId ?? []))]
  const decided = picked.filter(({ decision }) => decision !== null).map(({ id }) => id)
  const findingIds = [...selected]
  return (
    <>
      <div className={styles['filters']}>
        <span className={screen['strong']} role="status">
          {text.selected(selected.size, selected.size - shown)}
        </span>
        {kinds.map(({ kind, Icon }) => (
          <Button
            key={kind}
            size="small"
            variant="quiet"
            icon={<Icon size={13} aria-hidden />}
            onPress={() => openDialog({ kind: 'decide', how: kind, findingIds })}
          >
            {decideText.open[kind]}
          </Button>
        ))}
        {decided.length > 0 && (
          <Button size="small" variant="quiet" onPress={() => void takeBack(decided)}>
            {decideText.takeBack}
          </Button>
        )}
        {tokenIds.length > 0 && (
          <>
            <Button
              size="small"
              variant="quiet"
              icon={<RotateCw size={13} aria-hidden />}
              onPress={() => openDialog({ kind: 'bulk-regenerate', tokenIds })}
            >
              {tokensText.regenerateSelected}
            </Button>
            <Button
              size="small"
              variant="danger-quiet"
              icon={<Ban size={13} aria-hidden />}
              onPress={() => openDialog({ kind: 'bulk-revoke', tokenIds })}
            >
              {bulkRevokeText.open}
            </Button>
          </>
        )}
      </div>
      <Button size="small" variant="quiet" onPress={() => view.setSelected([])}>
        {text.clearSelection}
      </Button>
    </>
  )
}
