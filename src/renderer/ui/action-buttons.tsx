import { useId, type ReactNode } from 'react'
import { Button, type ButtonProps } from './button.tsx'
import styles from './action-buttons.module.css'

export interface ReasonedAction {
  readonly name: string
  readonly label: string
  readonly variant: NonNullable<ButtonProps['variant']>
  /** Why it is not to be had; null when it is. */
  readonly reason: string | null
  readonly onPress: () => void
}

interface ActionButtonsProps {
  readonly actions: readonly ReasonedAction[]
  /** Further buttons, at the end. */
  readonly children?: ReactNode
}

/** What can be done, as buttons. What cannot is there as well, with the sentence why not. */
export function ActionButtons({ actions, children }: ActionButtonsProps) {
  const id = useId()
  const reasons = actions.filter(({ reason }) => reason !== null)
  // A token that is no more has one reason for everything.
  const same = reasons.length > 1 && reasons.every(({ reason }) => reason === reasons[0]?.reason)
  const reasonId = (name: string) => `${id}-${same ? 'all' : name}`
  return (
    <div className={styles['actions']}>
      <div className={styles['buttons']}>
        {actions.map(({ name, label, variant, reason, onPress }) => (
          <Button
            key={name}
            variant={variant}
            isDisabled={reason !== null}
            {...(reason !== null && { describedBy: reasonId(name) })}
            onPress={onPress}
          >
            {label}
          </Button>
        ))}
        {children}
      </div>
      {(same ? reasons.slice(0, 1) : reasons).map(({ name, label, reason }) => (
        <p key={name} id={reasonId(name)} className={styles['reason']}>
          {!same && <strong>{label}:</strong>} {reason}
        </p>
      ))}
    </div>
  )
}
