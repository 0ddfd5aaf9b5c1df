import type { AuditPoint, Severity } from '#shared/model/finding'
import { useMinute } from '#renderer/data/use-desk'
import { useFacts } from '#renderer/data/use-mirror'
import { auditViewText as text } from '#renderer/text/audit-view'
import { ageText, instantTitle } from '#shared/text/ages'
import { severityLabels } from '#shared/text/findings'
import { numberText } from '#shared/text/words'
import { classNames } from '#renderer/ui/class-names'
import { worstFirst } from './names.ts'
import { Trend } from './trend.tsx'
import { useAuditDesk, useAuditView, useFindings } from './use-audit.ts'
import styles from './summary.module.css'

/** How many findings count, by how bad they are; each number shows those alone. Beside it, how it came to that. */
export function Summary() {
  const audit = useFindings((state) => state.audit)
  if (audit === null) return null
  const { trend } = audit
  const before = trend.at(-2)
  return (
    <div className={styles['summary']}>
      <div className={styles['tiles']} role="group" aria-label={text.severities}>
        {worstFirst.map((severity) => (
          <Tile key={severity} severity={severity} number={audit.counts[severity]} before={before} />
        ))}
      </div>
      <Since trend={trend} />
    </div>
  )
}

interface TileProps {
  readonly severity: Severity
  readonly number: number
  readonly before: AuditPoint | undefined
}

function Tile({ severity, number, before }: TileProps) {
  const { view } = useAuditDesk()
  const filters = useAuditView((state) => state.filters)
  const isOn = filters.severities.includes(severity)
  const others = filters.severities.filter((one) => one !== severity)
  const change = before === undefined ? 0 : number - before.counts[severity]
  return (
    <button
      type="button"
      data-severity={severity}
      className={classNames(styles['tile'], number === 0 && styles['zero'])}
      aria-pressed={isOn}
      aria-label={text.counts(severity, number)}
      {...(before !== undefined && { title: text.changeSince(change, before.at) })}
      onClick={() => view.setFilters({ ...filters, severities: isOn ? others : [...others, severity] })}
    >
      <span className={styles['number']}>{numberText(number)}</span>
      <span className={styles['label']}>
        {severityLabels[severity]}
        {change !== 0 && <span className={styles['change']}> {text.change(change)}</span>}
      </span>
    </button>
  )
}

function Since({ trend }: { readonly trend: readonly AuditPoint[] }) {
  const since = trend.at(-1)?.since ?? null
  return (
    <div className={styles['since']}>
      {trend.length > 1 && <Trend trend={trend} />}
      <p className={styles['sinceText']}>
        {since === null ? text.trendBegins : text.since(since.at, since.came, since.went)}
      </p>
      <Judged />
    </div>
  )
}

/** Which tokens that was about, and when. */
function Judged() {
  const audit = useFindings((state) => state.audit)
  const isRunning = useFacts((facts) => facts.audit.isRunning)
  const now = useMinute()
  return (
    <p className={styles['sinceText']} role="status" {...(audit && { title: instantTitle(audit.at) })}>
      {isRunning ? text.running : audit && text.judged(audit.tokens, ageText(audit.at, now))}
    </p>
  )
}
