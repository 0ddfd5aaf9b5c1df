import { networkInterfaces } from 'node:os'
import type { HttpFailure } from '#main/ports/http'
import { ProxyRouteError } from './dispatchers.ts'

type Rule = readonly [pattern: RegExp, why: HttpFailure['why']]

/** By the `code` of Node's and undici's errors; the first rule that matches counts. */
const rules: readonly Rule[] = [
  [/^(ENETUNREACH|EHOSTUNREACH|ENETDOWN|EHOSTDOWN|EADDRNOTAVAIL)$/, 'offline'],
  [/^(ENOTFOUND|EAI_\w+|ENODATA)$/, 'unknown-host'],
  [/^(ECONNREFUSED|EINVAL)$/, 'refused'],
  [/^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT)$/, 'timeout'],
  [/^(UND_ERR_HEADERS_OVERFLOW|HPE_HEADER_OVERFLOW)$/, 'too-large'],
  [/^(ERR_TLS_\w+|ERR_SSL_\w+|EPROTO)$/, 'tls'],
  // OpenSSL's verdicts on a certificate: https://nodejs.org/api/tls.html#x509-certificate-error-codes
  [
    /^(CERT_\w+|CRL_\w+|UNABLE_TO_\w+|ERROR_IN_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|INVALID_\w+|HOSTNAME_MISMATCH)$/,
    'tls',
  ],
  [/^(PATH_LENGTH_EXCEEDED|OUT_OF_MEM)$/, 'tls'],
]

/**
 * Names a failure by the code of its error. What is not known here is a connection that broke.
 * @param online whether this computer has a network; without one, no name can be found and that says nothing of the name
 */
export function nodeFailure(error: unknown, online: () => boolean = hasNetwork): HttpFailure['why'] {
  if (error instanceof ProxyRouteError) {
    // A certificate that is refused within the tunnel is the server's, or an https proxy's: TLS failed either way.
    return byCode(error.cause) === 'tls' ? 'tls' : 'proxy'
  }
  const why = byCode(error)
  return why === 'unknown-host' && !online() ? 'offline' : why
}

function byCode(error: unknown): HttpFailure['why'] {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return rules.find(([pattern]) => pattern.test(code))?.[1] ?? 'dropped'
}

function hasNetwork(): boolean {
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal))
}
