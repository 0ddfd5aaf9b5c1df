import { CircleDot } from 'lucide-react'
import { useMemo } from 'react'
import { useFacts } from '#renderer/data/use-mirror'
import { openDialog } from '#renderer/dialogs'
import { operationText as text } from '#renderer/text/operations'
import { stepLabels } from '#renderer/text/words'
import { Button } from '#renderer/ui/button'
import styles from './operations.module.css'
import { needsPerson } from './pending.ts'

/** The operations that wait for the person, oldest first, one line each. Nothing when there are none. */
export function PendingOperations() {
  const operations = useFacts((facts) => facts.operations)
  const waiting = useMemo(() => operations.filter(needsPerson).sort((a, b) => a.startedAt - b.startedAt), [operations])
  if (waiting.length === 0) return null
  return (
    <ul className={styles['list']} aria-label={text.title}>
      {waiting.map((operation) => (
        <li key={operation.id} className={styles['item']}>
          <CircleDot size={14} aria-hidden />
          <span className={styles['words']}>
            {text.subject(operation)} <span className={styles['step']}>· {stepLabels[operation.step]}</span>
          </span>
          <Button
            size="small"
            label={`${text.review}: ${text.subject(operation)}`}
            onPress={() => openDialog({ kind: 'operation', operationId: operation.id })}
          >
            {text.review}
          </Button>
        </li>
      ))}
    </ul>
  )
}
