import { Copy, Eye, EyeOff } from 'lucide-react'
import { useCallback, useEffect, useId, useRef, useState } from 'react'
import type { AppError } from '#shared/model/error'
import { call, listen } from '#renderer/data/bridge'
import { usePreferences } from '#renderer/data/use-mirror'
import { formText } from '#renderer/text/forms'
import { Button } from '../button.tsx'
import { classNames } from '../class-names.ts'
import { FailureNotice } from './failure-notice.tsx'
import styles from './forms.module.css'

/** A revealed secret is hidden again after so many milliseconds. */
const revealedFor = 30_000

export interface SecretFieldProps {
  /** A secretId, or the unstoredId of a secret that main holds in memory. */
  readonly id: string
  readonly label?: string
  readonly autoFocus?: boolean
}

/**
 * A secret that main holds: hidden, until it is asked for. What main answers is written into one node of the page and
 * nowhere else, not into React's state and not into a store; it is gone after 30 s, when the window loses focus, and
 * when this goes away. Copying happens in main, also with the keyboard.
 */
export function SecretField(props: SecretFieldProps) {
  // Another secret is another field: nothing of the one before is left, and an answer that comes late finds nobody.
  return <Field key={props.id} {...props} />
}

function Field({ id, label = formText.secret, autoFocus = false }: SecretFieldProps) {
  const value = useRef<HTMLElement>(null)
  const labelId = useId()
  const [shown, setShown] = useState(false)
  const [copied, setCopied] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const { clipboardSeconds } = usePreferences()

  const hide = useCallback(() => {
    if (value.current) value.current.textContent = ''
    setShown(false)
  }, [])

  useEffect(() => {
    if (!shown) return
    const timer = setTimeout(hide, revealedFor)
    window.addEventListener('blur', hide)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('blur', hide)
    }
  }, [shown, hide])

  useEffect(() => {
    const node = value.current
    return () => {
      if (node) node.textContent = ''
    }
  }, [])

  useEffect(() => listen('clipboard', () => setCopied(false)), [])

  async function reveal(): Promise<void> {
    setError(null)
    const answer = await call('secret.reveal', { id })
    if (!answer.ok) {
      setError(answer.error)
      return
    }
    if (value.current === null) return
    value.current.textContent = answer.value.value
    setShown(true)
  }

  async function copy(): Promise<void> {
    setError(null)
    const answer = await call('secret.copy', { id })
    setCopied(answer.ok)
    if (!answer.ok) setError(answer.error)
  }

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
            ref={value}
            className={classNames(styles['value'])}
            hidden={!shown}
            onCopy={(event) => {
              // The person's own Ctrl+C goes through main too, so that the clipboard is cleared in time.
              event.preventDefault()
              void copy()
            }}
            onDragStart={(event) => event.preventDefault()}
          />
        </div>
        <Button
          icon={shown ? <EyeOff size={14} aria-hidden /> : <Eye size={14} aria-hidden />}
          onPress={() => {
            if (shown) hide()
            else void reveal()
          }}
        >
          {shown ? formText.hide : formText.reveal}
        </Button>
        <Button icon={<Copy size={14} aria-hidden />} autoFocus={autoFocus} onPress={() => void copy()}>
          {formText.copy}
        </Button>
      </div>
      <div className={styles['copied']} role="status">
        {copied && formText.copied(clipboardSeconds)}
      </div>
      {error && <FailureNotice error={error} />}
    </div>
  )
}
