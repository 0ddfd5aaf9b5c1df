import type { Part } from '#shared/model/account'
import type { Decision, RuleId } from '#shared/model/finding'
import { ownerLabel } from '#shared/text/words'
import type { AccountFacts, AuditFacts, PartFacts, TokenFacts } from '../../audit/index.ts'
import type { Context } from '../context.ts'
import { placesTold } from '../places/place-facts.ts'
import type { Steps } from '../slices.ts'
import { memberFacts, stewardFacts } from '../team/audit-facts.ts'

/** The record id of decisions about what is no token's. */
export const vaultWide = 'vault'

/** Everything that the rules look at, as it is known now. Opens no secret. */
export function* gatherFacts(context: Context, wasThere: AuditFacts['wasThere']): Steps<AuditFacts> {
  const { rows, index, catalogue, inventory, vault } = context
  const tokens: TokenFacts[] = []
  for (const token of rows.tokens()) {
    const held = index.heldOf(token.id)?.held ?? null
    tokens.push({ token, held, places: placesTold(index, token.id) })
    yield
  }
  const state = vault.state()
  return {
    tokens,
    accounts: new Map([...index.accounts.keys()].map((id) => [id, accountOf(context, id)])),
    providers: new Map(catalogue.map((record) => [record.id, record])),
    members: yield* memberFacts(context),
    stewards: stewardFacts(context),
    unjudged: unjudged(context, inventory.parts()),
    vault: state.kind === 'open' ? state : null,
    decisions: yield* decisionsOf(context),
    wasThere,
  }
}

function accountOf({ index, rows }: Context, id: string): AccountFacts {
  const record = index.accounts.get(id)
  return {
    id,
    provider: record?.provider ?? '',
    name: record?.name ?? '',
    fingerprint: record?.fingerprint ?? '',
    ownTokenId: rows.ownToken(id)?.id ?? record?.ownTokenId ?? null,
    checkedAt: record?.checkedAt ?? 0,
  }
}

/** Parts without a complete list, those whose last listing failed, and accounts that were never listed at all. */
function unjudged({ index, catalogue }: Context, parts: readonly Part[]): PartFacts[] {
  const listed = new Set(parts.map(({ accountId }) => accountId))
  const failed = parts.filter(({ asOf, failure }) => asOf === null || failure !== null)
  return [
    ...failed.map(({ accountId, owner, kind, asOf }) => {
      const account = index.accounts.get(accountId)
      const record = catalogue.find(({ id }) => id === account?.provider)
      const label = record?.tokenKinds.find((one) => one.kind === kind)?.label ?? kind
      return { account: account?.name ?? '', owner: ownerLabel(owner), kind: label, asOf }
    }),
    ...[...index.accounts]
      .filter(([id]) => !listed.has(id))
      .map(([, { name }]) => ({ account: name, owner: '', kind: '', asOf: null })),
  ]
}

/** What was decided, by the id of the finding. */
function* decisionsOf({ index }: Context): Steps<Map<string, Decision>> {
  const all = new Map<string, Decision>()
  for (const [id, { decisions }] of index.decisions) {
    yield
    for (const [rule, decision] of Object.entries(decisions) as [RuleId, Decision][]) all.set(`${rule}:${id}`, decision)
  }
  return all
}
