import type { UnknownSecret } from '#shared/contract/scan'
import { providerOf, useCatalogue } from '#renderer/data/use-mirror'
import { scanText as text } from '#renderer/text/scan'
import { Button } from '#renderer/ui/button'
import { mostLines } from './groups.ts'
import styles from './scan.module.css'

interface UnknownListProps {
  readonly unknown: readonly UnknownSecret[]
  readonly busy: boolean
  /** Leads to where they are tried and stored. */
  readonly onImport: () => void
}

/** What looks like a secret that the vault does not have. No sign of it is shown but what all of its kind begin with. */
export function UnknownList({ unknown, busy, onImport }: UnknownListProps) {
  const catalogue = useCatalogue()
  const values = new Set(unknown.map(({ same }) => same))
  const first = new Map(unknown.toReversed().map((one) => [one.same, one.id]))
  return (
    <div className={styles['part']}>
      <h3 className={styles['heading']}>{text.unknownTitle(values.size)}</h3>
      <p className={styles['quiet']}>{text.unknownNote}</p>
      <div>
        <Button busy={busy} onPress={onImport}>
          {text.importUnknown(values.size)}
        </Button>
      </div>
      <div className={styles['scroller']} tabIndex={0} role="region" aria-label={text.unknownLabel}>
        <ul className={styles['list']}>
          {unknown.slice(0, mostLines).map((one) => (
            <li key={one.id} className={styles['known']}>
              <strong>{providerOf(catalogue, one.provider)?.name ?? one.provider}</strong>{' '}
              <span className={styles['path']}>{one.path}</span>{' '}
              <span className={styles['quiet']}>
                {text.atLine(one.line)}, {text.begins(one.prefix)}
                {first.get(one.same) !== one.id && `, ${text.sameAgain}`}
              </span>
            </li>
          ))}
        </ul>
        {unknown.length > mostLines && (
          <p className={styles['quiet']}>{text.moreUnknown(unknown.length - mostLines)}</p>
        )}
      </div>
    </div>
  )
}
