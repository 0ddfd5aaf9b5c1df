import type { Instant } from '#shared/model/time'
import { count } from '#shared/text/words'

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

/** Sentences about pictures, recordings and shared screens while a secret is shown. */
export const captureText = {
  heading: 'Shared screens',
  leftOut: 'Shared screens and screenshots leave the window out while a secret is shown.',
  allowedUntil: (at: Instant) => `Shared screens and screenshots show secrets until ${clock.format(at)}.`,
  allow: (minutes: number) => `Show them for ${count(minutes, 'minute')}`,
  end: 'Leave them out again',
  unavailable:
    'Not available here: this system cannot leave a window out, so shared screens and screenshots show a secret while it is revealed.',
  mac: 'Some recorders show the window all the same: macOS lets them.',
} as const
