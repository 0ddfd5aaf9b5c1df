import type { Evidence } from '#shared/model/finding'
import type { Case, TokenRule } from './rule.ts'

/** It may do nearly everything, although its provider offers less. */
export const tooManyRights: TokenRule = {
  of: ['alive'],
  look: (one) => {
    const { token, limits } = one
    if (limits.wideRights === 'allowed') return null
    const rights = wideRights(one)
    if (rights.length === 0) return null
    return [
      ...rights.map((text): Evidence => ({ fact: 'rights', text, asOf: token.asOf })),
      ...(token.lastUsed.kind === 'never' ? [{ fact: 'never-used' as const, asOf: token.asOf }] : []),
    ]
  },
}

function wideRights({ token: { admin, scopes }, kind, limits }: Case): string[] {
  const isChosen = limits.wideRights === 'refused' || kind === undefined || offersLess(kind)
  const wide = new Set([...(kind?.wideScopes ?? []), ...limits.wideScopes])
  return [
    ...(admin === true ? ['Administrator'] : []),
    ...(scopes.kind === 'full' && isChosen ? ['Full access'] : []),
    ...(scopes.kind === 'listed' ? scopes.names.filter((name) => wide.has(name)).slice(0, 20) : []),
  ]
}

/** Could the person have made one with fewer rights? */
function offersLess({ form }: NonNullable<Case['kind']>): boolean {
  return form.scopes !== undefined || form.role
}
