import type { Draft } from '#shared/model/operation'
import type { Owner } from '#shared/model/owner'
import type { Instant } from '#shared/model/time'
import { Failure } from '#main/ports/failure'
import type { MadeToken, Page } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import type { ClientPorts } from '../kit/client.ts'
import { exchanged } from '../kit/exchanged.ts'
import { goneFrom } from '../kit/gone.ts'
import { pages } from '../kit/paging.ts'
import { instantFromText } from '../kit/times.ts'
import { unlessRefused } from '../kit/tolerate.ts'
import { serviceCalls, type OnaCalls } from './calls.ts'
import { untoldToken } from './made.ts'
import { validFor } from './valid-for.ts'

/** So long a bearer acts as a service account, in milliseconds. */
const actingMs = 30 * 60_000

/** From then on an account's end is none. */
const neverFrom = Date.UTC(2099, 0, 1)

/** The tokens of service accounts, each looked after with a short-lived bearer that acts as its account. */
export function serviceAccountTokens(ports: ClientPorts, origin: string, credential: Secret, calls: OnaCalls) {
  const bearers = new Map<string, (signal: AbortSignal) => Promise<Secret>>()

  async function actingAs({ id }: Owner, signal: AbortSignal) {
    let bearer = bearers.get(id)
    if (bearer === undefined) {
      bearer = exchanged(ports.clock, async (asked) => {
        const begun = ports.clock.now()
        return { secret: new Secret(await calls.actAs(id, asked)), endsAt: begun + actingMs }
      })
      bearers.set(id, bearer)
    }
    return serviceCalls(ports, origin, await bearer(signal), credential)
  }

  const list = (owner: Owner, signal: AbortSignal): AsyncIterable<Page> =>
    pages<string>('', async (cursor) => {
      const { tokens, next } = await (await actingAs(owner, signal)).tokens(cursor, signal)
      return { tokens, next: next === '' ? undefined : next }
    })

  return {
    list,

    /** When the account ends, and its tokens with it; null for never, and where it is not told. */
    async end({ id }: Owner, signal: AbortSignal): Promise<Instant | null> {
      const account = await unlessRefused(calls.serviceAccount(id, signal), undefined)
      const end = instantFromText(account?.validUntil)
      return end === undefined || end >= neverFrom ? null : end
    },

    async create(owner: Owner, { description = '', expiry }: Draft, signal: AbortSignal): Promise<MadeToken> {
      const lasts = validFor(expiry, ports.clock.now())
      const acting = await actingAs(owner, signal)
      const { value, issued } = await acting.create({ description, validFor: lasts }, signal)
      const asked = { description, expiry, scopes: { kind: 'full' } } as const
      return { token: issued ?? untoldToken(asked, ports.clock.now()), secret: new Secret(value) }
    },

    async revoke(owner: Owner, issuerId: string, signal: AbortSignal): Promise<'revoked' | 'already-gone'> {
      // An account that is not there is not this token that is gone: that failure is thrown.
      const acting = await actingAs(owner, signal)
      try {
        await acting.remove(issuerId, signal)
        return 'revoked'
      } catch (error) {
        if (!(error instanceof Failure) || error.error.kind !== 'not-found') throw error
        return goneFrom(list(owner, signal), issuerId, error)
      }
    },
  }
}
