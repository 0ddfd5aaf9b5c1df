import { useLayoutEffect } from 'react'
import type { Preferences } from '#shared/model/preferences'

/** Shows the chosen theme; `system` leaves it to the OS. */
export function useTheme(theme: Preferences['theme']): void {
  useLayoutEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme
  }, [theme])
}
