/** Places the keyboard can be sent to, by the id of their element. */
export const focusPlaces = { search: 'search-tokens', grid: 'token-grid', detail: 'token-detail' } as const

export type FocusPlace = keyof typeof focusPlaces

/** Moves the keyboard to a place; in the grid, to the cell where it was last. */
export function focusOn(place: FocusPlace): void {
  const element = document.getElementById(focusPlaces[place])
  const inside = place === 'grid' ? element?.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]') : null
  ;(inside ?? element)?.focus()
}

/** The same once the place has appeared, unless the keyboard was sent somewhere else until then. */
export function focusSoon(place: FocusPlace): void {
  const from = document.activeElement
  // Within a grid the keyboard may go from one cell to another meanwhile.
  const around = from?.closest('[role="grid"]') ?? from
  requestAnimationFrame(() => {
    const now = document.activeElement
    if (now === document.body || around?.contains(now) === true) focusOn(place)
  })
}
