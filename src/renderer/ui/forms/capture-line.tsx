import { tellFailure } from '#renderer/data/actions'
import { call } from '#renderer/data/bridge'
import { useFacts } from '#renderer/data/use-mirror'
import { captureText as text } from '#renderer/text/capture'
import { Button } from '../button.tsx'
import styles from './forms.module.css'

/** Lets shared screens and pictures show secrets for so many minutes; 0 ends it. */
export async function allowCapture(minutes: number): Promise<void> {
  const answer = await call('window.allowCapture', { minutes })
  if (!answer.ok) tellFailure(answer.error)
}

/** For somebody who shares the screen on purpose. */
const minutes = 5

/** Beside a secret that is shown: whether shared screens and pictures show it too. Nothing where the OS has no such thing. */
export function CaptureLine() {
  const { available, allowedUntil } = useFacts((facts) => facts.capture)
  if (!available) return null
  return (
    <div className={styles['capture']}>
      {allowedUntil === null ? text.leftOut : text.allowedUntil(allowedUntil)}{' '}
      <Button variant="link" onPress={() => void allowCapture(allowedUntil === null ? minutes : 0)}>
        {allowedUntil === null ? text.allow(minutes) : text.end}
      </Button>
    </div>
  )
}
