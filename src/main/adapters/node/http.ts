import { HttpFailure } from '#main/ports/http'
import type { HttpFetch } from '#main/ports/http'
import { runExchange } from '../http-exchange.ts'
import { checkRequest, isRead } from '../http-rules.ts'
import { acceptedEncodings, AnswerHandler } from './answer-handler.ts'
import { createDispatchers } from './dispatchers.ts'
import type { ProxyEnvironment } from './dispatchers.ts'

/**
 * HTTP/1.1 over undici for the command line and for Node tests: proxies by HTTP_PROXY, HTTPS_PROXY and NO_PROXY, trust by
 * Node's authorities, NODE_EXTRA_CA_CERTS and the system's. Needs Node 22.19 or newer.
 *
 * Reads share connections. Every write has a connection of its own, so none meets one that the server was about to close;
 * undici never sends a request twice. `sent` is exact here: it turns true when a request is about to be written.
 * `localhost` and the names below it are this computer's own addresses and never sent to a proxy.
 */
export function createNodeHttp(environment: ProxyEnvironment = process.env): HttpFetch {
  const dispatchers = createDispatchers(environment)
  return {
    send: async (request) => {
      const { url, headers } = checkRequest(request)
      if (request.signal?.aborted) throw new HttpFailure('cancelled', false)
      const write = !isRead(request)
      return runExchange(request, (exchange) => {
        const handler = new AnswerHandler(exchange, request)
        try {
          const dispatcher = write ? dispatchers.fresh(url) : dispatchers.shared(url)
          dispatcher.dispatch(
            {
              origin: url.origin,
              path: url.pathname + url.search,
              method: request.method,
              headers: { ...headers, 'accept-encoding': acceptedEncodings },
              body: request.body ?? null,
              reset: write,
            },
            handler,
          )
          return () => {
            handler.stop()
            if (write) void dispatcher.destroy()
          }
        } catch {
          // Nothing but a proxy that is no URL is left to be refused at once.
          exchange.fail('proxy', false)
          return () => handler.stop()
        }
      })
    },
  }
}
