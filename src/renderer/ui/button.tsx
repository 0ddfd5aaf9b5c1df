import type { ReactNode, Ref } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { classNames } from './class-names.ts'
import { Spinner } from './spinner.tsx'
import styles from './button.module.css'

export interface ButtonProps {
  readonly children: ReactNode
  /**
   * `plain` has a line around it; `primary` is the one main action of a dialog or a screen; `quiet` has no line;
   * `danger` destroys; `danger-quiet` leads to a dialog that destroys; `link` stands in a sentence.
   */
  readonly variant?: 'plain' | 'primary' | 'quiet' | 'danger' | 'danger-quiet' | 'link'
  readonly size?: 'normal' | 'small'
  readonly icon?: ReactNode
  readonly onPress?: () => void
  readonly isDisabled?: boolean
  /** Work is under way: keeps its place and focus, shows a spinner, takes no press. */
  readonly busy?: boolean
  readonly type?: 'button' | 'submit'
  /** Id of the form, for a submit button that stands outside of it. */
  readonly form?: string
  /** Id of the sentence that says why it is disabled or what it does. */
  readonly describedBy?: string
  /** Only where the visible words are not enough. */
  readonly label?: string
  readonly autoFocus?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

const variants = {
  plain: '',
  primary: styles['primary'],
  quiet: styles['quiet'],
  danger: styles['danger'],
  'danger-quiet': classNames(styles['quiet'], styles['dangerQuiet']),
  link: styles['link'],
} as const

export function Button({ variant = 'plain', size = 'normal', busy = false, ...props }: ButtonProps) {
  return (
    <AriaButton
      ref={props.ref ?? null}
      className={classNames(styles['button'], variants[variant], size === 'small' && styles['small'])}
      type={props.type ?? 'button'}
      isPending={busy}
      isDisabled={props.isDisabled ?? false}
      {...(props.onPress && { onPress: props.onPress })}
      {...(props.form && { form: props.form })}
      {...(props.describedBy && { 'aria-describedby': props.describedBy })}
      {...(props.label && { 'aria-label': props.label })}
      {...(props.autoFocus && { autoFocus: true })}
    >
      {busy ? <Spinner /> : props.icon}
      {props.children}
    </AriaButton>
  )
}
