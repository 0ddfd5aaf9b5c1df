import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

/** The page's own scheme; standard and secure, so that it has an origin and `file:` is never needed. */
export const pageScheme = 'app'
export const pageHost = 'keyrack'
export const pageUrl = `${pageScheme}://${pageHost}/index.html`

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** Nothing but the page's own files, no connection at all; styles of libraries only with this load's nonce. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')
}

/** What goes with the page and its scripts. */
export interface PageTurns {
  /** The page itself has been handed over: its process reads it now, and main is free for a moment. Called once. */
  begun(): void
  /** From the first script on the page is busy for a while, and main is not. Called once. */
  after(): void
}

interface PageResponse {
  readonly statusCode: number
  readonly data: Buffer
  readonly mimeType?: string
  readonly headers?: Record<string, string>
}

const notFound: PageResponse = { statusCode: 404, data: Buffer.alloc(0) }

/**
 * What is used of Electron's sessions. Their newer `protocol.handle` brings in all of Node's `fetch` for its `Response`, and
 * hands a file over in pieces: a tenth of the time from the start to the first rows (`npm run bench -- start`).
 */
interface PageSession {
  readonly protocol: {
    registerBufferProtocol(
      scheme: string,
      handler: (
        request: { readonly url: string; readonly method: string },
        answer: (response: PageResponse) => void,
      ) => void,
    ): boolean
  }
}

/** Serves the window's built files from `folder` under `app://keyrack/`, and nothing else. */
export function servePage({ protocol }: PageSession, folder: string, turns: PageTurns): void {
  let begun = false
  let handedOver = false

  async function respond(address: string, method: string): Promise<PageResponse> {
    const url = new URL(address)
    if (url.host !== pageHost || method !== 'GET') return notFound
    const path = normalize(join(folder, decodeURIComponent(url.pathname)))
    const type = types[extname(path)]
    if (!path.startsWith(folder + sep) || type === undefined) return notFound
    const bytes = await readFile(path)
    const nonce = randomBytes(16).toString('base64')
    if (type.startsWith('text/javascript')) {
      if (!handedOver) setImmediate(turns.after)
      handedOver = true
    } else if (!begun) {
      begun = true
      setImmediate(turns.begun)
    }
    const isPage = type.startsWith('text/html')
    return {
      statusCode: 200,
      data: isPage ? Buffer.from(bytes.toString('utf8').replaceAll('__CSP_NONCE__', nonce)) : bytes,
      mimeType: type.replace(/;.*/, ''),
      headers: {
        'content-type': type,
        'content-security-policy': policy(nonce),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      },
    }
  }

  protocol.registerBufferProtocol(pageScheme, ({ url, method }, answer) => {
    void respond(url, method)
      .catch(() => notFound)
      .then(answer)
  })
}
