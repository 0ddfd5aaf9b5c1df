import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import { HttpFailure } from '#main/ports/http'
import type { HttpFetch, HttpRequest, HttpResponse } from '#main/ports/http'
import type { HttpLab } from '#test/support/http-lab/lab'

/** What a case works with. */
export interface Bench {
  readonly lab: HttpLab
  /** The adapter with no proxy. */
  readonly http: HttpFetch
  /** A new adapter that goes through a proxy, given as a URL. */
  through(proxy: string): Promise<HttpFetch>
  /** Empty when the lab's authority is trusted, else why it could not be made so. */
  readonly untrusted: string
}

/** One statement about every HttpFetch; `run` throws when it is not so. */
export interface Case {
  readonly name: string
  run(bench: Bench): Promise<void>
}

/** A case that cannot be tried on this machine; the message says why. */
export class NotHere extends Error {
  override readonly name = 'NotHere'
}

/** Goes along in a header of every request, and may show up in no error. */
export const canary = 'EXAMPLE-canary-credential'

/** A request with limits that nothing here should meet. */
export function ask(method: HttpRequest['method'], url: string, more: Partial<HttpRequest> = {}): HttpRequest {
  const headers = { authorization: `Bearer ${canary}` }
  return { method, url, headers, timeoutMs: 20_000, maxBytes: 1_000_000, ...more }
}

/** Sends a GET and gives the answer. */
export function get(http: HttpFetch, url: string, more: Partial<HttpRequest> = {}): Promise<HttpResponse> {
  return http.send(ask('GET', url, more))
}

/** What /echo says of a request. */
export interface Echo {
  readonly method: string
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly connection: number
  readonly clientCertificate: boolean
}

export function echoOf(answer: HttpResponse): Echo {
  assert.equal(answer.status, 200)
  return JSON.parse(answer.body) as Echo
}

/** Waits for a failure, sees to it that it is an HttpFailure without anything of the request in it, and gives it. */
export async function failureOf(answer: Promise<HttpResponse>): Promise<HttpFailure> {
  const error: unknown = await answer.then(
    ({ status }) => assert.fail(`an answer with status ${status} where a failure was due`),
    (reason: unknown) => reason,
  )
  if (!(error instanceof HttpFailure)) throw error
  const shown = inspect(error, { depth: 10, showHidden: true })
  assert.ok(!shown.includes(canary), 'the error shows a header value')
  assert.ok(!shown.includes('http:') && !shown.includes('https:'), 'the error shows a URL')
  assert.deepEqual(Object.keys(error).sort(), ['name', 'sent', 'why'])
  assert.equal(error.cause, undefined)
  return error
}

/** Waits for a failure that is this one. */
export async function expectFailure(
  answer: Promise<HttpResponse>,
  why: HttpFailure['why'],
  sent: boolean,
): Promise<void> {
  const failure = await failureOf(answer)
  assert.deepEqual({ why: failure.why, sent: failure.sent }, { why, sent })
}

let count = 0

/** A path nobody has asked for yet, such as /echo/17. */
export function path(answer: string): string {
  count += 1
  return `/${answer}/${count}`
}

/** How often a request for this path has arrived at a server. */
export function arrived(server: { readonly arrivals: readonly { target: string }[] }, target: string): number {
  return server.arrivals.filter((arrival) => arrival.target === target).length
}
