import { Search, X } from 'lucide-react'
import { focusOn, focusPlaces } from '#renderer/data/focus'
import { shellText } from '#renderer/text/shell'
import { Kbd } from './kbd.tsx'
import styles from './search-input.module.css'

export interface SearchInputProps {
  readonly label: string
  readonly value: string
  readonly onChange: (query: string) => void
}

/** The search of a screen: what is typed narrows its list at once. Arrow down or Enter goes to the list, Escape clears. */
export function SearchInput({ label, value, onChange }: SearchInputProps) {
  return (
    <div className={styles['search']}>
      <Search size={14} aria-hidden className={styles['icon']} />
      <input
        id={focusPlaces.search}
        type="text"
        role="searchbox"
        aria-label={label}
        aria-keyshortcuts="/ Control+F"
        aria-controls={focusPlaces.grid}
        placeholder={label}
        spellCheck={false}
        autoComplete="off"
        className={styles['input']}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'ArrowDown' || event.key === 'Enter') focusOn('grid')
          else if (event.key === 'Escape' && value === '') focusOn('grid')
          else if (event.key === 'Escape') onChange('')
          else return
          event.preventDefault()
        }}
      />
      {value === '' ? (
        <Kbd>/</Kbd>
      ) : (
        <button
          type="button"
          aria-label={shellText.clear}
          className={styles['clear']}
          onClick={() => {
            onChange('')
            focusOn('search')
          }}
        >
          <X size={13} aria-hidden />
        </button>
      )}
    </div>
  )
}
