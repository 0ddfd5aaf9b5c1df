import { refresh } from '#renderer/data/actions'
import { useMinute } from '#renderer/data/use-desk'
import { auditViewText as text } from '#renderer/text/audit-view'
import { ageText } from '#shared/text/ages'
import { Notice } from '#renderer/ui/notice'
import { useFindings } from './use-audit.ts'

/** What the numbers do not tell: lists that are missing or old, and exceptions that have ended. */
export function Notices() {
  const audit = useFindings((state) => state.audit)
  const now = useMinute()
  if (audit === null) return null
  const { unjudged, endedExceptions } = audit
  const lists = unjudged.map(({ account, owner, kind, asOf }) => {
    return text.unjudgedList(account, owner, kind, asOf === null ? null : ageText(asOf, now))
  })
  const ended = endedExceptions.map(({ about, owner, until }) => text.endedOne(about, owner, until))
  return (
    <>
      {lists.length > 0 && (
        <Notice tone="warn" shape="band" action={{ label: text.refresh, onPress: () => void refresh(null) }}>
          <span title={lists.join('\n')}>{text.unjudged(lists)}</span>
        </Notice>
      )}
      {ended.length > 0 && (
        <Notice tone="info" shape="band">
          <span title={ended.join('\n')}>{text.ended(ended.length)}</span>
        </Notice>
      )}
    </>
  )
}
