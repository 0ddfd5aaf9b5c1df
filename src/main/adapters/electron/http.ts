import { session } from 'electron'
import type { Session } from 'electron'
import { HttpFailure } from '#main/ports/http'
import type { HttpFetch, HttpRequest, HttpResponse } from '#main/ports/http'
import { runExchange } from '../http-exchange.ts'
import { checkRequest, isRead } from '../http-rules.ts'
import type { CheckedRequest } from '../http-rules.ts'
import { sendOver } from './client-request.ts'
import { createLanes } from './lanes.ts'
import { expectPreparedNetworkStack, silence } from './network-stack.ts'

/** How many writes may be under way at once; more wait their turn. */
const writeLanes = 4

/** Opens a session by name. It has to be one of its own for each name, in memory, without a cache. */
export type OpenSession = (name: string) => Session | Promise<Session>

/** A session as the adapter needs it, with the system's proxy. */
export function openApiSession(name: string): Session {
  return silence(session.fromPartition(name, { cache: false }))
}

/**
 * HTTP over Chromium's network stack, with the system's proxy and trust store.
 *
 * Chromium sends a request a second time by itself, POST and DELETE too, when a kept-alive connection breaks before the
 * answer begins, although the server may have done what was asked. It does not do so on a fresh connection. So reads share
 * one session and its connections, and every write has a session to itself whose connections were all closed before: a
 * header like `Connection: close` would not do, because Chromium believes a server that keeps the connection anyway.
 *
 * What is waiting for a lane is not under its time limit yet; it can be cancelled. Once a request has been handed to
 * Chromium nobody can tell whether it was written, so a time limit or a cancel counts as sent from there on.
 * `localhost` and names below it are this computer's own by a rule of Chromium, and never sent to a proxy.
 *
 * @throws Error when `prepareNetworkStack` was not called before the app was ready.
 */
export function createElectronHttp(open: OpenSession = openApiSession): HttpFetch {
  expectPreparedNetworkStack()
  const reads = once(() => open('keyrack-api'))
  const writes = createLanes(writeLanes, (index) => once(() => open(`keyrack-api-write-${index + 1}`)))

  return {
    send: async (request) => {
      if (request.signal?.aborted) throw new HttpFailure('cancelled', false)
      const checked = checkRequest(request)
      if (isRead(request)) return exchangeOver(reads, request, checked)
      try {
        return await writes.run(request.signal, async (lane) => {
          const alone = async () => withoutConnections(await lane())
          try {
            return await exchangeOver(alone, request, checked)
          } finally {
            // Closes the connection that was used, and what a cancelled request may have left behind.
            void alone().catch(() => undefined)
          }
        })
      } catch (error) {
        throw error instanceof HttpFailure ? error : new HttpFailure('cancelled', false)
      }
    },
  }
}

function exchangeOver(
  ready: () => Promise<Session>,
  request: HttpRequest,
  checked: CheckedRequest,
): Promise<HttpResponse> {
  return runExchange(request, (exchange) => {
    let stop: (() => void) | undefined
    ready()
      .then((opened) => {
        if (!exchange.over) stop = sendOver(opened, request, checked, exchange)
      })
      .catch(() => exchange.fail('dropped'))
    return () => stop?.()
  })
}

async function withoutConnections(opened: Session): Promise<Session> {
  await opened.closeAllConnections()
  return opened
}

/** Makes a thing when it is asked for the first time; a failure is not kept. */
function once<T>(make: () => T | Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return async () => {
    made ??= (async () => make())()
    try {
      return await made
    } catch (error) {
      made = undefined
      throw error
    }
  }
}
