import type { Draft } from '../model/operation.ts'
import type { FormOptions, ScopeChoice, TextRule, TokenKind } from '../model/provider.ts'
import type { Token } from '../model/token.ts'
import { sameScopes, successorName } from './form.ts'

/** Is what a successor must be told known to the window already, or only to the provider? */
export function needsOptions({ form }: TokenKind): boolean {
  return form.role || form.scopes?.fromProvider === true
}

/**
 * What a successor is asked for that is like a token in everything but its end. `taken`: names that are not free any more.
 * Null where nobody but the person can say what it may do: then it is not made without them.
 */
export function successorDraft(
  token: Token,
  { form }: TokenKind,
  { options, expiry, taken }: { options: FormOptions; expiry: Draft['expiry']; taken: ReadonlySet<string> },
): Draft | null {
  const scopes = scopesChoice(token, { form }, options.scopes)
  const role = options.roles.find(({ id, name }) => id === token.role || name === token.role)
  if (form.scopes !== undefined && scopes === null) return null
  if (form.role && token.role !== undefined && role === undefined) return null
  return {
    expiry,
    ...(form.name && { name: freeName(token.name, form.name, taken) }),
    ...(form.description && { description: token.description }),
    ...(form.scopes && scopes !== null && { scopes: [...scopes] }),
    ...(role !== undefined && { roleId: role.id }),
    ...(form.admin && { admin: token.admin ?? false }),
  }
}

/** The old name where it may be used again, else one that follows it and is free: `deploy-2`, and in a series `deploy-2-2`. */
function freeName(name: string, rule: TextRule, taken: ReadonlySet<string>): string {
  if (rule.unique === 'no') return name
  let next = successorName(name, rule)
  for (let number = 2; taken.has(next) && number < 1000; number += 1) {
    const suffix = `-${number}`
    next =
      Array.from(name)
        .slice(0, Math.max(0, rule.max - suffix.length))
        .join('') + suffix
  }
  return next
}

/** The choices of scopes, the provider's own among them, that the token has; null when they do not say it. */
export function scopesChoice(
  token: Token,
  kind: Pick<TokenKind, 'form'>,
  offered: readonly ScopeChoice[] = [],
): readonly string[] | null {
  const rule = kind.form.scopes
  const choices = [...(rule?.choices ?? []), ...offered]
  const { scopes } = token
  const one = (fits: (choice: ScopeChoice) => boolean) => choices.filter(fits).slice(0, 1)
  switch (scopes.kind) {
    case 'none':
      return rule?.many ? [] : idsOf(one((choice) => choice.scopes.length === 0))
    case 'listed':
      return rule?.many
        ? everyOf(choices, scopes.names)
        : idsOf(one(({ scopes: names }) => sameScopes(names, scopes.names)))
    case 'full':
      return idsOf(one((choice) => choice.id === 'full'))
    case 'unknown':
      return null
  }
}

function idsOf(choices: readonly ScopeChoice[]): readonly string[] | null {
  return choices.length === 0 ? null : choices.map(({ id }) => id)
}

/** The choices that stand for these scopes together; null when one of the scopes is in none of them. */
function everyOf(choices: readonly ScopeChoice[], names: readonly string[]): readonly string[] | null {
  const wanted = new Set(names)
  const fitting = choices.filter(({ scopes }) => scopes.length > 0 && scopes.every((scope) => wanted.has(scope)))
  return sameScopes(
    fitting.flatMap(({ scopes }) => scopes),
    names,
  )
    ? idsOf(fitting)
    : null
}
