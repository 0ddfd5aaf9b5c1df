import { Eye, EyeOff } from 'lucide-react'
import { type RefObject, useEffect, useId } from 'react'
import { protectionText as text } from '#renderer/text/protection'
import { Button } from '#renderer/ui/button'
import { CaptureLine } from '#renderer/ui/forms/capture-line'
import { Countdown } from '#renderer/ui/forms/countdown'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import forms from '#renderer/ui/forms/forms.module.css'
import { useRevealed } from '#renderer/ui/forms/use-revealed'
import styles from './protection.module.css'

interface CodeDisplayProps {
  /** Gives the id of the code, and draws one where there is none yet; null when that failed. */
  readonly codeId: () => Promise<string | null>
  /** A code is being drawn. */
  readonly busy: boolean
  readonly onSeen: () => void
  /** Main does not have the code any more. */
  readonly onGone: () => void
}

/** Each group of the code in a line of the list, which numbers them. */
function inGroups(list: HTMLElement, code: string): void {
  const groups = code.split('-').map((group) => {
    const item = document.createElement('li')
    item.textContent = group
    return item
  })
  list.replaceChildren(...groups)
}

/**
 * A recovery code in numbered groups: hidden, until it is asked for, and again after a while. It can be neither selected
 * nor copied: it belongs on paper.
 */
export function CodeDisplay({ codeId, busy, onSeen, onGone }: CodeDisplayProps) {
  const labelId = useId()
  const helpId = useId()
  const { node, hiddenAt, error, reveal, hide } = useRevealed(codeId, inGroups)
  const shown = hiddenAt !== null

  async function show(): Promise<void> {
    const failure = await reveal()
    if (failure?.kind === 'not-found') onGone()
  }

  useEffect(() => {
    if (shown) onSeen()
  }, [shown, onSeen])

  return (
    <div className={forms['line']} role="group" aria-labelledby={labelId}>
      <div id={labelId} className={forms['label']}>
        {text.codeLabel}
      </div>
      {!shown && <div className={styles['codeHidden']}>{text.codeHidden}</div>}
      <ol
        ref={node as RefObject<HTMLOListElement | null>}
        className={styles['code']}
        hidden={!shown}
        onCopy={(event) => event.preventDefault()}
        onDragStart={(event) => event.preventDefault()}
      />
      <div className={styles['codeLine']}>
        <Button
          icon={shown ? <EyeOff size={14} aria-hidden /> : <Eye size={14} aria-hidden />}
          autoFocus
          busy={busy}
          describedBy={helpId}
          onPress={() => {
            if (shown) hide()
            else void show()
          }}
        >
          {shown ? text.hide : text.reveal}
        </Button>
        {shown && <Countdown until={hiddenAt} />}
      </div>
      <div id={helpId} className={forms['help']}>
        {text.revealHelp}
      </div>
      {shown && <CaptureLine />}
      {error !== null && error.kind !== 'not-found' && <FailureNotice error={error} />}
    </div>
  )
}
