import { useDesk, useView } from '#renderer/data/use-desk'
import { tokensText } from '#renderer/text/tokens'
import { SearchInput } from '#renderer/ui/search-input'

/** The search over the tokens. */
export function SearchBox() {
  const { view } = useDesk()
  const query = useView((state) => state.query)
  return <SearchInput label={tokensText.search} value={query} onChange={view.setQuery} />
}
