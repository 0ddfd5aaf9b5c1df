import type { Input, Output } from '#shared/contract'
import { linesOf, lookAtLeaked, mostLeaked } from '#shared/rules/leaked'
import { Failure } from '../../ports/failure.ts'
import { Secret } from '../../ports/secret.ts'
import type { Context } from '../context.ts'
import { waysOf, type Known } from './leaked-ways.ts'
import { newlyLeaked, type Leaked } from './leaks.ts'
import { accountsByPrint, tokensWith } from '../secrets/same-secret.ts'
import { secretText } from '../secrets/secret-text.ts'

/**
 * Recognises pasted secrets, or a stored one, by what the vault has and by their shapes and checksums: nothing is sent. Those
 * that can be one are kept in memory under `leakId`. Throws Failure: `invalid-input` (with `limit` where there are too many),
 * `clipboard-empty`, `clipboard-failed`, `not-found`.
 */
export async function readLeaked(
  context: Context,
  { secret: secrets }: Input<'leaked.read'>,
): Promise<Output<'leaked.read'>> {
  const { catalogue, leaks, vault } = context
  const lines = linesOf(await secretText(context, secrets))
  if (lines.length === 0) throw new Failure('invalid-input', { field: 'secret' })
  if (lines.length > mostLeaked) throw new Failure('invalid-input', { field: 'secret', limit: mostLeaked })

  const owners = accountsByPrint(context)
  const values: Leaked[] = []
  const leftOut: Output<'leaked.read'>['leftOut'] = []
  const seen = new Set<string>()
  for (const { line, value } of lines) {
    const fingerprint = vault.records.fingerprint(value)
    const known = { tokenIds: tokensWith(context, fingerprint), accountIds: owners.get(fingerprint) ?? [] }
    const look = lookAtLeaked(value, catalogue)
    const isKnown = known.tokenIds.length + known.accountIds.length > 0
    // One that stands alone is meant, whatever it looks like: whose it is the person may know.
    const isMeant = isKnown || look.is === 'secret' || (look.why === 'unknown' && lines.length === 1)
    if (!isMeant) leftOut.push({ line, why: look.why, provider: look.provider })
    else if (!seen.has(fingerprint)) {
      const { ways, prefix } = await waysOf(context, value, known, look)
      const how = isKnown ? 'held' : look.is === 'secret' ? look.how : 'unknown'
      values.push(newlyLeaked({ line, look: how, prefix, ...copied(known), ways: [...ways] }, new Secret(value)))
    }
    seen.add(fingerprint)
  }
  return {
    leakId: values.length === 0 ? null : leaks.keep(values),
    values: values.map(({ line, look, prefix, tokenIds, accountIds, ways }) => ({
      line,
      look,
      prefix,
      tokenIds,
      accountIds,
      ways,
    })),
    leftOut,
    doubled: lines.length - values.length - leftOut.length,
  }
}

function copied({ tokenIds, accountIds }: Known): { tokenIds: string[]; accountIds: string[] } {
  return { tokenIds: [...tokenIds], accountIds: [...accountIds] }
}
