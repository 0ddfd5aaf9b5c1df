import { isListed } from '#shared/rules/guide'
import { endsWithAll } from '#shared/rules/revoke-all'
import { candidatesOf, mostCandidates, type Entry } from '../../operations/index.ts'
import { Failure } from '../../ports/failure.ts'
import type { PartScope } from '../../ports/provider.ts'
import type { Context } from '../context.ts'
import { asFailure } from '../failures.ts'
import type { Connected } from '../accounts/sessions.ts'
import { isSecretRefused } from '../secrets/stored-secret.ts'
import { kindOf, partsOfAll } from '../tokens/target.ts'

/** The person is waiting, and a service that lost one answer may hang on the next; they can have Keyrack look again. */
export const patienceMs = 5_000

/** What a look at the provider told about a call whose answer never came. */
export type Look =
  /** The provider could not be asked. */
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'seen'; readonly candidates: readonly string[] }

/**
 * Lists the part of an operation anew, or the parts of one about all tokens, and compares it with what was there before the call. The person cannot cancel this:
 * the call they cancelled may be the very one that is looked for. Where somebody waits, `limitMs` bounds it. Never throws.
 */
export async function look(
  context: Context,
  connected: Connected,
  entry: Entry,
  limitMs: number | null = null,
): Promise<Look> {
  const failure = await inTime(context, connected, limitMs, (signal) => list(context, connected, entry, signal))
  return failure === null ? { kind: 'seen', candidates: candidatesFor(context, entry) } : { kind: 'failed', failure }
}

/**
 * The same for a revocation: is the token that was to end dead? Where nothing is listed, the refusal of its stored secret
 * tells. Gives the failure when it could not be asked. Never throws.
 */
export async function looksDead(
  context: Context,
  connected: Connected,
  entry: Entry,
  limitMs: number | null = null,
): Promise<boolean | Failure> {
  const { tokenId, tokenKind } = entry.operation
  const known = () => (tokenId === undefined ? undefined : context.rows.token(tokenId))
  const token = known()
  let isRefused: boolean | null = null
  const failure = await inTime(context, connected, limitMs, async (signal) => {
    const isSeen = token === undefined || isListed(kindOf(connected.provider, tokenKind))
    if (isSeen) return list(context, connected, entry, signal)
    isRefused = await isSecretRefused(context, connected, token, signal)
    if (isRefused === null) throw new Failure('not-supported', { provider: connected.provider.record.name })
  })
  return failure ?? isRefused ?? known()?.state !== 'active'
}

async function list({ inventory }: Context, connected: Connected, entry: Entry, signal: AbortSignal): Promise<void> {
  const { session, accountId, account } = connected
  for (const scope of scopesOf(connected, entry)) {
    await inventory.list(session, { accountId, provider: account.provider }, scope, signal)
  }
}

function scopesOf(connected: Connected, { operation }: Entry): PartScope[] {
  const { kind, owner, tokenKind } = operation
  return kind === 'revoke-all' ? partsOfAll(connected) : [{ owner, kind: tokenKind }]
}

/** Gives the failure of what is asked, or null. Never throws. */
async function inTime(
  context: Context,
  connected: Connected,
  limitMs: number | null,
  ask: (signal: AbortSignal) => Promise<void>,
): Promise<Failure | null> {
  const { sessions, log, life } = context
  const limit = new AbortController()
  const stop = limitMs === null ? undefined : context.clock.after(limitMs, () => limit.abort())
  const signal = AbortSignal.any([life(), limit.signal])
  try {
    await ask(signal)
    return null
  } catch (error) {
    const isOver = limit.signal.aborted && !life().aborted
    const failure = isOver
      ? new Failure('timeout', { provider: connected.provider.record.name })
      : asFailure(error, log, 'look')
    await sessions.note(connected, failure)
    return failure
  } finally {
    stop?.()
  }
}

/** Tokens that could be what the lost answer was about, by what is known now. Gives Keyrack's ids. */
export function candidatesFor(context: Context, entry: Entry): string[] {
  const { inventory, journal, index } = context
  const { operation, idsBefore, before } = entry
  const { accountId, owner, tokenKind: kind, tokenName: name, newTokenId } = operation
  // The answer told which one it is.
  if (newTokenId !== undefined) return inventory.token(newTokenId)?.state === 'active' ? [newTokenId] : []
  const newcomers = (): string[] => {
    const others = journal.all().flatMap((other) => (other === entry ? [] : (other.operation.newTokenId ?? [])))
    const held = [...index.held.values()].filter(({ proof }) => proof === 'made-here').map(({ tokenId }) => tokenId)
    const tokens = inventory.tokensOfPart(accountId, { owner, kind })
    return candidatesOf(tokens, { idsBefore, name, others: new Set([...others, ...held]) })
  }
  switch (operation.kind) {
    case 'create':
      return newcomers()
    case 'regenerate': {
      if (operation.emulated) return newcomers()
      const now = operation.tokenId === undefined ? undefined : inventory.token(operation.tokenId)
      // The same token with a new secret: its expiry was asked anew, so a different one tells that it happened.
      if (now?.state === 'active') return JSON.stringify(now.expiry) !== JSON.stringify(before?.expiry) ? [now.id] : []
      // Some providers give it another id: then the old one is gone, and what is new under its name took its place.
      return idsBefore.length === 0 ? [] : newcomers().filter((id) => inventory.token(id)?.name === name)
    }
    case 'revoke-all':
      return stillThere(context, entry).slice(0, mostCandidates)
    case 'update':
    case 'revoke':
      return []
  }
}

/** Of the tokens that an operation was to end all at once: those that the provider listed last. Gives Keyrack's ids. */
export function stillThere({ inventory }: Context, { operation, idsBefore }: Entry): string[] {
  const before = new Set(idsBefore)
  return [...inventory.tokens(operation.accountId)]
    .filter(({ owner, state, issuerId }) => endsWithAll(owner) && state === 'active' && before.has(issuerId))
    .map(({ id }) => id)
}
