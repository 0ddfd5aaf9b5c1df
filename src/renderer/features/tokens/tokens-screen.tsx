import screen from '#renderer/ui/screen.module.css'
import { FilterBar } from './filter-bar.tsx'
import { Grid } from './grid.tsx'
import { NothingToShow } from './nothing-to-show.tsx'
import { Toolbar } from './toolbar.tsx'

/** The list of tokens with its search and filters. */
export function TokensScreen() {
  return (
    <section className={screen['screen']}>
      <Toolbar />
      <FilterBar />
      <div className={screen['body']}>
        <Grid />
        <NothingToShow />
      </div>
    </section>
  )
}
