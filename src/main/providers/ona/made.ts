import type { Clock } from '#main/ports/clock'
import { Failure } from '#main/ports/failure'
import type { IssuedToken } from '#main/ports/provider'
import { pause } from '../kit/pause.ts'

/** So often the new token is looked for, after no wait, one second and two: a list may lag behind. */
const looks = 3

/** What a token that was just made looks like in the list. */
export type Wanted = Pick<IssuedToken, 'description' | 'scopes'>

/** What is asked to find it. Both only read. */
export interface Questions {
  /** Every token of the person as it is listed now. */
  readonly list: () => Promise<readonly IssuedToken[]>
  /** Calls with the new secret, after which the list tells that its token was used. */
  readonly use: () => Promise<unknown>
}

/**
 * Which token was just made, as Ona gives its secret and no id: the one that was not there `before` and is as it was asked
 * for. Where somebody made such a token at the same moment, the one that counts as used once its secret was. Null when it
 * cannot be told; never a guess, and never a failure, as the secret is there and must be kept.
 */
export async function findMade(
  clock: Clock,
  before: ReadonlySet<string>,
  wanted: Wanted,
  { list, use }: Questions,
  signal: AbortSignal,
): Promise<IssuedToken | null> {
  const appeared = async (): Promise<IssuedToken[]> =>
    (await list()).filter((token) => !before.has(token.issuerId) && isAsWanted(token, wanted))
  try {
    for (let look = 0; look < looks; look += 1) {
      if (look > 0) await pause(clock, look * 1000, signal)
      const found = await appeared()
      if (found.length === 1) return found[0] ?? null
      if (found.length > 1) return await theUsedOne(found, appeared, use)
    }
    return null
  } catch (error) {
    if (error instanceof Failure) return null
    throw error
  }
}

async function theUsedOne(
  found: readonly IssuedToken[],
  appeared: () => Promise<readonly IssuedToken[]>,
  use: () => Promise<unknown>,
): Promise<IssuedToken | null> {
  const unused = new Set(found.filter(({ lastUsed }) => lastUsed.kind === 'never').map(({ issuerId }) => issuerId))
  await use()
  const used = (await appeared()).filter(({ issuerId, lastUsed }) => unused.has(issuerId) && lastUsed.kind === 'at')
  return used.length === 1 ? (used[0] ?? null) : null
}

function isAsWanted(token: IssuedToken, { description, scopes }: Wanted): boolean {
  return token.description.trim() === description.trim() && token.scopes.kind === scopes.kind
}

const untold = 'not-told-'

/**
 * A token whose id could not be told, as it was asked for: it stands for the secret that is kept. Once the list is read
 * again it is one that is not there, and the real one is a row of its own.
 */
export function untoldToken(
  asked: Omit<IssuedToken, 'issuerId' | 'name' | 'created' | 'lastUsed'>,
  now: number,
): IssuedToken {
  return {
    ...asked,
    issuerId: `${untold}${now}`,
    name: `${asked.description} (Ona did not tell which token it is)`.slice(0, 500),
    created: { kind: 'at', at: now },
    lastUsed: { kind: 'unknown' },
  }
}

/** Is it the id of an `untoldToken`, which Ona knows nothing of? */
export function isUntold(issuerId: string): boolean {
  return issuerId.startsWith(untold)
}
