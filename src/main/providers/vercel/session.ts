import { Failure } from '#main/ports/failure'
import type { Page, ProbeResult, ProviderSession } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import type { ClientPorts } from '../kit/client.ts'
import { goneFrom } from '../kit/gone.ts'
import { pages } from '../kit/paging.ts'
import { providerSession } from '../kit/session.ts'
import { unlessRefused } from '../kit/tolerate.ts'
import { vercelCalls, type VercelCalls } from './calls.ts'

export function vercelSession(ports: ClientPorts, origin: string, credential: Secret): ProviderSession {
  const calls = vercelCalls(ports, origin, credential)
  return providerSession({
    async identify(signal) {
      const { id, username, name, email } = await calls.user(signal)
      const own = await unlessRefused(calls.current(signal), undefined)
      return {
        id,
        login: username || id,
        name: name || username || id,
        ...(email ? { email } : {}),
        kind: 'person',
        ...(own === undefined ? {} : { tokenName: own.name.slice(0, 300), tokenId: own.issuerId }),
        organizations: [],
        teams: [],
      }
    },

    parts: ({ id, name }) => [{ owner: { kind: 'me', id, name }, kind: 'personal' }],

    list: (_part, signal) => listed(calls, signal),

    async create(_part, { name = '', expiry }, signal) {
      const ends = expiry.kind === 'never' ? {} : { expiresAt: expiry.at }
      const { token, value } = await calls.create({ name, ...ends }, signal)
      return { token, secret: new Secret(value) }
    },

    async revoke(_part, { issuerId }, signal) {
      try {
        await calls.remove(issuerId, signal)
        return 'revoked'
      } catch (error) {
        if (!isAbout(error, 'not-found')) throw error
        // A path that is not there is a 404 as well: only the listing proves that the token is gone.
        return goneFrom(listed(calls, signal), issuerId, error)
      }
    },

    /** Vercel names the token that calls. */
    async probe(_part, { issuerId }, _identity, secret, signal): Promise<ProbeResult> {
      try {
        const own = await vercelCalls(ports, origin, secret).current(signal)
        return { kind: own.issuerId === issuerId ? 'proven' : 'another' }
      } catch (error) {
        if (isAbout(error, 'wrong-token')) return { kind: 'refused' }
        throw error
      }
    },
  })
}

function listed(calls: VercelCalls, signal: AbortSignal): AsyncIterable<Page> {
  return pages<string>('', (until) => calls.list(until, signal))
}

function isAbout(error: unknown, kind: 'not-found' | 'wrong-token'): boolean {
  return error instanceof Failure && error.error.kind === kind
}
