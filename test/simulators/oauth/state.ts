import type { Call } from '#test/simulators/kit/call'
import type { SimulatorOptions } from '#test/simulators/kit/options'
import { SeededValues } from '#test/simulators/kit/seeded-values'

/** What the server tells of a token, and what became of it. Times are unix seconds. */
export interface OauthToken {
  readonly scope?: string
  readonly username?: string
  readonly jti?: string
  readonly exp?: number
  readonly iat?: number
  /** False for those that the server only signs, and cannot call back. */
  readonly canBeRevoked: boolean
  isRevoked: boolean
}

/** One issuer with one client. What it says of itself can be changed. */
export class OauthState {
  readonly now: () => number
  readonly tokens = new Map<string, OauthToken>()
  readonly client = { id: 'key rack', secret: 'EXAMPLE: a secret+of%a client' }
  /** The path of the issuer. */
  path = '/realms/acme'
  /** Where it describes itself: of RFC 8414, or else of OpenID Connect. */
  metadataPath = '/.well-known/oauth-authorization-server/realms/acme'
  /** What differs from the usual description. Undefined takes a field away. */
  described: Readonly<Record<string, unknown>> = {}
  readonly #values: SeededValues

  constructor(options: SimulatorOptions) {
    this.now = options.now ?? Date.now
    this.#values = new SeededValues(options.seed ?? 1, 'oauth')
  }

  addToken(token: Partial<OauthToken> = {}): string {
    const value = `EXAMPLE-${this.#values.alphanumeric(35)}`
    this.tokens.set(value, { canBeRevoked: true, isRevoked: false, ...token })
    return value
  }

  metadata(origin: string): object {
    return {
      issuer: origin + this.path,
      introspection_endpoint: `${origin}/introspect`,
      revocation_endpoint: `${origin}/revoke`,
      token_endpoint: `${origin}/token`,
      ...this.described,
    }
  }

  /** Takes the client in the header (RFC 6749, section 2.3.1) or in the form. */
  isClient({ headers }: Call, form: URLSearchParams): boolean {
    const basic = /^Basic (\S+)$/.exec(headers['authorization'] ?? '')?.[1]
    const pair = basic === undefined ? [] : Buffer.from(basic, 'base64').toString('utf8').split(':').map(formDecoded)
    const [id, secret] = basic === undefined ? [form.get('client_id'), form.get('client_secret')] : pair
    return id === this.client.id && secret === this.client.secret
  }
}

function formDecoded(part: string): string {
  return new URLSearchParams(`part=${part}`).get('part') ?? ''
}
