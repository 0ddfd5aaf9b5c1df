import { CircleDot } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import type { Operation } from '#shared/model/operation'
import type { Instant } from '#shared/model/time'
import { outdatedPlaces } from '#shared/rules/places'
import { isRevokeDue } from '#shared/rules/revoke-later'
import { useMinute } from '#renderer/data/use-desk'
import { useFacts } from '#renderer/data/use-mirror'
import { openDialog, type Dialog } from '#renderer/dialogs'
import { momentText } from '#renderer/text/dates'
import { operationText as text } from '#renderer/text/operations'
import { calledBy, stepLabels } from '#renderer/text/words'
import { Button } from '#renderer/ui/button'
import { EndingLine, useUnended } from './ending-lines.tsx'
import styles from './operations.module.css'
import { needsPerson } from './pending.ts'
import { useUnstored } from './use-unstored.ts'
import { useWalked } from './use-walked.ts'

/** The others are found in the list; a banner is no place for all of them. */
const mostWalked = 5
const mostUnended = 3

/**
 * What waits for the person, one line each: secrets that are nowhere but in memory, then operations, oldest first, then
 * tokens with a new secret that some of their places do not have, then secrets that were ended and are not seen to be dead.
 * Nothing when there is none.
 */
export function PendingOperations() {
  const operations = useFacts((facts) => facts.operations)
  const now = useMinute()
  const waiting = useMemo(() => sorted(operations, now), [operations, now])
  const unstored = useUnstored()
  const walked = useWalked()
  const unended = useUnended()
  if (waiting.length === 0 && unstored.length === 0 && walked.length === 0 && unended.length === 0) return null
  return (
    <ul className={styles['list']} aria-label={text.title}>
      {unstored.map(({ made, name }) => (
        <Line key={made.unstoredId} subject={text.unstoredOf(name)} dialog={{ kind: 'unstored', made }} />
      ))}
      {waiting.map((operation) => (
        <Line
          key={operation.id}
          subject={text.subject(operation)}
          dialog={{ kind: 'operation', operationId: operation.id }}
        >
          <span className={styles['step']}>· {isRevokeDue(operation, now) ? text.revokeDue : stateOf(operation)}</span>
        </Line>
      ))}
      {walked.slice(0, mostWalked).map((row) => (
        <Line
          key={row.token.id}
          subject={text.walked(calledBy(row.token), outdatedPlaces(row))}
          dialog={{ kind: 'regenerate', tokenId: row.token.id, walk: true }}
        />
      ))}
      {unended.slice(0, mostUnended).map((ending) => (
        <EndingLine key={ending.operationId} ending={ending} />
      ))}
    </ul>
  )
}

/** Those that need the person; what is due to be revoked comes first. */
function sorted(operations: readonly Operation[], now: Instant): readonly Operation[] {
  const isDue = (operation: Operation) => Number(isRevokeDue(operation, now))
  return operations.filter(needsPerson).sort((a, b) => isDue(b) - isDue(a) || a.startedAt - b.startedAt)
}

function stateOf({ step, revokeAt }: Operation): string {
  return revokeAt === undefined ? stepLabels[step] : text.reminderAt(momentText(revokeAt))
}

interface LineProps {
  readonly subject: string
  /** Where the person looks at it. */
  readonly dialog: Dialog
  readonly children?: ReactNode
}

function Line({ subject, dialog, children }: LineProps) {
  return (
    <li className={styles['item']}>
      <CircleDot size={14} aria-hidden />
      <span className={styles['words']}>
        {subject} {children}
      </span>
      <Button size="small" label={`${text.review}: ${subject}`} onPress={() => openDialog(dialog)}>
        {text.review}
      </Button>
    </li>
  )
}
