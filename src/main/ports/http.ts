/** Calls that one origin gets at the same time, whatever number of accounts and parts is there. */
export const mostAtOnce = 6

/** One request. `url` is absolute; bodies are text. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** Limit for the whole exchange, in milliseconds. */
  readonly timeoutMs: number
  /** Limit of the answer's body, in bytes. */
  readonly maxBytes: number
  /** Asks for the body as bytes (`HttpResponse.bytes`); `body` is empty then. */
  readonly binary?: true
  readonly signal?: AbortSignal
}

/** Header names are lower case; several values are joined by ", ". */
export interface HttpResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Of a request with `binary` only. */
  readonly bytes?: Uint8Array
}

/**
 * Why no whole answer came. `sent` tells whether the request may have reached the server: only a failure with
 * `sent: false` is sure to have changed nothing.
 */
export class HttpFailure extends Error {
  readonly why:
    | 'offline'
    | 'unknown-host'
    | 'refused'
    | 'dropped'
    | 'timeout'
    | 'tls'
    | 'proxy'
    | 'redirected'
    | 'too-large'
    | 'cancelled'
  readonly sent: boolean
  constructor(why: HttpFailure['why'], sent: boolean) {
    super(`HTTP: ${why}`)
    this.name = 'HttpFailure'
    this.why = why
    this.sent = sent
  }
}

/** Sends one request: no redirects followed, no cookies, no cache, TLS always checked. Throws HttpFailure only. */
export interface HttpFetch {
  send(request: HttpRequest): Promise<HttpResponse>
}
