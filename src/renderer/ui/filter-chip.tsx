import { ChevronDown, X } from 'lucide-react'
import { tokensText } from '#renderer/text/tokens'
import { Button } from './button.tsx'
import { ChoiceMenu } from './choice-menu.tsx'
import { classNames } from './class-names.ts'
import { IconButton } from './icon-button.tsx'
import type { Option } from './select.tsx'
import styles from './filter-chip.module.css'

export interface FilterChipProps<Id extends string> {
  readonly label: string
  readonly mode: 'one' | 'many'
  readonly options: readonly Option<Id>[]
  readonly chosen: readonly Id[]
  readonly onChange: (chosen: readonly Id[]) => void
  /** Shown when there are no options. */
  readonly empty?: string
}

/** A filter as a button that opens its choices, says what is chosen, and takes that back. */
export function FilterChip<Id extends string>({ label, options, chosen, onChange, ...menu }: FilterChipProps<Id>) {
  const isSet = chosen.length > 0
  const names = options.filter(({ id }) => chosen.includes(id)).map((option) => option.label)
  return (
    <div className={classNames(styles['chip'], isSet && styles['set'])}>
      <ChoiceMenu
        trigger={
          <Button size="small" variant="quiet">
            <span className={styles['chipText']}>{isSet ? `${label}: ${names.join(', ')}` : label}</span>
            {!isSet && <ChevronDown size={12} aria-hidden />}
          </Button>
        }
        {...menu}
        label={label}
        options={options}
        chosen={chosen}
        onChange={onChange}
      />
      {isSet && (
        <IconButton
          size="small"
          label={tokensText.clearFilter(label)}
          icon={<X size={12} aria-hidden />}
          onPress={() => onChange([])}
        />
      )}
    </div>
  )
}
