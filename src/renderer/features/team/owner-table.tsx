import { useState } from 'react'
import type { TeamOwner } from '#shared/contract/team'
import { useMinute } from '#renderer/data/use-desk'
import { teamText as text } from '#renderer/text/team'
import { Button } from '#renderer/ui/button'
import { classNames } from '#renderer/ui/class-names'
import { ageText, instantTitle } from '#shared/text/ages'
import { numberText } from '#shared/text/words'
import { OwnerMarks } from './owner-marks.tsx'
import styles from './team.module.css'

/** Those that are to be looked at come first: few people ask for more than these. */
const slice = 100

interface OwnerTableProps {
  readonly owners: readonly TeamOwner[]
  readonly current: string | null
  readonly onPick: (key: string) => void
}

/** The owners, one line each; pressing a name shows more of it below. */
export function OwnerTable({ owners, current, onPick }: OwnerTableProps) {
  const [most, setMost] = useState(slice)
  const now = useMinute()
  const hasFindings = owners.some(({ findings }) => findings !== null)
  const { name, findings, ...others } = text.columns
  const numbers = Object.entries({ ...others, ...(hasFindings && { findings }) })
  const full: Readonly<Record<string, string>> = text.columnsInFull
  return (
    <div className={styles['scroller']} role="region" aria-label={text.table} tabIndex={0}>
      <table className={styles['table']} aria-label={text.table}>
        <thead>
          <tr>
            <th scope="col">{name}</th>
            {numbers.map(([id, label]) => (
              <th key={id} scope="col" title={full[id]} className={styles['number']}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {owners.slice(0, most).map((owner) => (
            <tr key={owner.key} className={classNames(owner.key === current && styles['current'])}>
              <th scope="row">
                <button
                  type="button"
                  className={styles['name']}
                  aria-expanded={owner.key === current}
                  onClick={() => onPick(owner.key)}
                >
                  {owner.name || text.nobody}
                </button>{' '}
                <span className={styles['quiet']}>{owner.detail || text.kinds[owner.kind]}</span>{' '}
                <OwnerMarks owner={owner} />
              </th>
              {numbers.map(([id]) => (
                <td
                  key={id}
                  className={classNames(styles['number'], isBad(id, owner) && styles['bad'])}
                  title={id === 'lastUsed' && owner.lastUsed !== null ? instantTitle(owner.lastUsed) : undefined}
                >
                  {cellText(id, owner, now)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {owners.length > most && (
        <Button variant="quiet" size="small" onPress={() => setMost(most + slice)}>
          {text.more(Math.min(slice, owners.length - most))}
        </Button>
      )}
    </div>
  )
}

function isBad(column: string, { expired }: TeamOwner): boolean {
  return column === 'expired' && expired > 0
}

/** Nothing stands for none: what is there stands out. */
function cellText(column: string, owner: TeamOwner, now: number): string {
  if (column === 'lastUsed') return owner.lastUsed === null ? '' : ageText(owner.lastUsed, now)
  const numbers: Readonly<Record<string, number>> = {
    tokens: owner.owns,
    made: owner.made,
    expired: owner.expired,
    dueSoon: owner.dueSoon,
    places: owner.places,
    findings: Object.values(owner.findings ?? {}).reduce((sum, one) => sum + one, 0),
  }
  const number = numbers[column] ?? 0
  return number === 0 ? '' : numberText(number)
}
