import pLimit, { type LimitFunction } from 'p-limit'
import { HttpFailure, mostAtOnce, type HttpFetch } from '#main/ports/http'

/**
 * The same HTTP with at most so many calls at once to each origin; the others wait in line, and their time limit begins
 * when they are sent. One that is cancelled in line is not sent.
 */
export function withAtOnce(http: HttpFetch, most = mostAtOnce): HttpFetch {
  const limits = new Map<string, LimitFunction>()
  return {
    async send(request) {
      const { origin } = new URL(request.url)
      const limit = limits.get(origin) ?? pLimit(most)
      limits.set(origin, limit)
      try {
        return await limit(() => {
          if (request.signal?.aborted) throw new HttpFailure('cancelled', false)
          return http.send(request)
        })
      } finally {
        if (limit.activeCount === 0 && limit.pendingCount === 0) limits.delete(origin)
      }
    },
  }
}
