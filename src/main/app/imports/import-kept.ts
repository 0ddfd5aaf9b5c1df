import type { Cleanable } from '#shared/contract/import'
import type { Context } from '../context.ts'
import { asFailure } from '../failures.ts'
import type { Keeper } from './imports.ts'
import { otherId } from '../tokens/other-token.ts'
import { accountsByPrint, tokensWith } from '../secrets/same-secret.ts'
import { withStoredSecret } from '../secrets/stored-secret.ts'
import { partOf } from '../tokens/target.ts'

/** Everything of the vault that has this value and a token of the list. */
export function keepersOf(context: Context, print: string): Keeper[] {
  const stored = tokensWith(context, print).map((tokenId) => ({ tokenId, accountId: null }))
  const signing = (accountsByPrint(context).get(print) ?? []).flatMap((accountId) => {
    const tokenId = context.rows.ownToken(accountId)?.id
    return tokenId === undefined || stored.some((one) => one.tokenId === tokenId) ? [] : [{ tokenId, accountId }]
  })
  return [...stored, ...signing]
}

/** Does the vault have it, though with no token? */
export function isOnlySignIn(context: Context, print: string): boolean {
  return accountsByPrint(context).has(print)
}

/** Asks the provider about a value as the vault has it. */
export async function tryKept(context: Context, keeper: Keeper, signal: AbortSignal): Promise<Cleanable> {
  const { rows, index, sessions, log } = context
  const token = rows.token(keeper.tokenId)
  if (token === undefined) return 'not-asked'
  if (token.provider === otherId) return 'untried'
  try {
    if (keeper.accountId !== null) {
      await sessions.use(keeper.accountId, ({ session }) => session.identify(signal))
      return 'works'
    }
    return await withStoredSecret(context, token.id, async (secret) => {
      if (secret === undefined) return 'not-stored'
      const { kind } = await sessions.use(token.accountId, ({ session, account }) =>
        session.probe(partOf(token), token, account.identity, secret, signal),
      )
      return kind === 'proven' || kind === 'works' ? 'works' : 'refused'
    })
  } catch (error) {
    const { kind } = asFailure(error, log, 'import').error
    log.info('a stored secret could not be tried', { why: kind })
    if (kind === 'wrong-token' || kind === 'expired-token') return 'refused'
    // Who is told that it may not do this is known to the provider; that it is this token's has to be known from before.
    const isSure = kind === 'missing-permission' && index.heldOf(token.id)?.held.proof === 'made-here'
    return isSure ? 'works' : 'not-asked'
  }
}
