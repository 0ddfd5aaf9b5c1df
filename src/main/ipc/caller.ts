import type { Caller } from '../ports/wire.ts'

/** Where the window's page lives. `scheme` has its colon, as in `URL.protocol`. */
export interface PageAddress {
  readonly scheme: string
  readonly host: string
}

/**
 * Is this our page in our window's top frame? Scheme and host are compared, because the `origin` of a URL with a scheme
 * of one's own is the string "null" in Node.
 */
export function isTrusted(caller: Caller, page: PageAddress): boolean {
  if (!caller.ownWindow || !caller.topFrame) return false
  try {
    const url = new URL(caller.url)
    return url.protocol === page.scheme && url.host === page.host
  } catch {
    return false
  }
}
