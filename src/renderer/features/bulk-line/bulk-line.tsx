import { useFacts } from '#renderer/data/use-mirror'
import { openDialog } from '#renderer/dialogs'
import { bulkRevokeText as text } from '#renderer/text/bulk-revoke'
import { Button } from '#renderer/ui/button'
import { Notice } from '#renderer/ui/notice'
import { Progress } from '#renderer/ui/progress'
import { dismissBulk, stopBulk } from '#renderer/data/bulk-actions'
import styles from './bulk-line.module.css'

/** One line above the list while many tokens are being revoked, and until the person has seen how it ended. */
export function BulkLine() {
  const bulk = useFacts((facts) => facts.bulk)
  if (bulk === null) return null
  const { id, phase, total, done, gone, failed } = bulk
  const show = { label: text.show, onPress: () => openDialog({ kind: 'bulk-progress' }) }
  if (phase === 'asking') {
    return (
      <Notice tone="warn" shape="band" action={show}>
        {text.asking(bulk)}
      </Notice>
    )
  }
  if (phase === 'ended') {
    const isWhole = done + gone === total
    const dismiss = { label: text.dismiss, onPress: () => void dismissBulk(id) }
    return (
      <Notice tone={isWhole ? 'info' : 'warn'} shape="band" action={show} secondAction={dismiss}>
        {text.summary(bulk)} {bulk.cutOff && text.cutOff}
      </Notice>
    )
  }
  return (
    <div className={styles['line']}>
      <Progress
        label={phase === 'stopping' ? text.stopping : text.running(bulk)}
        value={(done + gone + failed) / total}
      />
      <div className={styles['buttons']}>
        <Button size="small" onPress={show.onPress}>
          {show.label}
        </Button>
        <Button size="small" isDisabled={phase === 'stopping'} onPress={() => void stopBulk(id)}>
          {text.stop}
        </Button>
      </div>
    </div>
  )
}
