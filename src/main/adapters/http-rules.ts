import { HttpFailure } from '#main/ports/http'
import type { HttpRequest, HttpResponse } from '#main/ports/http'

/** A request that was looked at: its URL parsed, its header names in lower case. */
export interface CheckedRequest {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
}

/** A header of an answer as the two network stacks give it. */
export type RawHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

const headerName = /^[!#$%&'*+.^_`|~0-9a-z-]+$/
const headerValue = /^[\t\x20-\x7e]*$/

/** Headers that belong to the network stack. Setting them would let one adapter do what the other refuses. */
const ownedByTheStack = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'cookie',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** Headers that tell of the transport, or of cookies: what was decoded and thrown away is not passed on. */
const notPassedOn = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'keep-alive',
  'proxy-connection',
  'set-cookie',
  'set-cookie2',
  'trailer',
  'transfer-encoding',
])

/**
 * Refuses what no caller may ask for: another scheme than http and https, user info in the URL, header names that belong
 * to the stack, and header values beyond visible ASCII (one stack would send UTF-8 and the other refuse).
 * @throws HttpFailure('refused', false); never with the URL or a value in it.
 */
export function checkRequest(request: HttpRequest): CheckedRequest {
  const url = URL.canParse(request.url) ? new URL(request.url) : undefined
  const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:'
  if (!url || !isHttp || url.username !== '' || url.password !== '') throw new HttpFailure('refused', false)
  const headers: Record<string, string> = { 'user-agent': 'Keyrack' }
  for (const [given, value] of Object.entries(request.headers)) {
    const name = given.toLowerCase()
    if (!headerName.test(name) || !headerValue.test(value) || ownedByTheStack.has(name)) {
      throw new HttpFailure('refused', false)
    }
    headers[name] = value
  }
  url.hash = ''
  return { url, headers }
}

/** A request that changes nothing at the server by its method; everything else is a write and must never go out twice. */
export function isRead(request: HttpRequest): boolean {
  return request.method === 'GET'
}

/** True for an answer that sends the client elsewhere: any 3xx with a location. */
export function isRedirect(status: number, headers: RawHeaders): boolean {
  return status >= 300 && status <= 399 && headers['location'] !== undefined
}

/** The headers a caller gets: lower case, joined, without those of the transport and without cookies. */
export function answerHeaders(raw: RawHeaders): HttpResponse['headers'] {
  const headers: Record<string, string> = {}
  for (const [given, value] of Object.entries(raw)) {
    const name = given.toLowerCase()
    if (value === undefined || notPassedOn.has(name)) continue
    headers[name] = typeof value === 'string' ? value : value.join(', ')
  }
  return headers
}

/** Collects the bytes of a body up to a limit. */
export class BoundedBody {
  readonly #chunks: Uint8Array[] = []
  readonly #maxBytes: number
  #size = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** False when this chunk goes over the limit; nothing of it is kept then. */
  add(chunk: Uint8Array): boolean {
    this.#size += chunk.byteLength
    if (this.#size > this.#maxBytes) return false
    this.#chunks.push(chunk)
    return true
  }

  /** The body as the request asked for it. */
  given(request: HttpRequest): Pick<HttpResponse, 'body' | 'bytes'> {
    return request.binary ? { body: '', bytes: Buffer.concat(this.#chunks) } : { body: this.text() }
  }

  /** The body as text. Bytes that are no UTF-8 become U+FFFD, a byte order mark is dropped. */
  text(): string {
    return new TextDecoder().decode(Buffer.concat(this.#chunks))
  }
}
