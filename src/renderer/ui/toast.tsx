import { X } from 'lucide-react'
import { Text } from 'react-aria-components/Text'
import {
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as AriaToastRegion,
} from 'react-aria-components/Toast'
import { shellText } from '#renderer/text/shell'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import { IconButton } from './icon-button.tsx'
import styles from './toast.module.css'

export interface ToastMessage {
  readonly text: string
  readonly tone?: 'info' | 'good' | 'error'
  readonly action?: { readonly label: string; readonly onPress: () => void }
}

const queue = new ToastQueue<ToastMessage>({ maxVisibleToasts: 3 })

/** How long a message stays, in milliseconds; react-aria asks for at least five seconds. One with an action stays longer. */
const stay = { plain: 5000, withAction: 10_000 } as const

/** Says something in passing. An error stays until it is closed. Gives the function that takes it back. */
export function toast(message: ToastMessage): () => void {
  const timeout = message.action ? stay.withAction : stay.plain
  const key = queue.add(message, message.tone === 'error' ? {} : { timeout })
  return () => queue.close(key)
}

/** Takes every message away. */
export function clearToasts(): void {
  queue.clear()
}

/** Where the messages appear; once in the window. */
export function ToastRegion() {
  return (
    <AriaToastRegion queue={queue} className={styles['region'] ?? ''} aria-label={shellText.notifications}>
      {({ toast: shown }) => (
        <AriaToast
          toast={shown}
          className={classNames(styles['toast'], shown.content.tone && styles[shown.content.tone])}
        >
          <ToastContent className={styles['content'] ?? ''}>
            <Text slot="title">{shown.content.text}</Text>
          </ToastContent>
          {shown.content.action && (
            <Button
              variant="link"
              onPress={() => {
                shown.content.action?.onPress()
                queue.close(shown.key)
              }}
            >
              {shown.content.action.label}
            </Button>
          )}
          <IconButton
            label={shellText.close}
            size="small"
            icon={<X size={14} aria-hidden />}
            onPress={() => queue.close(shown.key)}
          />
        </AriaToast>
      )}
    </AriaToastRegion>
  )
}
