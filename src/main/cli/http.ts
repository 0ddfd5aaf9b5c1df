import type { HttpFetch } from '../ports/http.ts'

/**
 * HTTP for a command. What makes the calls is as large as everything else together, so it is loaded when the first is made:
 * most commands make none.
 */
export function httpWhenCalled(environment: NodeJS.ProcessEnv): HttpFetch {
  let loaded: Promise<HttpFetch> | null = null
  const load = async () => {
    const { createNodeHttp } = await import('../adapters/node/http.ts')
    return createNodeHttp(environment)
  }
  return {
    async send(request) {
      const http = await (loaded ??= load())
      return http.send(request)
    },
  }
}
