import { filterCount, noFilters } from '#shared/rules/filter'
import type { Entry } from '#renderer/data/entry'
import { useDesk, usePlaceCounts, useTokenList, useView } from '#renderer/data/use-desk'
import { filterLabels, tokensText } from '#renderer/text/tokens'
import { Button } from '#renderer/ui/button'
import { FilterChip } from '#renderer/ui/filter-chip'
import screen from '#renderer/ui/screen.module.css'
import { useFilterChoices } from './filter-choices.ts'
import { SelectionBar } from './selection-bar.tsx'
import styles from './toolbar.module.css'

/** The line under the search: filters and how many tokens are left; while tokens are picked out, what to do with them. */
export function FilterBar() {
  const picked = useView((state) => state.selected.size > 0)
  return <div className={screen['bar']}>{picked ? <SelectionBar /> : <FilterLine />}</div>
}

function FilterLine() {
  const { view } = useDesk()
  const filters = useView((state) => state.filters)
  const choices = useFilterChoices(filters)
  return (
    <>
      <div className={styles['filters']}>
        {choices.map((choice) => (
          <FilterChip
            key={choice.filter}
            label={filterLabels[choice.filter]}
            mode={choice.mode}
            options={choice.options}
            chosen={choice.chosen}
            onChange={(ids) => view.setFilters({ ...filters, ...choice.change(ids) })}
            empty={tokensText.noTags}
          />
        ))}
        {filterCount(filters) > 0 && (
          <Button size="small" variant="quiet" onPress={() => view.setFilters(noFilters)}>
            {tokensText.clearFilters}
          </Button>
        )}
      </div>
      <ShownCount />
      <SelectAll />
    </>
  )
}

/** Picks out all that is shown: an account, an owner, or what a search has found. */
function SelectAll() {
  const { view } = useDesk()
  const list = useTokenList()
  if (list.length === 0) return null
  return (
    <Button size="small" variant="quiet" onPress={() => view.setSelected(list.map(({ row }) => row.token.id))}>
      {tokensText.selectAll}
    </Button>
  )
}

function ShownCount() {
  const list = useTokenList()
  const place = useView((state) => state.place)
  const { total } = usePlaceCounts()(place)
  const alive = livingIn(list)
  return (
    <div className={screen['count']} role="status">
      {tokensText.shown(alive, total, list.length - alive)}
    </div>
  )
}

/** How many tokens of an ordered list are alive: those that are not stand at its end, so the border is looked for. */
function livingIn(list: readonly Entry[]): number {
  let [from, to] = [0, list.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (list[middle]?.row.token.state === 'active') from = middle + 1
    else to = middle
  }
  return from
}
