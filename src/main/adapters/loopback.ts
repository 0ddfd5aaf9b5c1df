/**
 * True for the hosts that can only be this computer: 127.0.0.0/8, ::1 and `localhost`. `hostname` is a URL's, so numbers
 * are already in their normal form and IPv6 stands in brackets.
 */
export function isLoopbackHost(hostname: string): boolean {
  return /^127\.\d+\.\d+\.\d+$/.test(hostname) || hostname === '[::1]' || hostname === 'localhost'
}

/**
 * True for the names that always mean this computer (RFC 6761, section 6.3) and are never asked of a resolver: `localhost`
 * and everything below it. Chromium has the same rule built in.
 */
export function isLoopbackName(hostname: string): boolean {
  return /^(.+\.)?localhost\.?$/i.test(hostname)
}
