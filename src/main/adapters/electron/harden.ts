import type { Session, WebContents } from 'electron'
import { pageHost, pageScheme } from './protocol.ts'

/** Denies every permission, and every request that is not for the page's own files. `also` is the hot-reload server. */
export function hardenSession(session: Session, also: string | null): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => {
    decide(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, (details, decide) => {
    decide({ cancel: !isPage(details.url) && !(also !== null && isFrom(details.url, also)) })
  })
  // A download would write a page's bytes to the disk; Keyrack's window has none.
  session.on('will-download', (event) => {
    event.preventDefault()
  })
}

/** Keeps the window on its page: no navigation, no new windows, no webviews. */
export function hardenContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => {
    event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
  })
}

function isPage(url: string): boolean {
  return url.startsWith(`${pageScheme}://${pageHost}/`) || url.startsWith('devtools://')
}

function isFrom(url: string, origin: string): boolean {
  return new URL(url).host === new URL(origin).host
}
