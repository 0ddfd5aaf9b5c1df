import { request as httpRequest, type IncomingMessage } from 'node:http'
import { HttpFailure, type HttpFetch, type HttpRequest, type HttpResponse } from '#main/ports/http'

export interface LoopbackOptions {
  /**
   * Ends every request as timed out so many milliseconds after it was sent: for a server that never answers, so that a
   * test need not wait for a real time limit. Counted from the sending, however slow the machine is to get there.
   */
  readonly impatientMs?: number
}

/** The HttpFetch of tests that are not about HTTP: plain http to this computer, and an error for any other address. */
export function loopbackHttp(options: LoopbackOptions = {}): HttpFetch {
  return {
    send(request) {
      const { protocol, hostname } = new URL(request.url)
      if (protocol !== 'http:' || hostname !== '127.0.0.1') throw new Error('a test may call 127.0.0.1 over http only')
      return exchange(request, options.impatientMs)
    },
  }
}

function exchange(wanted: HttpRequest, impatientMs: number | undefined): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    let sent = false
    const outgoing = httpRequest(wanted.url, { method: wanted.method, headers: wanted.headers, agent: false })
    const fail = (why: HttpFailure['why']): void => {
      end()
      outgoing.destroy()
      reject(new HttpFailure(why, sent))
    }
    const cancel = (): void => fail('cancelled')
    let timer = setTimeout(() => fail('timeout'), wanted.timeoutMs)
    const end = (): void => {
      clearTimeout(timer)
      wanted.signal?.removeEventListener('abort', cancel)
    }
    wanted.signal?.addEventListener('abort', cancel, { once: true })
    outgoing.on('finish', () => {
      sent = true
      if (impatientMs === undefined) return
      clearTimeout(timer)
      timer = setTimeout(() => fail('timeout'), impatientMs)
    })
    outgoing.on('error', (error: NodeJS.ErrnoException) => fail(error.code === 'ECONNREFUSED' ? 'refused' : 'dropped'))
    outgoing.on('response', (incoming) => {
      const status = incoming.statusCode ?? 0
      if (status >= 300 && status < 400) return fail('redirected')
      collect(incoming, wanted.maxBytes, fail, (bytes) => {
        end()
        const body = wanted.binary ? { body: '', bytes } : { body: bytes.toString('utf8') }
        resolve({ status, headers: headersOf(incoming), ...body })
      })
    })
    outgoing.end(wanted.body)
  })
}

function collect(
  incoming: IncomingMessage,
  maxBytes: number,
  fail: (why: HttpFailure['why']) => void,
  done: (body: Buffer) => void,
): void {
  const chunks: Buffer[] = []
  let bytes = 0
  incoming.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > maxBytes) fail('too-large')
    else chunks.push(chunk)
  })
  incoming.on('error', () => fail('dropped'))
  incoming.on('end', () => done(Buffer.concat(chunks)))
}

function headersOf(incoming: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return headers
}
