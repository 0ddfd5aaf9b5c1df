import type { Draft } from '#shared/model/operation'
import type { Instant } from '#shared/model/time'
import { Failure } from '#main/ports/failure'
import { record } from './record.ts'

/** An end in 2099 or later stands for "never"; with this one a token lasts less than the 80 years that it may. */
const never = Date.UTC(2099, 11, 31)

/**
 * How long a token shall last, as protobuf's JSON mapping writes it: whole seconds, `2592000s`.
 *
 * @throws Failure invalid-input for an end that has passed.
 */
export function validFor(expiry: Draft['expiry'], now: Instant): string {
  const end = expiry.kind === 'never' ? never : expiry.at
  const seconds = Math.floor((end - now) / 1000)
  if (seconds < 1) throw new Failure('invalid-input', { provider: record.name, field: 'expiry' })
  return `${seconds}s`
}
