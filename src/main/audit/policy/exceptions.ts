import type { EndedException, Finding, RuleId, Subject } from '#shared/model/finding'
import type { Exception } from '#shared/model/policy'
import type { Instant } from '#shared/model/time'
import type { Token } from '#shared/model/token'
import { dayLength } from '#shared/rules/expiry'
import { matches } from './matches.ts'

/** The last millisecond at which an exception holds: a day without a time lasts to its end in UTC, wherever one reads it. */
export function lastMoment(until: string): Instant {
  const at = Date.parse(until)
  return until.length === 10 ? at + dayLength - 1 : at
}

interface Prepared {
  readonly exception: Exception
  readonly until: Instant
  readonly rules: ReadonlySet<RuleId> | null
}

type Covered = NonNullable<Finding['exception']>

/** Exceptions of a policy, ready to be looked up. */
export class Exceptions {
  readonly #all: readonly Prepared[]

  constructor(exceptions: readonly Exception[]) {
    this.#all = exceptions.map((exception) => ({
      exception,
      until: lastMoment(exception.until),
      rules: exception.rules === undefined ? null : new Set(exception.rules),
    }))
  }

  /** The one that covers a finding longest; it may have ended. Null where there is none. */
  about(rule: RuleId, subject: Subject, token: Token | null): Covered | null {
    let longest: Prepared | null = null
    for (const one of this.#all) {
      if (longest !== null && one.until <= longest.until) continue
      if (one.rules !== null && !one.rules.has(rule)) continue
      if (isAbout(one.exception, subject, token)) longest = one
    }
    return longest === null ? null : covered(longest)
  }

  /** Those that hold no more, in the policy's order. */
  ended(now: Instant): EndedException[] {
    return this.#all
      .filter(({ until }) => until < now)
      .map((one) => ({ ...covered(one), rules: [...(one.rules ?? [])], about: aboutText(one.exception) }))
  }
}

function covered({ exception: { owner, reason }, until }: Prepared): Covered {
  return { owner: owner.slice(0, 200), reason, until }
}

function isAbout(exception: Exception, subject: Subject, token: Token | null): boolean {
  const { provider, account, tokenOwner, kind } = exception
  if (provider !== undefined && provider !== subject.provider) return false
  if (kind !== undefined && kind !== token?.kind) return false
  const fits = (pattern: string | undefined, ...texts: readonly (string | undefined | null)[]): boolean =>
    pattern === undefined || texts.some((text) => typeof text === 'string' && matches(pattern, text))
  return (
    fits(account, subject.account, subject.accountId) &&
    fits(tokenOwner, token?.owner.name, token?.owner.id) &&
    fits(exception.token, token === null ? null : subject.name, subject.tokenId, token?.issuerId)
  )
}

/** What it is about, in the policy's own words: `gitlab, acme, deploy-*`. */
function aboutText({ provider, account, tokenOwner, kind, token }: Exception): string {
  return [provider, account, tokenOwner, kind, token]
    .filter((part) => part !== undefined)
    .join(', ')
    .slice(0, 2000)
}
