import type { Reply } from '#test/simulators/kit/reply'
import { errorReply } from './errors.ts'
import type { GithubToken } from './model.ts'
import type { GithubState } from './state.ts'

const HOUR = 3600
const ADDRESS = '127.0.0.1'

interface Window {
  used: number
  /** Unix seconds. */
  reset: number
}

/** What is left to somebody. */
export interface Rate {
  readonly limit: number
  readonly used: number
  readonly remaining: number
  readonly reset: number
}

/**
 * The primary limit: so many requests within an hour of the first, for a person over all their tokens, for an installation,
 * or for an address without a credential (https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api).
 */
export class RateLimit {
  readonly #state: GithubState
  readonly #windows = new Map<string, Window>()

  constructor(state: GithubState) {
    this.#state = state
  }

  /** What is left, without counting. */
  look(token: GithubToken | undefined): Rate {
    const limit = token ? this.#state.limits.authenticated : this.#state.limits.unauthenticated
    const { used, reset } = this.#window(token)
    return { limit, used: Math.min(used, limit), remaining: Math.max(0, limit - used), reset }
  }

  /** Counts a request, and refuses it if it is one too many. */
  count(token: GithubToken | undefined): Reply | undefined {
    const window = this.#window(token)
    window.used += 1
    const { limit } = this.look(token)
    if (window.used <= limit) return undefined
    const who = token ? (token.user ? `user ID ${token.user.id}` : `installation ID ${token.id}`) : ADDRESS
    const hint = token ? '' : " (But here's the good news: Authenticated requests get a higher rate limit.)"
    return errorReply(403, `API rate limit exceeded for ${who}.${hint}`)
  }

  /** The headers of every answer. */
  headers(token: GithubToken | undefined): Record<string, string> {
    const { limit, used, remaining, reset } = this.look(token)
    return {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-used': String(used),
      'x-ratelimit-reset': String(reset),
      'x-ratelimit-resource': 'core',
    }
  }

  #window(token: GithubToken | undefined): Window {
    const key = token ? (token.user?.login ?? `installation ${token.id}`) : ADDRESS
    const now = Math.floor(this.#state.now() / 1000)
    const known = this.#windows.get(key)
    if (known && known.reset > now) return known
    const fresh = { used: 0, reset: now + HOUR }
    this.#windows.set(key, fresh)
    return fresh
  }
}
