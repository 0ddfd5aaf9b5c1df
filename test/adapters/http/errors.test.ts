import { describe, expect, test } from 'vitest'
import { netFailure } from '#main/adapters/electron/net-errors'
import { ProxyRouteError } from '#main/adapters/node/dispatchers'
import { nodeFailure } from '#main/adapters/node/http-errors'

/** Failures that no lab brings about; those that it does are in the suite. */
describe("Chromium's errors", () => {
  test.each([
    ['ERR_INTERNET_DISCONNECTED', 'offline', false],
    ['ERR_ADDRESS_UNREACHABLE', 'offline', false],
    ['ERR_NAME_NOT_RESOLVED', 'unknown-host', false],
    ['ERR_DNS_TIMED_OUT', 'unknown-host', false],
    ['ERR_CONNECTION_REFUSED', 'refused', false],
    ['ERR_UNSAFE_PORT', 'refused', false],
    ['ERR_CONNECTION_TIMED_OUT', 'timeout', false],
    ['ERR_TIMED_OUT', 'timeout', 'maybe'],
    ['ERR_PROXY_CONNECTION_FAILED', 'proxy', false],
    ['ERR_TUNNEL_CONNECTION_FAILED', 'proxy', false],
    ['ERR_PROXY_AUTH_UNSUPPORTED', 'proxy', false],
    ['ERR_SOCKS_CONNECTION_FAILED', 'proxy', false],
    ['ERR_PAC_SCRIPT_FAILED', 'proxy', false],
    ['ERR_MANDATORY_PROXY_CONFIGURATION_FAILED', 'proxy', false],
    ['ERR_UNEXPECTED_PROXY_AUTH', 'proxy', 'maybe'],
    ['ERR_CERT_AUTHORITY_INVALID', 'tls', false],
    ['ERR_CERT_DATE_INVALID', 'tls', false],
    ['ERR_CERTIFICATE_TRANSPARENCY_REQUIRED', 'tls', false],
    ['ERR_SSL_VERSION_OR_CIPHER_MISMATCH', 'tls', false],
    ['ERR_SSL_CLIENT_AUTH_CERT_NEEDED', 'tls', false],
    // These also break a connection that the request was already written to.
    ['ERR_SSL_PROTOCOL_ERROR', 'tls', 'maybe'],
    ['ERR_BAD_SSL_CLIENT_AUTH_CERT', 'tls', 'maybe'],
    ['ERR_UNSAFE_REDIRECT', 'redirected', 'maybe'],
    ['ERR_RESPONSE_HEADERS_TOO_BIG', 'too-large', 'maybe'],
    ['ERR_CONNECTION_RESET', 'dropped', 'maybe'],
    ['ERR_EMPTY_RESPONSE', 'dropped', 'maybe'],
    ['ERR_NETWORK_CHANGED', 'dropped', 'maybe'],
    ['ERR_NETWORK_IO_SUSPENDED', 'dropped', 'maybe'],
    ['ERR_CONTENT_DECODING_FAILED', 'dropped', 'maybe'],
    ['ERR_ABORTED', 'dropped', 'maybe'],
    ['ERR_SOMETHING_NEW', 'dropped', 'maybe'],
  ] as const)('%s is %s, sent: %s', (name, why, sent) => {
    expect(netFailure(`net::${name}`)).toEqual({ why, sent })
  })
})

describe("Node's errors", () => {
  const coded = (code: string) => Object.assign(new Error('EXAMPLE'), { code })
  const online = () => true

  test.each([
    ['ENETUNREACH', 'offline'],
    ['EHOSTUNREACH', 'offline'],
    ['ENOTFOUND', 'unknown-host'],
    ['EAI_AGAIN', 'unknown-host'],
    ['ECONNREFUSED', 'refused'],
    ['ETIMEDOUT', 'timeout'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
    ['UND_ERR_HEADERS_OVERFLOW', 'too-large'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['EPROTO', 'tls'],
    ['ECONNRESET', 'dropped'],
    ['UND_ERR_SOCKET', 'dropped'],
    ['HPE_INVALID_CONSTANT', 'dropped'],
    ['SOMETHING_NEW', 'dropped'],
  ] as const)('%s is %s', (code, why) => {
    expect(nodeFailure(coded(code), online)).toBe(why)
  })

  test('a name that was not found says nothing of the name where there is no network', () => {
    expect(nodeFailure(coded('ENOTFOUND'), () => false)).toBe('offline')
    expect(nodeFailure(coded('ECONNREFUSED'), () => false)).toBe('refused')
  })

  test('on the way through a proxy everything is its failure, but for a certificate', () => {
    const through = (code: string) => new ProxyRouteError('EXAMPLE', { cause: coded(code) })
    expect(nodeFailure(through('ENOTFOUND'), online)).toBe('proxy')
    expect(nodeFailure(through('ECONNRESET'), online)).toBe('proxy')
    expect(nodeFailure(through('CERT_HAS_EXPIRED'), online)).toBe('tls')
  })

  test('what is no error at all is a broken connection', () => {
    expect(nodeFailure(undefined, online)).toBe('dropped')
  })
})
