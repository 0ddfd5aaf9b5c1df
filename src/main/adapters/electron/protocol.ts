import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { Session } from 'electron'

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

/** Serves the window's built files from `folder` under `app://keyrack/`, and nothing else. */
export function servePage(session: Session, folder: string, turns: PageTurns): void {
  let begun = false
  let handedOver = false
  session.protocol.handle(pageScheme, async (request) => {
    const url = new URL(request.url)
    if (url.host !== pageHost || request.method !== 'GET') return new Response('', { status: 404 })
    const path = normalize(join(folder, decodeURIComponent(url.pathname)))
    const type = types[extname(path)]
    if (!path.startsWith(folder + sep) || type === undefined) return new Response('', { status: 404 })
    try {
      const bytes = await readFile(path)
      const nonce = randomBytes(16).toString('base64')
      if (type.startsWith('text/javascript')) {
        if (!handedOver) setImmediate(turns.after)
        handedOver = true
      } else if (!begun) {
        begun = true
        setImmediate(turns.begun)
      }
      const body = type.startsWith('text/html') ? bytes.toString('utf8').replaceAll('__CSP_NONCE__', nonce) : bytes
      return new Response(body, {
        headers: {
          'content-type': type,
          'content-security-policy': policy(nonce),
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          'cache-control': 'no-store',
        },
      })
    } catch {
      return new Response('', { status: 404 })
    }
  })
}
