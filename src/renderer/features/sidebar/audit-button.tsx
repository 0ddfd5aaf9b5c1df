import { ClipboardCheck } from 'lucide-react'
import { useFacts } from '#renderer/data/use-mirror'
import { shellText } from '#renderer/text/shell'
import { numberText } from '#shared/text/words'
import { ScreenButton } from './screen-button.tsx'
import styles from './sidebar.module.css'

/** Leads to the audit, and tells how many findings count: the worst apart, as with tokens that have expired. */
export function AuditButton() {
  const counts = useFacts(({ audit }) => audit.last?.counts ?? null)
  const icon = <ClipboardCheck size={15} aria-hidden />
  if (counts === null) return <ScreenButton screen="audit" icon={icon} />
  const { critical, high, medium, low } = counts
  const total = critical + high + medium + low
  return (
    <ScreenButton
      screen="audit"
      icon={icon}
      says={shellText.findings(total, critical, high)}
      numbers={
        <>
          {critical > 0 && <span className={styles['expired']}>{numberText(critical)}</span>}
          {high > 0 && <span className={styles['due']}>{numberText(high)}</span>}
          <span className={styles['total']}>{numberText(total)}</span>
        </>
      }
    />
  )
}
