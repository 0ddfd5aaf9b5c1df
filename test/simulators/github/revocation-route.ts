import { json } from '#test/simulators/kit/reply'
import type { Route } from '#test/simulators/kit/router'
import { readBody, readList } from './body.ts'
import { requireToken } from './credentials.ts'
import type { Endpoint } from './endpoint.ts'
import { forbidden } from './errors.ts'
import { PREFIXES, type TokenKind } from './model.ts'

const MOST_AT_ONCE = 1000

/** Installations' tokens are not among them. */
const REVOCABLE: readonly TokenKind[] = ['classic', 'fine-grained', 'oauth', 'app-user', 'refresh']
const REVOCABLE_ON_SERVER: readonly TokenKind[] = ['classic', 'fine-grained']

/**
 * Revokes tokens by their values, whoever has them. On github.com nobody may sign in to it, on Enterprise Server everybody must
 * (https://docs.github.com/rest/credentials/revoke). The answer is the same whether there were such tokens or not; what cannot
 * be undone is done later, and the owners are told.
 */
export const revocationRoutes: readonly Route<Endpoint>[] = [
  {
    method: 'POST',
    pattern: '/credentials/revoke',
    handler: ({ state, token, call }) => {
      if (state.isEnterpriseServer) requireToken(token)
      else if (call.headers['authorization'] !== undefined) throw forbidden('Authenticated requests are not allowed')
      const isText = (item: unknown): item is string => typeof item === 'string'
      const values = readList(readBody(call.body), 'credentials', MOST_AT_ONCE, isText)
      const kinds = state.isEnterpriseServer ? REVOCABLE_ON_SERVER : REVOCABLE
      const prefixes = kinds.map((kind) => PREFIXES[kind])
      for (const value of new Set(values)) {
        const found = state.findToken(value)
        if (!found || !state.isLive(found) || !prefixes.some((prefix) => value.startsWith(prefix))) continue
        state.revoke(found)
        if (found.user) state.notified.push(found.user)
      }
      return json(202, {})
    },
  },
]
