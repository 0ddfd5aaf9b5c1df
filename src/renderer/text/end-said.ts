import type { Expiry } from '#shared/model/time'
import { instantTitle } from '#shared/text/ages'
import { expirySources } from '#shared/text/words'
import { momentWords, tokensText } from './tokens.ts'

/** What a person has typed is no fact of an issuer's: one sees that without a tooltip. Stands behind the day. */
export function endMark(expiry: Expiry): string {
  return expiry.kind === 'at' && expiry.by === 'typed' ? ` ${tokensText.typedMark}` : ''
}

/** The whole moment, with who says so where its issuer does not. */
export function endTitle(expiry: Expiry): string {
  if (expiry.kind !== 'at') return momentWords[expiry.kind]
  return [instantTitle(expiry.at), ...(expiry.by === undefined ? [] : [expirySources[expiry.by]])].join(', ')
}
