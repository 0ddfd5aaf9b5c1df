import type { Token } from '#shared/model/token'
import { Failure } from '#main/ports/failure'
import type { Page, PartScope, ProviderSession } from '#main/ports/provider'
import type { Secret } from '#main/ports/secret'
import type { ClientPorts } from '../kit/client.ts'
import { goneFrom } from '../kit/gone.ts'
import { pages } from '../kit/paging.ts'
import { providerSession } from '../kit/session.ts'
import { githubCalls, type GithubCalls } from './calls.ts'
import { identify, partsOf } from './identity.ts'
import { inspected, probed } from './inspect.ts'

export function githubSession(ports: ClientPorts, origin: string, credential: Secret): ProviderSession {
  const calls = githubCalls(ports, origin, credential)
  return providerSession({
    identify: (signal) => identify(calls, credential, signal),

    parts: partsOf,

    list: (part, signal) => listed(calls, part, signal),

    async revoke(part, token, signal) {
      if (part.kind !== 'grant') throw new Failure('not-supported')
      return await withoutAccess(calls, part, token, signal)
    },

    inspect: (part, _identity, secret, signal) => inspected(githubCalls(ports, origin, secret), part, secret, signal),

    probe: (part, token, identity, secret, signal) =>
      probed(githubCalls(ports, origin, secret), part, token, identity, secret, signal),
  })
}

async function* listed(calls: GithubCalls, { owner, kind }: PartScope, signal: AbortSignal): AsyncIterable<Page> {
  if (kind !== 'grant') throw new Failure('not-supported')
  yield* pages<number>(1, async (page) => {
    const { tokens, isLast } = await calls.grants(owner.id, page, signal)
    return { tokens, next: isLast ? undefined : page + 1 }
  })
}

async function withoutAccess(
  calls: GithubCalls,
  part: PartScope,
  token: Token,
  signal: AbortSignal,
): Promise<'revoked' | 'already-gone'> {
  try {
    await calls.revokeGrant(part.owner.id, token.issuerId, signal)
    return 'revoked'
  } catch (error) {
    if (!(error instanceof Failure) || error.error.kind !== 'not-found') throw error
    // A hidden organization is 404 as well: only the listing proves that it is this access that is gone.
    return goneFrom(listed(calls, part, signal), token.issuerId, error)
  }
}
