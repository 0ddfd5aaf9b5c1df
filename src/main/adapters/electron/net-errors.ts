import type { HttpFailure } from '#main/ports/http'

/** What a failure of Chromium's network stack means for us. `sent: 'maybe'` leaves it to how far the request had got. */
export interface NetFailure {
  readonly why: HttpFailure['why']
  readonly sent: false | 'maybe'
}

type Rule = readonly [pattern: RegExp, why: HttpFailure['why'], sent: NetFailure['sent']]

/**
 * The first rule that matches counts. Names are those of net/base/net_error_list.h; `false` stands only where Chromium
 * gives the error before it has a connection that the request could be written to.
 */
const rules: readonly Rule[] = [
  [/^ERR_(INTERNET_DISCONNECTED|ADDRESS_UNREACHABLE|NETWORK_ACCESS_DENIED|BLOCKED_BY_\w+)$/, 'offline', false],
  [/^ERR_(NAME_NOT_RESOLVED|NAME_RESOLUTION_FAILED|DNS_\w+|ICANN_NAME_COLLISION)$/, 'unknown-host', false],
  [/^ERR_(CONNECTION_REFUSED|CONNECTION_FAILED|ADDRESS_INVALID|UNSAFE_PORT|INVALID_URL)$/, 'refused', false],
  [/^ERR_CONNECTION_TIMED_OUT$/, 'timeout', false],
  [/^ERR_TIMED_OUT$/, 'timeout', 'maybe'],
  // A 407 from the server itself, where no proxy stands between: it has the request.
  [/^ERR_UNEXPECTED_PROXY_AUTH$/, 'proxy', 'maybe'],
  [/^ERR_(PROXY_\w+|TUNNEL_CONNECTION_FAILED|HTTPS_PROXY_\w+|SOCKS_\w+|NO_SUPPORTED_PROXIES)$/, 'proxy', false],
  [/^ERR_(MANDATORY_PROXY_CONFIGURATION_FAILED|PAC_\w+)$/, 'proxy', false],
  // Certificates are judged within the handshake, before anything is sent. The other TLS errors can also come later.
  [
    /^ERR_(CERT_\w+|CERTIFICATE_\w+|SSL_VERSION_OR_CIPHER_MISMATCH|SSL_PINNED_KEY_\w+|SSL_CLIENT_AUTH_CERT_NEEDED)$/,
    'tls',
    false,
  ],
  [/^ERR_(SSL_\w+|BAD_SSL_\w+|ECH_\w+)$/, 'tls', 'maybe'],
  [/^ERR_(UNSAFE_REDIRECT|INVALID_REDIRECT|TOO_MANY_REDIRECTS|UNKNOWN_URL_SCHEME)$/, 'redirected', 'maybe'],
  [/^ERR_(RESPONSE_HEADERS_TOO_BIG|MSG_TOO_BIG)$/, 'too-large', 'maybe'],
]

/**
 * Names a failure by the message of Electron's error, such as `net::ERR_CONNECTION_REFUSED`. What is not known here is a
 * connection that broke at an unknown moment.
 */
export function netFailure(message: string): NetFailure {
  const name = message.replace(/^net::/, '')
  const [, why, sent] = rules.find(([pattern]) => pattern.test(name)) ?? [
    undefined,
    'dropped' as const,
    'maybe' as const,
  ]
  return { why, sent }
}
