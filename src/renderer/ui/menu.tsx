import type { ReactNode } from 'react'
import { Keyboard, Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components/Menu'
import { Text } from 'react-aria-components/Text'
import { classNames } from './class-names.ts'
import styles from './popover.module.css'

export interface MenuAction {
  readonly id: string
  readonly label: string
  readonly icon?: ReactNode
  /** Shown at the end of the line, such as a shortcut. */
  readonly hint?: string
  readonly isDisabled?: boolean
  readonly destructive?: boolean
  readonly onAction: () => void
}

export interface MenuProps {
  /** The button that opens it: a `Button` or an `IconButton`. */
  readonly trigger: ReactNode
  readonly label: string
  /** Groups of actions, with a line between them. */
  readonly groups: readonly (readonly MenuAction[])[]
  readonly placement?: 'bottom start' | 'bottom end'
}

/** A menu of actions under a button. */
export function Menu({ trigger, label, groups, placement = 'bottom start' }: MenuProps) {
  const shown = groups.filter((group) => group.length > 0)
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={styles['popover'] ?? ''} placement={placement} offset={4}>
        <AriaMenu aria-label={label} className={styles['list'] ?? ''}>
          {shown.flatMap((group, index) => [
            ...(index > 0 ? [<Separator key={`line-${index}`} className={styles['separator'] ?? ''} />] : []),
            ...group.map((action) => (
              <MenuItem
                key={action.id}
                id={action.id}
                textValue={action.label}
                isDisabled={action.isDisabled ?? false}
                onAction={action.onAction}
                className={classNames(
                  styles['item'],
                  action.icon === undefined ? styles['plainItem'] : styles['withIcon'],
                  action.destructive && styles['destructive'],
                )}
              >
                {action.icon}
                <Text slot="label">{action.label}</Text>
                {action.hint && <Keyboard className={styles['hint'] ?? ''}>{action.hint}</Keyboard>}
              </MenuItem>
            )),
          ])}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
