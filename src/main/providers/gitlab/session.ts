import { mostMembers } from '#shared/model/member'
import type { Draft } from '#shared/model/operation'
import type { Token } from '#shared/model/token'
import { Failure } from '#main/ports/failure'
import type { Page, PartScope, ProviderSession } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import type { ClientPorts } from '../kit/client.ts'
import { goneFrom } from '../kit/gone.ts'
import { numberedPages } from '../kit/numbered.ts'
import { providerSession } from '../kit/session.ts'
import { collected } from '../kit/walk.ts'
import { gitlabCalls, pageSize, type GitlabCalls } from './calls.ts'
import { identify, ownToken, partsOf } from './identity.ts'
import { expiresAt } from './lifetime.ts'
import { roles } from './map.ts'
import { inspected, probed } from './probe.ts'
import { record } from './record.ts'
import { clarified } from './refusal.ts'
import { rotate } from './rotate.ts'
import { resourceScopes } from './scopes.ts'

export function gitlabSession(ports: ClientPorts, origin: string, credential: Secret): ProviderSession {
  const calls = gitlabCalls(ports, origin, credential)
  return providerSession({
    identify: (signal) => identify(calls, signal),

    parts: partsOf,

    list: (part, signal) => listed(calls, part, signal),

    formOptions: ({ kind }) =>
      Promise.resolve({
        roles:
          kind === 'personal'
            ? []
            : roles.map(({ level, name, says }) => ({ id: String(level), name, description: says })),
        maxDays: null,
        scopes: [],
      }),

    async create(part, draft, signal) {
      // A person's are made on GitLab's page.
      if (part.kind === 'personal') throw new Failure('not-supported')
      const { token, value } = await calls.create(part, bodyOf(draft, ports.clock.now()), signal)
      return { token, secret: new Secret(value) }
    },

    regenerate: (part, token, expiry, signal) => rotate(calls, { part, token, expiry, now: ports.clock.now() }, signal),

    revoke: (part, token, signal) => revoked(calls, part, token, signal),

    memberLists: ({ owners = [] }) => owners,

    members: (of, signal) => collected('', mostMembers, (page) => calls.members(of, page, signal)),

    inspect: (part, _identity, secret, signal) => inspected(gitlabCalls(ports, origin, secret), part, signal),

    probe: (part, token, identity, secret, signal) =>
      probed(gitlabCalls(ports, origin, secret), part, token, identity, signal),
  })
}

async function* listed(calls: GitlabCalls, part: PartScope, signal: AbortSignal): AsyncIterable<Page> {
  try {
    yield* numberedPages(pageSize, (page) => calls.list(part, page, signal))
  } catch (error) {
    throw await clarified(calls, error, signal)
  }
}

function bodyOf({ name = '', description = '', expiry, scopes, roleId = '' }: Draft, now: number): object {
  const chosen = scopes ?? resourceScopes.default
  const isOffered = (id: string) => resourceScopes.choices.some((choice) => choice.id === id)
  if (!chosen.every(isOffered)) throw new Failure('invalid-input', { provider: record.name, field: 'scopes' })
  if (roleId !== '' && !roles.some(({ level }) => String(level) === roleId)) {
    throw new Failure('invalid-input', { provider: record.name, field: 'role' })
  }
  return {
    name,
    ...(description === '' ? {} : { description }),
    scopes: chosen,
    ...(roleId === '' ? {} : { access_level: Number(roleId) }),
    ...expiresAt(expiry, now),
  }
}

async function revoked(
  calls: GitlabCalls,
  part: PartScope,
  token: Token,
  signal: AbortSignal,
): Promise<'revoked' | 'already-gone'> {
  try {
    await calls.remove(part, token.issuerId, signal)
    return 'revoked'
  } catch (error) {
    const kind = error instanceof Failure ? error.error.kind : undefined
    if (kind === 'not-found') {
      // A hidden project is 404 as well: only the listing proves that it is this token that is gone.
      return goneFrom(listed(calls, part, signal), token.issuerId, error)
    }
    // Every token may end itself, whatever else it may do.
    if (kind !== 'missing-permission' && kind !== 'wrong-token') throw error
    const failure = await clarified(calls, error, signal)
    const self = failure === error && kind === 'wrong-token' ? undefined : await ownToken(calls, signal)
    if (self?.token.issuerId !== token.issuerId) throw failure
    await calls.removeSelf(signal)
    return 'revoked'
  }
}
