import type { BulkResult } from '#shared/contract/bulk'
import { useMirrorState } from '#renderer/data/use-mirror'
import { bulkRevokeText as text } from '#renderer/text/bulk-revoke'
import { explain } from '#shared/text/errors'
import { calledBy } from '#shared/text/words'
import styles from './bulk-revoke.module.css'

/** Nobody reads more lines than these. */
const mostLines = 300

/** What became of each token, failures first, then the latest. */
export function ResultList({ results }: { readonly results: readonly BulkResult[] }) {
  const rows = useMirrorState((state) => state.rows)
  if (results.length === 0) return null
  const latest = results.toReversed()
  const isFailed = ({ outcome }: BulkResult) => outcome === 'failed'
  const sorted = [...latest.filter(isFailed), ...latest.filter((result) => !isFailed(result))]
  return (
    <div className={styles['scroller']} tabIndex={0} role="region" aria-label={text.resultsLabel}>
      <ul className={styles['results']}>
        {sorted.slice(0, mostLines).map((result) => {
          const token = rows.get(result.tokenId)?.token
          return (
            <li key={result.tokenId}>
              {token === undefined ? text.notListed : calledBy(token)} <Outcome result={result} />
            </li>
          )
        })}
      </ul>
      {sorted.length > mostLines && <p className={styles['about']}>{text.more(sorted.length - mostLines)}</p>}
    </div>
  )
}

function Outcome({ result: { outcome, error } }: { readonly result: BulkResult }) {
  if (outcome !== 'failed') return <span className={styles['about']}>{text.outcomes[outcome]}</span>
  const { sentence, nextStep } = explain(error ?? { kind: 'internal' })
  return (
    <span>
      <span className={styles['failed']}>{sentence}</span> {nextStep}
    </span>
  )
}
