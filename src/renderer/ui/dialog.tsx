import { X } from 'lucide-react'
import { useId, type ReactNode, type SyntheticEvent } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { shellText } from '#renderer/text/shell'
import { classNames } from './class-names.ts'
import { IconButton } from './icon-button.tsx'
import styles from './dialog.module.css'

export interface DialogProps {
  /** Names the dialog: its action, such as "Revoke". */
  readonly title: string
  readonly children: ReactNode
  /** Buttons, the main one last. */
  readonly footer?: ReactNode
  readonly onClose: () => void
  /** While busy, neither Escape nor the cross closes it; offer a "Cancel" of your own. */
  readonly busy?: boolean
  /** Makes body and footer one form: Enter, Ctrl+Enter from a text of several lines, and a submit button call this. */
  readonly onSubmit?: () => void
  readonly size?: 'small' | 'medium' | 'large' | 'wide'
  /** For a dialog that asks before it destroys. */
  readonly role?: 'dialog' | 'alertdialog'
}

/** A modal dialog. Shown while it is rendered; focus goes in and comes back by itself. */
export function Dialog({ busy = false, size = 'medium', ...props }: DialogProps) {
  const formId = useId()
  const { onSubmit } = props
  const content = (
    <>
      <div className={styles['body']}>{props.children}</div>
      {props.footer && <div className={styles['footer']}>{props.footer}</div>}
    </>
  )
  return (
    <ModalOverlay
      isOpen
      onOpenChange={(open) => {
        if (!open && !busy) props.onClose()
      }}
      isKeyboardDismissDisabled={busy}
      className={styles['overlay'] ?? ''}
    >
      <Modal className={classNames(styles['modal'], styles[size])}>
        <AriaDialog className={styles['dialog'] ?? ''} role={props.role ?? 'dialog'} aria-busy={busy}>
          <div className={styles['header']}>
            <Heading slot="title" level={2} className={styles['title'] ?? ''}>
              {props.title}
            </Heading>
            <IconButton
              label={shellText.close}
              icon={<X size={16} aria-hidden />}
              size="small"
              isDisabled={busy}
              onPress={props.onClose}
            />
          </div>
          {onSubmit ? (
            <form
              id={formId}
              className={styles['form']}
              noValidate
              autoComplete="off"
              onSubmit={(event: SyntheticEvent) => {
                event.preventDefault()
                if (!busy) onSubmit()
              }}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
                if (!(event.target instanceof HTMLTextAreaElement)) return
                event.preventDefault()
                event.currentTarget.requestSubmit()
              }}
            >
              {content}
            </form>
          ) : (
            content
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
