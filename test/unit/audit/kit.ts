import { audit, packBook, policyBook, type AuditFacts, type Judged, type TokenFacts } from '#main/audit/index'
import type { Evidence, RuleId } from '#shared/model/finding'
import type { Policy } from '#shared/model/policy'
import type { ProviderRecord } from '#shared/model/provider'
import type { Token } from '#shared/model/token'
import { day, sampleAccount, sampleCatalogue, sampleNow, sampleRow } from '#test/support/sample'

export { day }
export const now = sampleNow

/** A token that no rule of the strict policy objects to, but for what `change` says; `mine` is what is known of its secret. */
export function token(change: Partial<Token> = {}, mine: Partial<TokenFacts> = {}): TokenFacts {
  const { token: sound } = sampleRow({
    name: 'nightly build of the site',
    created: { kind: 'at', at: now - 10 * day },
    lastUsed: { kind: 'at', at: now - day },
    expiry: { kind: 'at', at: now + 50 * day },
    scopes: { kind: 'listed', names: ['read'] },
    asOf: now,
  })
  return { token: { ...sound, ...change }, held: null, places: [], ...mine }
}

export const held = (fingerprint = 'print-1', storedAt = now - 5 * day): NonNullable<TokenFacts['held']> => ({
  proof: 'proven',
  storedAt,
  fingerprint,
})

export const records: ReadonlyMap<string, ProviderRecord> = new Map(sampleCatalogue.map((one) => [one.id, one]))

export function facts(tokens: Iterable<TokenFacts>, change: Partial<AuditFacts> = {}): AuditFacts {
  const { id, provider, name } = sampleAccount()
  const account = { id, provider, name, fingerprint: 'credential', ownTokenId: null, checkedAt: now }
  return {
    tokens,
    accounts: new Map([[id, account]]),
    providers: records,
    members: [],
    stewards: [],
    unjudged: [],
    vault: null,
    decisions: new Map(),
    wasThere: () => true,
    ...change,
  }
}

export const strict = packBook('strict')
export const book = (policy: Omit<Policy, 'version'>) => policyBook({ version: 1, ...policy }, 'test')

/** What is found of these tokens, by the strict policy unless told. */
export function judged(
  tokens: readonly TokenFacts[],
  rules = strict,
  change: Partial<AuditFacts> = {},
  at = now,
): Judged {
  return audit(facts(tokens, change), rules, at)
}

/** The rules that find something on one token. */
export function rulesOn(one: TokenFacts, rules = strict, change: Partial<AuditFacts> = {}, at = now): RuleId[] {
  return judged([one], rules, change, at).findings.map(({ rule }) => rule)
}

/** What a rule's finding on one token stands on; null where it finds nothing. */
export function evidence(
  rule: RuleId,
  one: TokenFacts,
  rules = strict,
  change: Partial<AuditFacts> = {},
): Evidence[] | null {
  return judged([one], rules, change).findings.find((found) => found.rule === rule)?.evidence ?? null
}
