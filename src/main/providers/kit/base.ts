import { Failure } from '#main/ports/failure'
import { onOrigin, readOrigin } from './origin.ts'

const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i
/** Segments of a path as people and their servers write them; what else a path may hold is an attempt at something. */
const pathShape = /^(?:\/(?:[\w.~!$+,=:-]|%[0-9a-f]{2})+)*$/i
const longestPath = 500
/** From one slash on, and not from two, behind which a host stands. */
const isPath = /^\/(?![/\\])/

/**
 * The address of an instance that may be below a path of its host (`https://host/gitlab`): its origin, by the rules of
 * `readOrigin`, and the path without slashes at its end. An instance at the root of its host has nothing but the origin.
 *
 * @throws Failure origin-refused as `readOrigin` does, and for a path that leads out of itself or has empty segments.
 */
export function readBase(address: string): string {
  const text = address.trim()
  // Cut before anything is parsed: no parser may read one part as the other.
  const start = text.indexOf('/', hasScheme.exec(text)?.[0].length ?? 0)
  if (start === -1) return readOrigin(text)
  const host = text.slice(0, start)
  const path = text.slice(start).replace(/(?<!\/)\/$/, '')
  // `https:/example.com` is a slip of the finger, and no host called "https".
  if (host.endsWith(':') || path.length > longestPath || !pathShape.test(path) || strays(path)) throw refused()
  return readOrigin(host) + path.replace(/%../g, (code) => code.toUpperCase())
}

/**
 * The absolute form of a URL, when it stays on the origin of `base` and below its path. A path is one below the base: the
 * base's own path stands in front of it. Any other URL came from somewhere, and says all of where it leads.
 *
 * @throws Failure origin-refused as `onOrigin` does, and for what is outside of the base, or would be for a server or a
 *   proxy that decodes more of a path than others: the credential of `base` is for nobody else, a neighbour on the same
 *   host included.
 */
export function onBase(url: string, base: string): string {
  if (readBase(base) !== base) throw refused()
  const { origin, pathname } = new URL(base)
  if (pathname === '/') return onOrigin(url, origin)
  const absolute = onOrigin(isPath.test(url) ? base + url : url, origin)
  const { pathname: reached } = new URL(absolute)
  if (!reached.startsWith(`${pathname}/`) || strays(reached)) throw refused()
  return absolute
}

/**
 * The next page's address, as an answer gives it: a whole URL, or a path, which servers below a path write with it or
 * without. To be called with `onBase`, like any other.
 */
export function nextBelow(url: string, base: string): string {
  const { origin, pathname } = new URL(base)
  return pathname !== '/' && url.startsWith(`${pathname}/`) ? origin + url : url
}

/**
 * May a server read the path as leading out of where it seems to be? The parser of URLs has followed dot segments by now,
 * but not those whose dots or slashes are encoded, once or more often, written with backslashes, or hidden behind the
 * parameters of a segment, which some servers and proxies decode or drop.
 */
function strays(path: string): boolean {
  let plain = path
  for (let before = ''; before !== plain;) {
    before = plain
    plain = before.replace(/%([0-7][0-9a-f])/gi, (_code, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  }
  // Bytes that are no UTF-8 are spellings of dots and slashes to some decoders.
  return (
    !isUtf8(path) || /\p{Cc}/u.test(plain) || plain.split(/[\\/]/).some((segment) => /^\.\.?(?:;|\s|$)/.test(segment))
  )
}

function isUtf8(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

function refused(): Failure {
  return new Failure('origin-refused')
}
