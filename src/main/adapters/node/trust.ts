import { createSecureContext, getCACertificates } from 'node:tls'
import type { SecureContext } from 'node:tls'

let context: SecureContext | undefined

/**
 * Whom TLS trusts: the authorities that come with Node, those of NODE_EXTRA_CA_CERTS, and the system's. Read once, with the
 * first request: reading the system's store takes time.
 */
export function trust(): SecureContext {
  context ??= createSecureContext({
    ca: [...new Set([...getCACertificates('default'), ...getCACertificates('system')])],
  })
  return context
}
