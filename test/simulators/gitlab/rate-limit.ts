import type { Reply } from '#test/simulators/kit/reply'
import { errorReply } from './errors.ts'
import type { GitlabState } from './state.ts'

const PERIOD = 60

/**
 * The guard in front of the API: so many requests in each minute of the clock. As on gitlab.com the `RateLimit-` headers
 * are on every answer, and `Retry-After` on the refusals (gitlabhq/gitlabhq, lib/gitlab/rack_attack.rb).
 */
export class RateLimit {
  #window = 0
  #observed = 0

  /** Counts a request, and gives its answer the headers, or the refusal in its place. */
  apply(state: GitlabState, answer: () => Reply): Reply {
    const limit = state.requestsPerMinute
    if (limit === undefined) return answer()
    const seconds = Math.floor(state.now() / 1000)
    const window = Math.floor(seconds / PERIOD)
    if (window !== this.#window) this.#observed = 0
    this.#window = window
    this.#observed += 1

    const reset = (window + 1) * PERIOD
    const isOver = this.#observed > limit
    const reply = isOver ? errorReply(429) : answer()
    const headers = {
      ...reply.headers,
      'ratelimit-name': 'throttle_authenticated_api',
      'ratelimit-limit': String(limit),
      'ratelimit-observed': String(this.#observed),
      'ratelimit-remaining': String(Math.max(0, limit - this.#observed)),
      'ratelimit-reset': String(reset),
      'ratelimit-resettime': new Date(reset * 1000).toUTCString(),
      ...(isOver ? { 'retry-after': String(reset - seconds) } : {}),
    }
    return { ...reply, headers }
  }
}
