import type { ReactNode, Ref } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip'
import { classNames } from './class-names.ts'
import styles from './button.module.css'

export interface IconButtonProps {
  /** Its accessible name, and its tooltip. */
  readonly label: string
  readonly icon: ReactNode
  readonly size?: 'normal' | 'small'
  readonly onPress?: () => void
  readonly isDisabled?: boolean
  readonly describedBy?: string
  /** For a toggle. */
  readonly pressed?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

/** A button that shows only an icon, with its name as a tooltip. */
export function IconButton({ size = 'normal', ...props }: IconButtonProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      <AriaButton
        ref={props.ref ?? null}
        aria-label={props.label}
        className={classNames(styles['button'], styles['icon'], size === 'small' && styles['small'])}
        isDisabled={props.isDisabled ?? false}
        {...(props.onPress && { onPress: props.onPress })}
        {...(props.describedBy && { 'aria-describedby': props.describedBy })}
        {...(props.pressed !== undefined && { 'aria-pressed': props.pressed })}
      >
        {props.icon}
      </AriaButton>
      <Tooltip className={styles['tooltip'] ?? ''} offset={6}>
        {props.label}
      </Tooltip>
    </TooltipTrigger>
  )
}
