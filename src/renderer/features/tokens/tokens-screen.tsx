import { FilterBar } from './filter-bar.tsx'
import { Grid } from './grid.tsx'
import { NothingToShow } from './nothing-to-show.tsx'
import { Toolbar } from './toolbar.tsx'
import styles from './screen.module.css'

/** The list of tokens with its search and filters. */
export function TokensScreen() {
  return (
    <section className={styles['screen']}>
      <Toolbar />
      <FilterBar />
      <div className={styles['list']}>
        <Grid />
        <NothingToShow />
      </div>
    </section>
  )
}
