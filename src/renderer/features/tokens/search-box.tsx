import { Search, X } from 'lucide-react'
import { focusOn, focusPlaces } from '#renderer/data/focus'
import { useDesk, useView } from '#renderer/data/use-desk'
import { shellText } from '#renderer/text/shell'
import { tokensText } from '#renderer/text/tokens'
import { Kbd } from '#renderer/ui/kbd'
import styles from './toolbar.module.css'

/** The search: what is typed narrows the grid at once. Arrow down or Enter goes to the tokens, Escape clears. */
export function SearchBox() {
  const { view } = useDesk()
  const query = useView((state) => state.query)
  return (
    <div className={styles['search']}>
      <Search size={14} aria-hidden className={styles['searchIcon']} />
      <input
        id={focusPlaces.search}
        type="text"
        role="searchbox"
        aria-label={tokensText.search}
        aria-keyshortcuts="/ Control+F"
        aria-controls={focusPlaces.grid}
        placeholder={tokensText.search}
        spellCheck={false}
        autoComplete="off"
        className={styles['searchInput']}
        value={query}
        onChange={(event) => view.setQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'ArrowDown' || event.key === 'Enter') focusOn('grid')
          else if (event.key === 'Escape' && query === '') focusOn('grid')
          else if (event.key === 'Escape') view.setQuery('')
          else return
          event.preventDefault()
        }}
      />
      {query === '' ? (
        <Kbd>/</Kbd>
      ) : (
        <button
          type="button"
          aria-label={shellText.clear}
          className={styles['searchClear']}
          onClick={() => {
            view.setQuery('')
            focusOn('search')
          }}
        >
          <X size={13} aria-hidden />
        </button>
      )}
    </div>
  )
}
