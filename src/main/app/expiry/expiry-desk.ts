import { mostNext, type ExpiryFacts, type NextExpiry } from '#shared/contract/expiry'
import type { Instant } from '#shared/model/time'
import type { Token } from '#shared/model/token'
import { expiryStatus, nextStatusChange, type WarningStep } from '#shared/rules/expiry'
import { calledBy } from '#shared/text/words'
import type { Clock } from '../../ports/clock.ts'

interface ExpiryPorts {
  readonly clock: Clock
  /** Null while the vault is not open: what was known when it was is kept, without names. */
  tokens(): Iterable<Token> | null
  steps(): readonly WarningStep[]
}

interface Counted {
  readonly facts: ExpiryFacts
  readonly at: Instant
  /** When the numbers are others by themselves. */
  readonly until: Instant
  readonly steps: string
}

/** What is to be warned of, counted once for everything that tells it. */
export class ExpiryDesk {
  readonly #ports: ExpiryPorts
  #ends: readonly Instant[] = []
  #counted: Counted | null = null
  #isOpen = false

  constructor(ports: ExpiryPorts) {
    this.#ports = ports
  }

  /** Tokens have changed. */
  changed(): void {
    this.#counted = null
  }

  facts(): ExpiryFacts {
    const now = this.#ports.clock.now()
    const steps = this.#ports.steps()
    const tokens = this.#ports.tokens()
    const isOpen = tokens !== null
    const known = this.#counted
    const isCurrent =
      known !== null && isOpen === this.#isOpen && known.steps === steps.join() && known.at <= now && now < known.until
    this.#isOpen = isOpen
    this.#counted = isCurrent ? known : this.#count(tokens, now, steps)
    return this.#counted.facts
  }

  #count(tokens: Iterable<Token> | null, now: Instant, steps: readonly WarningStep[]): Counted {
    const next: NextExpiry[] = []
    if (tokens !== null) {
      const ends: Instant[] = []
      for (const token of tokens) {
        if (token.state !== 'active' || token.expiry.kind !== 'at') continue
        const { at } = token.expiry
        ends.push(at)
        if (at > now) takeSoonest(next, token, at)
      }
      this.#ends = ends
    }
    let expired = 0
    let due = 0
    let until = Infinity
    for (const at of this.#ends) {
      const expiry = { kind: 'at', at } as const
      const status = expiryStatus(expiry, now, steps)
      if (status.kind === 'expired') expired += 1
      else if (status.kind === 'due') due += 1
      until = Math.min(until, nextStatusChange(expiry, now, steps) ?? Infinity)
    }
    const stepped = next.map((one) => {
      const status = expiryStatus({ kind: 'at', at: one.at }, now, steps)
      return { ...one, days: status.kind === 'due' ? status.withinDays : null }
    })
    return { facts: { expired, due, quiet: 0, next: stepped }, at: now, until, steps: steps.join() }
  }
}

/** Keeps the soonest, in their order. */
function takeSoonest(next: NextExpiry[], token: Token, at: Instant): void {
  const last = next.at(-1)
  if (last !== undefined && next.length === mostNext && at >= last.at) return
  const place = next.findIndex((one) => at < one.at)
  const one = { tokenId: token.id, name: calledBy(token), provider: token.provider, at, days: null }
  next.splice(place === -1 ? next.length : place, 0, one)
  if (next.length > mostNext) next.pop()
}
