import type { IncomingMessage } from 'node:http'

/** A request as it reached a simulator, kept so that a test can say where a credential went. */
export interface RecordedRequest {
  readonly method: string
  /** Path and query, exactly as sent. */
  readonly path: string
  /** Names in lower case; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>
  /** The whole body as text, empty if there was none. */
  readonly body: string
}

/** A recorded request with its address taken apart. */
export interface Call extends RecordedRequest {
  /** The path without the query, still percent-encoded. */
  readonly pathname: string
  readonly query: URLSearchParams
}

/** Reads one request to its end. Rejects if the client goes away first. */
export async function readCall(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const path = request.url ?? '/'
  const url = new URL(path, 'http://simulator.invalid')
  return {
    method: request.method ?? 'GET',
    path,
    headers: flatHeaders(request),
    body: Buffer.concat(chunks).toString('utf8'),
    pathname: url.pathname,
    query: url.searchParams,
  }
}

function flatHeaders(request: IncomingMessage): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return flat
}
