import type { KeptBulk } from './bulk-keep.ts'
import type { Context } from '../context.ts'
import { RecalledBulk, type OutcomeOf } from './recalled-bulk.ts'

/** Finds the run that a crash, or the closing of the vault, has cut off. Nothing of it goes on by itself. Never throws. */
export async function recallBulk(context: Context): Promise<void> {
  const { bulks } = context
  const kept = await bulks.keep.read()
  if (kept !== null) bulks.recall(new RecalledBulk(kept, () => outcomesIn(context, kept)))
}

function outcomesIn({ rows, index }: Context, { what, startedAt }: KeptBulk): OutcomeOf {
  if (what === 'regenerate') {
    const made = [...index.operations.values()].flatMap(
      ({ operation: { kind, tokenId, startedAt: at, newSecretId } }) =>
        kind === 'regenerate' && tokenId !== undefined && at >= startedAt && newSecretId !== undefined ? [tokenId] : [],
    )
    // The journal forgets what has ended; a secret that came with it stays.
    const stored = [...index.held.values()].flatMap(({ tokenId, proof, storedAt }) =>
      proof === 'made-here' && storedAt >= startedAt ? [tokenId] : [],
    )
    const isMade = new Set([...made, ...stored])
    return (tokenId) => (isMade.has(tokenId) ? 'regenerated' : null)
  }
  return (tokenId) => {
    const state = rows.token(tokenId)?.state
    if (state === 'revoked') return 'revoked'
    return state === 'active' ? null : 'already-gone'
  }
}
