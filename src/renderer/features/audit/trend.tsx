import type { AuditPoint, Severity } from '#shared/model/finding'
import { sumOf, trendInWords } from '#renderer/text/audit-view'
import { worstFirst } from './names.ts'
import styles from './summary.module.css'

const width = 220
const height = 44
/** No more points than can be told apart. */
const mostPoints = 110

/** Findings over time, the worst at the bottom: each severity stands on those that are worse. */
export function Trend({ trend }: { readonly trend: readonly AuditPoint[] }) {
  const points = thinned(trend)
  const first = points[0]?.at ?? 0
  const span = Math.max(1, (points.at(-1)?.at ?? 0) - first)
  const most = Math.max(1, ...points.map(({ counts }) => sumOf(counts)))
  const x = (at: number) => ((at - first) / span) * width
  const y = (number: number) => height - (number / most) * (height - 2)

  /** The outline of one severity. */
  function area(severity: Severity): string {
    const worse = worstFirst.slice(0, worstFirst.indexOf(severity))
    const below = points.map(({ counts }) => worse.reduce((sum, one) => sum + counts[one], 0))
    const top = points.map(
      ({ at, counts }, index) => `${x(at).toFixed(1)},${y((below[index] ?? 0) + counts[severity]).toFixed(1)}`,
    )
    const base = points.map(({ at }, index) => `${x(at).toFixed(1)},${y(below[index] ?? 0).toFixed(1)}`).reverse()
    return `M${top.join('L')}L${base.join('L')}Z`
  }

  return (
    <svg
      className={styles['trend']}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={trendInWords(trend)}
    >
      {worstFirst.map((severity) => (
        <path key={severity} data-severity={severity} d={area(severity)} />
      ))}
    </svg>
  )
}

/** Evenly left out; the last one stays. */
function thinned(trend: readonly AuditPoint[]): readonly AuditPoint[] {
  const step = Math.ceil(trend.length / mostPoints)
  return trend.filter((_, index) => (trend.length - 1 - index) % step === 0)
}
