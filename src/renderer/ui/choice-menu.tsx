import type { ReactNode } from 'react'
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components/Menu'
import { Text } from 'react-aria-components/Text'
import { classNames } from './class-names.ts'
import type { Option } from './select.tsx'
import styles from './popover.module.css'

export interface ChoiceMenuProps<Id extends string> {
  readonly trigger: ReactNode
  readonly label: string
  readonly options: readonly Option<Id>[]
  /** Keep it under 500 options. */
  readonly chosen: readonly Id[]
  readonly onChange: (chosen: readonly Id[]) => void
  /** `one`: choosing another takes the first one back, choosing it again leaves none. */
  readonly mode: 'one' | 'many'
  /** Shown when there are no options. */
  readonly empty?: string
}

/** A menu to tick things in; it stays open while many are ticked. */
export function ChoiceMenu<Id extends string>(props: ChoiceMenuProps<Id>) {
  return (
    <MenuTrigger>
      {props.trigger}
      <Popover className={styles['popover'] ?? ''} placement="bottom start" offset={4}>
        <AriaMenu
          aria-label={props.label}
          className={styles['list'] ?? ''}
          selectionMode={props.mode === 'one' ? 'single' : 'multiple'}
          selectedKeys={props.chosen}
          onSelectionChange={(keys) => {
            props.onChange(props.options.map(({ id }) => id).filter((id) => keys === 'all' || keys.has(id)))
          }}
          renderEmptyState={() => <div className={styles['empty']}>{props.empty}</div>}
        >
          {props.options.map((option) => (
            <MenuItem key={option.id} id={option.id} textValue={option.label} className={classNames(styles['item'])}>
              <Text slot="label">{option.label}</Text>
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
