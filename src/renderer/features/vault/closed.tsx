import type { ReactNode } from 'react'
import { call } from '#renderer/data/bridge'
import { vaultText as text } from '#renderer/text/vault'
import { Button } from '#renderer/ui/button'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { useJob } from '#renderer/ui/forms/use-job'
import { Card, Text } from './card.tsx'
import styles from './vault.module.css'

interface ClosedProps {
  readonly title: string
  readonly sentences: readonly string[]
  /** The folder's path, where it is known. */
  readonly folder?: string
  /** Could the next look find something else? */
  readonly mayRetry?: boolean
  /** A way on of its own, at the end of the card. */
  readonly more?: ReactNode
}

/** A vault that this Keyrack cannot open: what is the matter and what to do. There is no button that deletes. */
export function Closed({ title, sentences, folder, mayRetry = true, more }: ClosedProps) {
  const job = useJob()
  return (
    <Card title={title} more={more}>
      {sentences.map((sentence) => (
        <Text key={sentence}>{sentence}</Text>
      ))}
      {folder !== undefined && (
        <Text>
          <code data-selectable>{folder}</code>
        </Text>
      )}
      {job.error && <FailureNotice error={job.error} />}
      <div className={styles['actions']}>
        <Button isDisabled={job.busy} onPress={() => void job.run(() => call('vault.showFolder', {}))}>
          {text.showFolder}
        </Button>
        {mayRetry && (
          <Button
            variant="primary"
            busy={job.busy}
            autoFocus
            onPress={() => void job.run(() => call('vault.retry', {}))}
          >
            {text.retry}
          </Button>
        )}
      </div>
    </Card>
  )
}
