import { CircleDot } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import type { Operation } from '#shared/model/operation'
import type { Instant } from '#shared/model/time'
import { isRevokeDue } from '#shared/rules/revoke-later'
import { useMinute } from '#renderer/data/use-desk'
import { useFacts } from '#renderer/data/use-mirror'
import { isBeside, useWalks } from '#renderer/data/use-walks'
import { openDialog, type Dialog } from '#renderer/dialogs'
import { momentText } from '#shared/text/dates'
import { operationText as text } from '#renderer/text/operations'
import { calledBy, stepLabels } from '#shared/text/words'
import { Button } from '#renderer/ui/button'
import { EndingLine, useUnended } from './ending-lines.tsx'
import styles from './pending.module.css'
import { needsPerson } from './needs-person.ts'
import { useUnstored } from './use-unstored.ts'

/** More than these are one line: a banner is no place for all of them. */
const mostLines = 3
const mostUnended = 3

/**
 * What waits for the person, one line each: secrets that are nowhere but in memory, then operations, oldest first, then
 * tokens with a new secret that some of their places do not have (many of them are one line), then secrets that were ended
 * and are not seen to be dead.
 * Nothing when there is none.
 */
export function PendingOperations() {
  const operations = useFacts((facts) => facts.operations)
  const now = useMinute()
  const unstored = useUnstored()
  const walks = useWalks()
  const isMany = walks.length > mostLines
  const waiting = useMemo(() => sorted(operations, now, isMany), [operations, now, isMany])
  const dead = isMany ? [] : walks.filter(({ operation }) => operation === null)
  const unended = useUnended()
  if ([waiting, unstored, walks, unended].every(({ length }) => length === 0)) return null
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
      {dead.map(({ row, left }) => (
        <Line
          key={row.token.id}
          subject={text.walked(calledBy(row.token), left)}
          dialog={{ kind: 'regenerate', tokenId: row.token.id, walk: true }}
        />
      ))}
      {isMany && <Line subject={text.walks(walks.length)} dialog={{ kind: 'walk-all' }} />}
      {unended.slice(0, mostUnended).map((ending) => (
        <EndingLine key={ending.operationId} ending={ending} />
      ))}
    </ul>
  )
}

/** Those that need the person; what is due to be revoked comes first. `isMany`: many wait, and those are told in one line. */
function sorted(operations: readonly Operation[], now: Instant, isMany: boolean): readonly Operation[] {
  const isDue = (operation: Operation) => Number(isRevokeDue(operation, now))
  return operations
    .filter((operation) => needsPerson(operation) && !(isMany && isQuiet(operation, now)))
    .sort((a, b) => isDue(b) - isDue(a) || a.startedAt - b.startedAt)
}

/** A successor that waits beside its old token; nothing has gone wrong, and nothing is due. */
function isQuiet(operation: Operation, now: Instant): boolean {
  return isBeside(operation) && operation.error === null && !isRevokeDue(operation, now)
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
