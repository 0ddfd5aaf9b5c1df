import { vi } from 'vitest'

/** jsdom lays nothing out: gives elements a height, so that the grid knows how many rows are in sight. */
export function stubLayout({ height = 600, narrow = false }: { height?: number; narrow?: boolean } = {}): void {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(height)
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(1000)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(height)
  vi.stubGlobal('matchMedia', () => ({ matches: narrow, addEventListener: () => {}, removeEventListener: () => {} }))
  Element.prototype.scrollTo = () => {}
}
