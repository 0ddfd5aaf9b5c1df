import { z } from 'zod'
import type { Scopes } from '#shared/model/token'
import type { IssuedToken } from '#main/ports/provider'
import { list } from '../kit/list.ts'
import { idText, optionalText } from '../kit/text.ts'
import { instantFromSeconds } from '../kit/times.ts'

const methods = list(z.string(), 100).optional().catch(undefined)
const url = z.string().min(1).max(4000).optional()

/** A server's description of itself (RFC 8414, section 2). */
export const metadataSchema = z
  .object({
    issuer: z.string(),
    introspection_endpoint: url,
    revocation_endpoint: url,
    introspection_endpoint_auth_methods_supported: methods,
    revocation_endpoint_auth_methods_supported: methods,
    token_endpoint_auth_methods_supported: methods,
  })
  .transform((told): Metadata => ({
    issuer: told.issuer,
    introspection: endpoint(
      told.introspection_endpoint,
      told.introspection_endpoint_auth_methods_supported ?? told.token_endpoint_auth_methods_supported,
    ),
    revocation: endpoint(
      told.revocation_endpoint,
      told.revocation_endpoint_auth_methods_supported ?? told.token_endpoint_auth_methods_supported,
    ),
  }))

export interface Endpoint {
  readonly url: string
  /** How the client shows itself; undefined where no way is offered that a client with a secret has. */
  readonly shows: 'header' | 'body' | undefined
}

export interface Metadata {
  readonly issuer: string
  readonly introspection: Endpoint | undefined
  readonly revocation: Endpoint | undefined
}

/** A server that names no methods takes `client_secret_basic`. */
function endpoint(at: string | undefined, offered: readonly string[] = ['client_secret_basic']): Endpoint | undefined {
  if (at === undefined) return undefined
  if (offered.includes('client_secret_basic')) return { url: at, shows: 'header' }
  return { url: at, shows: offered.includes('client_secret_post') ? 'body' : undefined }
}

const seconds = z
  .union([z.number(), z.string().regex(/^\d{1,12}$/)])
  .nullish()
  .catch(undefined)

/** What a server says of a token (RFC 7662, section 2.2); undefined for one that is not active. */
export const introspectionSchema = z
  .object({
    active: z.boolean(),
    scope: z.string().optional().catch(undefined),
    client_id: optionalText(300).catch(''),
    username: optionalText(300).catch(''),
    jti: idText.optional().catch(undefined),
    exp: seconds,
    iat: seconds,
  })
  .transform((told): Partial<IssuedToken> | undefined => {
    if (!told.active) return undefined
    const ends = instantOf(told.exp)
    const created = instantOf(told.iat)
    const by = told.username || told.client_id
    return {
      ...(told.jti === undefined ? {} : { issuerId: told.jti }),
      scopes: scopesOf(told.scope),
      lastUsed: { kind: 'unknown' },
      created: created === undefined ? { kind: 'unknown' } : { kind: 'at', at: created },
      // Both are optional: of a token without an end the server says nothing, and that is not "never".
      ...(ends === undefined ? {} : { expiry: { kind: 'at', at: ends } }),
      ...(by === '' ? {} : { createdBy: by }),
    }
  })

function instantOf(value: number | string | null | undefined): number | undefined {
  const given = Number(value ?? 0)
  return given > 0 ? instantFromSeconds(given) : undefined
}

/** Names with blanks between them (RFC 6749, section 3.3). */
function scopesOf(text: string | undefined): Scopes {
  if (text === undefined) return { kind: 'unknown' }
  const names = text.split(' ').filter((name) => name !== '')
  if (names.length === 0) return { kind: 'none' }
  return { kind: 'listed', names: [...new Set(names.map((name) => name.slice(0, 200)))].slice(0, 200) }
}
