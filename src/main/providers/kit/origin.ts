import { Failure } from '#main/ports/failure'

/** Names the DNS can carry (punycode included) or an IPv6 address; leaves out trailing dots, `*` and empty labels. */
const hostShape = /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*|\[[0-9a-f:.]+\])$/
const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i
/** Characters that the URL parser drops, turns round or reads as something other than scheme, host and port. */
const neverInOrigin = /[\s\p{C}\\@?#%]/u

/**
 * The origin of an address a person typed or a file brought: `https://host[:port]`, international names as punycode,
 * `https` where no scheme was given. These are the rules of docs/adding-a-provider.md, "Origins".
 *
 * @throws Failure origin-refused for anything with user info, a path, a query or a fragment, for other schemes, and for
 *   http anywhere but on this computer.
 */
export function readOrigin(address: string): string {
  const text = address.trim()
  if (neverInOrigin.test(text)) throw refused()
  const url = parsed(hasScheme.test(text) ? text : `https://${text}`)
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') throw refused()
  if (url.pathname !== '/' || !hostShape.test(url.hostname)) throw refused()
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isThisComputer(url.origin))) throw refused()
  return url.origin
}

/** Is this the origin of a server on this computer: 127.0.0.0/8, ::1 or localhost? */
export function isThisComputer(origin: string): boolean {
  const { hostname } = parsed(origin)
  // The parser has turned every spelling of an IPv4 address into four decimal numbers by now.
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}

/** Is the host an IP address, which has no domain to put a name in front of? */
function isAddress(origin: string): boolean {
  const { hostname } = parsed(origin)
  return hostname.startsWith('[') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(hostname)
}

/**
 * Of services whose pages are at a domain, and whose API is at `api.` in front of that: both, from either of them. What has
 * no domain has nothing in front of it, and both are at the one address.
 *
 * @throws Failure origin-refused as `readOrigin` does.
 */
export function apiInFront(address: string): { readonly origin: string; readonly console: string } {
  const given = readOrigin(address)
  if (isThisComputer(given) || isAddress(given)) return { origin: given, console: given }
  if (given.startsWith('https://api.')) return { origin: given, console: given.replace('//api.', '//') }
  return { origin: given.replace('//', '//api.'), console: given }
}

/**
 * The absolute form of a URL that came from anywhere (a path of ours, a next-page link), when it stays on `origin`.
 *
 * @throws Failure origin-refused when scheme, host or port differ or user info is in it: the credential of `origin` is
 *   for nobody else. Also when `origin` is none that a credential may be sent to.
 */
export function onOrigin(url: string, origin: string): string {
  if (readOrigin(origin) !== origin) throw refused()
  const absolute = parsed(url, origin)
  if (absolute.origin !== origin || absolute.username !== '' || absolute.password !== '') throw refused()
  absolute.hash = ''
  return absolute.href
}

function parsed(url: string, base?: string): URL {
  try {
    return new URL(url, base)
  } catch {
    throw refused()
  }
}

function refused(): Failure {
  return new Failure('origin-refused')
}
