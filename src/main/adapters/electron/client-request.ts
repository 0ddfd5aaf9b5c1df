import { net } from 'electron'
import type { AuthInfo, IncomingMessage, Session } from 'electron'
import type { HttpRequest } from '#main/ports/http'
import type { Exchange } from '../http-exchange.ts'
import { answerHeaders, BoundedBody, isRedirect } from '../http-rules.ts'
import type { CheckedRequest } from '../http-rules.ts'
import { netFailure } from './net-errors.ts'

/**
 * Sends one request over a session: no credentials, no cache, no cookies, no redirect, no answer to anyone who asks for a
 * password. Tells the exchange how it ended and gives what stops it.
 */
export function sendOver(
  session: Session,
  request: HttpRequest,
  checked: CheckedRequest,
  exchange: Exchange,
): () => void {
  // `net.fetch` cannot report a redirect (https://github.com/electron/electron/issues/43715); a ClientRequest can.
  const call = net.request({
    session,
    method: request.method,
    url: checked.url.href,
    headers: { ...checked.headers },
    credentials: 'omit',
    useSessionCookies: false,
    cache: 'no-store',
    redirect: 'manual',
    referrerPolicy: 'no-referrer',
  })
  let proxyAsked = false

  // Errors come late and more than once, also after an abort; without a listener each would end the process.
  const failed = (error: Error): void => {
    const { why, sent } = netFailure(error.message)
    exchange.fail(why, sent === false ? false : undefined)
  }
  call.on('error', failed)
  call.on('redirect', () => exchange.fail('redirected'))
  call.on('login', (asked: AuthInfo, answer: (username?: string, password?: string) => void) => {
    proxyAsked ||= asked.isProxy
    answer()
  })
  call.on('response', (response) => {
    response.on('error', failed)
    response.on('aborted', () => exchange.fail('dropped'))
    // Only the proxy itself asks for its password: the request went no further.
    if (response.statusCode === 407 && proxyAsked) return exchange.fail('proxy', false)
    readAnswer(response, request, exchange)
  })

  // Chromium does not tell when it writes: from here on the request may have gone out.
  exchange.sent = true
  if (request.body !== undefined && request.body !== '') call.write(request.body)
  call.end()
  return () => call.abort()
}

function readAnswer(response: IncomingMessage, request: HttpRequest, exchange: Exchange): void {
  const { statusCode: status, headers } = response
  if (isRedirect(status, headers)) return exchange.fail('redirected')
  const body = new BoundedBody(request.maxBytes)
  response.on('data', (chunk) => {
    if (!body.add(chunk)) exchange.fail('too-large')
  })
  response.on('end', () => exchange.answer({ status, headers: answerHeaders(headers), ...body.given(request) }))
}
