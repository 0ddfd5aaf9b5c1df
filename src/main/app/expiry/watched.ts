import { mostNext, type EndingCredential, type ExpiryFacts, type NextExpiry } from '#shared/contract/expiry'
import type { Instant } from '#shared/model/time'
import type { Token } from '#shared/model/token'
import type { Quiet } from '#shared/model/warning'
import { dayLength, type WarningStep } from '#shared/rules/expiry'
import type { SecretDates } from '#shared/rules/lifetime'
import { isQuietAt } from '#shared/rules/warning'
import { calledBy } from '#shared/text/words'
import { accountOfCredential } from './credentials.ts'
import { ended, stepAt, type Watch } from '../../schedule/index.ts'

/** A token that ends. While the vault is locked nothing is known of it but times. */
export interface Watched extends Watch {
  /** The steps at which it counts as due. */
  readonly dueSteps: readonly WarningStep[]
  /** Not while the vault is locked. */
  readonly token?: Pick<NextExpiry, 'tokenId' | 'provider'>
  /** While the vault is locked only where the person wants names in notices. */
  readonly name?: string
}

/** What there is to know of a token beside its own facts. */
export interface WatchTerms {
  readonly steps: readonly WarningStep[]
  readonly quiet: Quiet | null
  /** When its present secret began. */
  readonly dates: SecretDates
}

/** A clock of the service's may be that far from ours. */
const slackMs = 3_600_000

/**
 * How a token is watched; undefined for one that is over, never ends, or that nobody knows the end of. A step that its whole
 * life lies within is not told: whoever makes a token for a week need not hear at once that it ends within one.
 */
export function watchedOf(token: Token, { steps, quiet, dates }: WatchTerms): Watched | undefined {
  const { state, expiry, id: tokenId, provider } = token
  if (state !== 'active' || expiry.kind !== 'at') return undefined
  const end = expiry.at
  const begun = dates.created.kind === 'at' ? dates.created.at + slackMs : -Infinity
  const told = steps.filter((step) => end - step * dayLength > begun)
  return { end, steps: told, dueSteps: steps, quiet, token: { tokenId, provider }, name: calledBy(token) }
}

/** The same without anything that tells which token it is, but for a name where that is wanted. */
export function withoutToken({ end, steps, dueSteps, quiet, name }: Watched, names: boolean): Watched {
  return { end, steps, dueSteps, quiet, ...(names && name !== undefined && { name }) }
}

export interface Count {
  readonly facts: Pick<ExpiryFacts, 'expired' | 'due' | 'quiet' | 'next' | 'credentials'>
  readonly at: Instant
  /** When the numbers are others by themselves. */
  readonly until: Instant
}

/** Counts what is to be warned of at `now`. */
export function countWatched(list: Iterable<Watched>, now: Instant): Count {
  const counts = { expired: 0, due: 0, quiet: 0 }
  const next: NextExpiry[] = []
  const credentials: EndingCredential[] = []
  let until = Infinity
  for (const one of list) {
    const { end, dueSteps, quiet, token, name = '' } = one
    const step = stepAt({ end, steps: dueSteps }, now)
    if (step !== null) {
      const isQuiet = isQuietAt(quiet, end, now)
      counts[isQuiet ? 'quiet' : step === ended ? 'expired' : 'due'] += 1
      const accountId = token === undefined ? null : accountOfCredential(token.tokenId)
      if (token !== undefined && accountId !== null && !isQuiet)
        credentials.push({ accountId, tokenId: token.tokenId, at: end, days: step })
    }
    if (step !== ended) {
      for (const days of dueSteps) if (end - days * dayLength > now) until = Math.min(until, end - days * dayLength)
      until = Math.min(until, end)
      if (token !== undefined) takeSoonest(next, { ...token, name, at: end, days: step })
    }
    if (quiet?.kind === 'snoozed' && quiet.until > now) until = Math.min(until, quiet.until)
  }
  credentials.sort((one, other) => one.at - other.at)
  return { facts: { ...counts, next, credentials }, at: now, until }
}

/** Keeps the soonest, in their order. */
function takeSoonest(next: NextExpiry[], one: NextExpiry): void {
  const last = next.at(-1)
  if (last !== undefined && next.length === mostNext && one.at >= last.at) return
  const place = next.findIndex(({ at }) => one.at < at)
  next.splice(place === -1 ? next.length : place, 0, one)
  if (next.length > mostNext) next.pop()
}
