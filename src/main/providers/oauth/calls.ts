import { Failure } from '#main/ports/failure'
import type { IssuedToken } from '#main/ports/provider'
import type { Secret } from '#main/ports/secret'
import { anonymous } from '../kit/auth.ts'
import { json, nothing } from '../kit/body.ts'
import { createClient, type Call, type Client as Caller, type ClientPorts } from '../kit/client.ts'
import { introspectionSchema, metadataSchema, type Endpoint, type Metadata } from './map.ts'
import { oauthProblem } from './problem.ts'
import { record } from './record.ts'
import { clientAuth, type Client } from './sign-in.ts'

/** The calls of one client. */
export type OauthCalls = ReturnType<typeof oauthCalls>

/** The calls on an OAuth 2.0 server that Keyrack makes, each with its answer read. All throw `Failure`. */
export function oauthCalls(ports: ClientPorts, origin: string, client: Client) {
  const caller = (auth: typeof anonymous, secrets: readonly Secret[] = []): Caller =>
    createClient(ports, {
      provider: record.name,
      origin,
      credential: client.secret,
      auth,
      secrets,
      headers: { accept: 'application/json' },
      problem: oauthProblem,
    })
  const asking = caller(anonymous)
  let known: Metadata | undefined

  const describe = (url: string, signal: AbortSignal) =>
    asking.read({ method: 'GET', url, answer: json(metadataSchema) }, signal)

  /** The server's description of itself, at the place of RFC 8414 or else of OpenID Connect. */
  async function metadata(signal: AbortSignal): Promise<Metadata> {
    if (known !== undefined) return known
    const told = await describe(`/.well-known/oauth-authorization-server${client.path}`, signal).catch(
      (error: unknown) => {
        if (!(error instanceof Failure) || error.error.kind !== 'not-found') throw error
        return describe(`${client.path}/.well-known/openid-configuration`, signal)
      },
    )
    // RFC 8414, section 3.3: another issuer's description must not be used.
    if (told.issuer.replace(/\/$/, '') !== origin + client.path) {
      throw new Failure('broken-body', { provider: record.name, code: 'issuer' })
    }
    known = told
    return told
  }

  /** The call about a token, with the client shown as the endpoint wants it. */
  function about<T>({ url, shows }: Endpoint, token: Secret, answer: Call<T>['answer']): [Caller, Call<T>] {
    if (shows === undefined) throw unsupported()
    const form = {
      token: token.use((value) => value),
      ...(shows === 'body' ? { client_id: client.id, client_secret: client.secret.use((value) => value) } : {}),
    }
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const by = caller(shows === 'header' ? clientAuth(client.id) : anonymous, [token])
    return [by, { method: 'POST', url, form, headers, answer }]
  }

  return {
    /** What the server tells of a token; undefined for one that is not active, or not the client's business. */
    async introspect(token: Secret, signal: AbortSignal): Promise<Partial<IssuedToken> | undefined> {
      const { introspection } = await metadata(signal)
      if (introspection === undefined) throw unsupported()
      const [by, call] = about(introspection, token, json(introspectionSchema))
      return by.read(call, signal)
    },

    /** Ends a token. The server says the same of one that it does not know (RFC 7009, section 2.2). */
    async revoke(token: Secret, signal: AbortSignal): Promise<void> {
      const { revocation } = await metadata(signal)
      if (revocation === undefined) throw unsupported()
      const [by, call] = about(revocation, token, nothing)
      await by.change(call, signal)
    },
  }
}

function unsupported(): Failure {
  return new Failure('not-supported', { provider: record.name })
}
