import { HttpFailure } from '#main/ports/http'
import type { HttpFetch } from '#main/ports/http'
import { isLoopbackHost } from './loopback.ts'

/**
 * Lets through what goes to this computer (127.0.0.0/8, ::1, localhost) and answers everything else as a machine without a
 * network would: HttpFailure('offline', false). For the demo and test roots, which may never reach a real provider.
 */
export function loopbackOnly(http: HttpFetch): HttpFetch {
  return {
    send: async (request) => {
      const here = URL.canParse(request.url) && isLoopbackHost(new URL(request.url).hostname)
      if (!here) throw new HttpFailure('offline', false)
      return http.send(request)
    },
  }
}
