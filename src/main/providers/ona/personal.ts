import type { Draft } from '#shared/model/operation'
import type { Owner } from '#shared/model/owner'
import type { Scopes } from '#shared/model/token'
import { Failure } from '#main/ports/failure'
import type { IssuedToken, MadeToken, Page } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import type { ClientPorts } from '../kit/client.ts'
import { goneFrom } from '../kit/gone.ts'
import { pages } from '../kit/paging.ts'
import { onaCalls, type OnaCalls } from './calls.ts'
import { findMade, untoldToken } from './made.ts'
import { record } from './record.ts'
import { validFor } from './valid-for.ts'

/** The personal tokens of the person who calls. */
export function personalTokens(ports: ClientPorts, origin: string, calls: OnaCalls) {
  const list = (owner: Owner, signal: AbortSignal): AsyncIterable<Page> =>
    pages<string>('', async (cursor) => {
      const { tokens, next } = await calls.personalTokens(owner.id, cursor, signal)
      // Should the filter be overlooked, an administrator gets the tokens of others too.
      const own = tokens.filter(({ userId }) => userId === '' || userId === owner.id)
      return { tokens: own.map(({ issued }) => issued), next: next === '' ? undefined : next }
    })

  const everything = async (owner: Owner, signal: AbortSignal): Promise<IssuedToken[]> => {
    const all: IssuedToken[] = []
    for await (const page of list(owner, signal)) all.push(...page.tokens)
    return all
  }

  return {
    list,

    /** The answer has the secret alone; which token it is, the lists from before and after tell. */
    async create(owner: Owner, { description = '', expiry, scopes }: Draft, signal: AbortSignal): Promise<MadeToken> {
      const readOnly = isReadOnly(scopes)
      const lasts = validFor(expiry, ports.clock.now())
      const before = new Set((await everything(owner, signal)).map(({ issuerId }) => issuerId))
      const value = await calls.createPersonalToken(
        { userId: owner.id, description, validFor: lasts, readOnly },
        signal,
      )
      const asked = { description, expiry, scopes: scopesOf(readOnly) }
      // From here on nobody cancels: the secret is there, and is kept whatever the list says.
      const uncancelled = new AbortController().signal
      const secret = new Secret(value)
      const questions = {
        list: () => everything(owner, uncancelled),
        use: () => onaCalls(ports, origin, secret).whoCalls(uncancelled),
      }
      const found = await findMade(ports.clock, before, asked, questions, uncancelled)
      return { token: found ?? untoldToken(asked, ports.clock.now()), secret }
    },

    async revoke(owner: Owner, issuerId: string, signal: AbortSignal): Promise<'revoked' | 'already-gone'> {
      try {
        await calls.deletePersonalToken(issuerId, signal)
        return 'revoked'
      } catch (error) {
        if (!(error instanceof Failure) || error.error.kind !== 'not-found') throw error
        return goneFrom(list(owner, signal), issuerId, error)
      }
    },
  }
}

function isReadOnly([choice = 'read-only']: readonly string[] = []): boolean {
  if (choice !== 'read-only' && choice !== 'full') {
    throw new Failure('invalid-input', { provider: record.name, field: 'scopes' })
  }
  return choice === 'read-only'
}

function scopesOf(readOnly: boolean): Scopes {
  return readOnly ? { kind: 'listed', names: ['read-only'] } : { kind: 'full' }
}
