import type { ReactNode } from 'react'
import { FilterBar } from './filter-bar.tsx'
import { Grid } from './grid.tsx'
import { NothingToShow } from './nothing-to-show.tsx'
import { Toolbar } from './toolbar.tsx'
import styles from './screen.module.css'

export interface TokensScreenProps {
  /** What lies over the end of the list: the details, where there is no room beside it. */
  readonly over?: ReactNode
}

/** The list of tokens with its search and filters. */
export function TokensScreen({ over }: TokensScreenProps) {
  return (
    <section className={styles['screen']}>
      <Toolbar />
      <FilterBar />
      <div className={styles['list']}>
        <Grid />
        <NothingToShow />
        {over}
      </div>
    </section>
  )
}
