/** Places the keyboard can be sent to, by the id of their element. */
export const focusPlaces = { search: 'search-tokens', grid: 'token-grid', detail: 'token-detail' } as const

export type FocusPlace = keyof typeof focusPlaces

/** Moves the keyboard to a place; in the grid, to the cell where it was last. */
export function focusOn(place: FocusPlace): void {
  const element = document.getElementById(focusPlaces[place])
  const inside = place === 'grid' ? element?.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]') : null
  ;(inside ?? element)?.focus()
}
