import { Agent, EnvHttpProxyAgent, Pool } from 'undici'
import type { buildConnector, Dispatcher } from 'undici'
import { isLoopbackHost, isLoopbackName } from '../loopback.ts'
import { pinnedLookup } from './lookup.ts'
import { trust } from './trust.ts'

/** The environment variables that name a proxy, in small letters first, as curl and undici read them. */
export type ProxyEnvironment = Readonly<Record<string, string | undefined>>

/** A connection through a proxy could not be made; `cause` is why. Nothing was written to the server. */
export class ProxyRouteError extends Error {
  override readonly name = 'ProxyRouteError'
}

/** Chromium's limit, so that the same answer is not too large for one adapter only. */
const maxHeaderSize = 256 * 1024

/** Gives the dispatchers for requests: where they go decides whether a proxy stands between. */
export interface Dispatchers {
  /** Keeps its connections for the next request. */
  shared(url: URL): Dispatcher
  /** Has no connection yet; whoever takes it destroys it. */
  fresh(url: URL): Dispatcher
}

/** Reads the proxies of an environment. @throws what undici says of a proxy that is no URL, when one is asked for. */
export function createDispatchers(environment: ProxyEnvironment): Dispatchers {
  let direct: Dispatcher | undefined
  let outward: Dispatcher | undefined
  return {
    shared: (url) =>
      staysHere(url) ? (direct ??= new Agent(options())) : (outward ??= throughEnvironment(environment)),
    fresh: (url) => (staysHere(url) ? new Agent(options()) : throughEnvironment(environment)),
  }
}

/** A proxy has no business with what goes to this computer; Chromium sees it the same way. */
function staysHere(url: URL): boolean {
  return isLoopbackHost(url.hostname) || isLoopbackName(url.hostname)
}

function throughEnvironment(environment: ProxyEnvironment): Dispatcher {
  const of = (name: string) => asUrl(environment[name] ?? environment[name.toUpperCase()] ?? '')
  return new EnvHttpProxyAgent({
    ...options(),
    requestTls: tlsOptions(),
    proxyTls: tlsOptions(),
    httpProxy: of('http_proxy'),
    httpsProxy: of('https_proxy') || of('http_proxy'),
    noProxy: environment['no_proxy'] ?? environment['NO_PROXY'] ?? '',
    // Where undici hands over a function to connect with, it goes through a proxy: its failures get a name here, because
    // "connection refused" would otherwise look the same for the proxy and for the server.
    factory: (origin: string | URL, given: Pool.Options) => new Pool(origin, naming(given)),
  })
}

function asUrl(proxy: string): string {
  return proxy === '' || proxy.includes('://') ? proxy : `http://${proxy}`
}

function naming(given: Pool.Options): Pool.Options {
  const { connect } = given
  if (typeof connect !== 'function') return given
  const named: buildConnector.connector = (options, callback) =>
    connect(options, (error, socket) => {
      if (error) callback(new ProxyRouteError('No way through the proxy', { cause: error }), null)
      else callback(null, socket)
    })
  return { ...given, connect: named }
}

function options(): Agent.Options {
  return { allowH2: false, maxHeaderSize, connect: tlsOptions() }
}

function tlsOptions() {
  return {
    secureContext: trust(),
    // Said aloud because NODE_TLS_REJECT_UNAUTHORIZED=0 would turn the checks off otherwise.
    rejectUnauthorized: true,
    lookup: pinnedLookup(),
    // Node gives an address a quarter of a second before it tries the next, which is short for a slow line.
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: 1000,
  }
}
