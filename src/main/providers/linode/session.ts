import type { Draft } from '#shared/model/operation'
import { Failure } from '#main/ports/failure'
import type { Page, ProbeResult, ProviderSession } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import type { ClientPorts } from '../kit/client.ts'
import { goneFrom } from '../kit/gone.ts'
import { numberedPages } from '../kit/numbered.ts'
import { providerSession } from '../kit/session.ts'
import { unlessRefused } from '../kit/tolerate.ts'
import { linodeCalls, pageSize, type LinodeCalls, type NewToken } from './calls.ts'
import { eventsOf, utc } from './events.ts'
import type { Row } from './map.ts'
import { record } from './record.ts'
import { everything, scopes as offered } from './scopes.ts'

export function linodeSession(ports: ClientPorts, origin: string, credential: Secret): ProviderSession {
  const calls = linodeCalls(ports, origin, credential)
  return providerSession({
    async identify(signal) {
      const { uid, username, email } = await calls.profile(signal)
      const tokenId = await unlessRefused(idOf(credential, calls, signal), undefined)
      return {
        id: uid,
        login: username || uid,
        name: username || uid,
        ...(email ? { email } : {}),
        kind: 'person',
        ...(tokenId === undefined ? {} : { tokenId }),
        organizations: [],
        teams: [],
      }
    },

    parts: ({ id, name }) => [{ owner: { kind: 'me', id, name }, kind: 'personal' }],

    list: (_part, signal) => listed(calls, signal),

    async create(_part, draft, signal) {
      const { token, value } = await calls.create(bodyOf(draft), signal)
      return { token, secret: new Secret(value) }
    },

    async update(_part, { issuerId }, { name }, signal) {
      if (name === undefined) throw new Failure('invalid-input', { provider: record.name, field: 'name' })
      return (await calls.rename(issuerId, name, signal)).token
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

    auditLogs: ({ id, name }) => [{ kind: 'me', id, name }],

    events: (asked, signal) => eventsOf(calls, asked, signal),

    /** The secret tells whose it is; the beginning that Linode shows of this token's secret tells whether it is that one. */
    async probe(_part, { issuerId }, identity, secret, signal): Promise<ProbeResult> {
      try {
        const { uid } = await linodeCalls(ports, origin, secret).profile(signal)
        if (uid !== identity.id) return { kind: 'another' }
      } catch (error) {
        if (isAbout(error, 'wrong-token')) return { kind: 'refused' }
        throw error
      }
      const { start } = await calls.one(issuerId, signal)
      if (start === undefined) return { kind: 'works' }
      return { kind: begins(secret, start) ? 'proven' : 'another' }
    },
  })
}

function listed(calls: Pick<LinodeCalls, 'list'>, signal: AbortSignal, seen: Row[] = []): AsyncIterable<Page> {
  return numberedPages(pageSize, async (page) => {
    const { rows, total } = await calls.list(page, signal)
    seen.push(...rows)
    return { tokens: rows.map(({ token }) => token), total }
  })
}

/** Which token a secret is, by how it begins; undefined where none is listed that begins so, as an application's. */
async function idOf(
  secret: Secret,
  calls: Pick<LinodeCalls, 'list'>,
  signal: AbortSignal,
): Promise<string | undefined> {
  const rows: Row[] = []
  for await (const _page of listed(calls, signal, rows)) {
    const found = rows.splice(0).find(({ start }) => start !== undefined && begins(secret, start))
    if (found) return found.token.issuerId
  }
  return undefined
}

function begins(secret: Secret, start: string): boolean {
  return secret.use((value) => value.startsWith(start))
}

function isAbout(error: unknown, kind: 'not-found' | 'wrong-token'): boolean {
  return error instanceof Failure && error.error.kind === kind
}

function bodyOf({ name = '', expiry, scopes = [] }: Draft): NewToken {
  const chosen = offered.choices.filter(({ id }) => scopes.includes(id)).flatMap((choice) => choice.scopes)
  // With none said Linode gives all that the credential has, which nobody asked for.
  if (chosen.length === 0) throw new Failure('invalid-input', { provider: record.name, field: 'scopes' })
  return {
    label: name,
    expiry: expiry.kind === 'never' ? null : utc(expiry.at),
    scopes: chosen.includes(everything) ? everything : chosen.join(' '),
  }
}
