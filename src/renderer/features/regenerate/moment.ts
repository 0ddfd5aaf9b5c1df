import type { Instant } from '#shared/model/time'

/** When a form is checked. */
export function moment(): Instant {
  return Date.now()
}
