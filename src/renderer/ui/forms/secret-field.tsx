import { Copy, Eye, EyeOff } from 'lucide-react'
import { useId } from 'react'
import { usePreferences } from '#renderer/data/use-mirror'
import { formText } from '#renderer/text/forms'
import { Button } from '../button.tsx'
import { CaptureLine } from './capture-line.tsx'
import { Countdown } from './countdown.tsx'
import { FailureNotice } from './failure-notice.tsx'
import styles from './forms.module.css'
import { useCopySecret } from './use-copy-secret.ts'
import { useRevealed } from './use-revealed.ts'

export interface SecretFieldProps {
  /** A secretId, or the unstoredId of a secret that main holds in memory. */
  readonly id: string
  readonly label?: string
  readonly autoFocus?: boolean
}

/**
 * A secret that main holds: hidden, until it is asked for, and again after a while. It can be shown again as long as main
 * holds it. Copying happens in main, also with the keyboard. What is shown cannot be selected: on Linux a selection is at
 * once on a clipboard of its own, which nobody clears.
 */
export function SecretField(props: SecretFieldProps) {
  // Another secret is another field: nothing of the one before is left, and an answer that comes late finds nobody.
  return <Field key={props.id} {...props} />
}

function Field({ id, label = formText.secret, autoFocus = false }: SecretFieldProps) {
  const labelId = useId()
  const { node, hiddenAt, hidden, error, reveal, hide } = useRevealed(id)
  const shown = hiddenAt !== null
  const copying = useCopySecret()
  const { clipboardSeconds } = usePreferences()
  const failure = copying.error ?? error
  const copy = () => copying.copy(id)

  return (
    <div className={styles['line']} role="group" aria-labelledby={labelId}>
      <div id={labelId} className={styles['label']}>
        {label}
      </div>
      <div className={styles['box']}>
        <div className={styles['secret']}>
          <span className={styles['dots']} hidden={shown} role="img" aria-label={formText.masked}>
            ••••••••••••••••••••
          </span>
          <code
            ref={node}
            className={styles['value']}
            hidden={!shown}
            onCopy={(event) => {
              // Whatever has it selected: it goes through main, so that the clipboard is cleared in time.
              event.preventDefault()
              void copy()
            }}
            onDragStart={(event) => event.preventDefault()}
          />
        </div>
        <Button
          icon={shown ? <EyeOff size={14} aria-hidden /> : <Eye size={14} aria-hidden />}
          onPress={() => {
            copying.clear()
            if (shown) hide()
            else void reveal()
          }}
        >
          {shown ? formText.hide : hidden === 'never-shown' ? formText.reveal : formText.showAgain}
        </Button>
        <Button icon={<Copy size={14} aria-hidden />} autoFocus={autoFocus} onPress={() => void copy()}>
          {formText.copy}
        </Button>
      </div>
      <div className={styles['copied']}>
        <span role="status">
          {copying.copied !== null
            ? formText.copied(clipboardSeconds)
            : !shown && hidden === 'by-itself' && formText.hiddenAgain}
        </span>{' '}
        {shown && <Countdown until={hiddenAt} />}
      </div>
      {shown && <CaptureLine />}
      {failure && <FailureNotice error={failure} />}
    </div>
  )
}
