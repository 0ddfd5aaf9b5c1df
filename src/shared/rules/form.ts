import type { Changes, Draft } from '../model/operation.ts'
import type { ExpiryRule, TextRule, TokenKind } from '../model/provider.ts'
import type { Instant } from '../model/time.ts'

/**
 * The checks of the forms that make, change and regenerate tokens, by the provider's own rules. The window runs them
 * before a call, main runs the same ones again before it asks the provider.
 */

export type FormField = 'name' | 'description' | 'expiry' | 'scopes' | 'role' | 'admin'

export type ProblemCode =
  /** The provider wants something here. */
  | 'required'
  | 'too-short'
  | 'too-long'
  /** The text has characters the provider does not take. */
  | 'pattern'
  /** A line break or another control character in one line of text. */
  | 'one-line'
  /** A successor may not have the name of the token it replaces. */
  | 'same-name'
  /** The provider, or this kind of token, has no such field or choice. */
  | 'not-offered'
  /** The field is there, but cannot be changed any more. */
  | 'not-editable'
  | 'past'
  | 'too-far'
  /** A date is needed: "never" is not allowed. */
  | 'never'
  /** Nothing was changed. */
  | 'unchanged'

export interface FormProblem {
  readonly field: FormField
  readonly problem: ProblemCode
}

export interface FormContext {
  readonly now: Instant
  /** The organization's own limit in days, from `token.formOptions`; null when there is none. */
  readonly maxDays: number | null
}

const minute = 60_000
const day = 86_400_000

// C0, DEL, C1 and Unicode's line and paragraph separators.
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/

/**
 * The expiry of a preset, in milliseconds: `days` times 24 hours from now, rounded down to a whole minute, so that a
 * provider whose clock is a little behind does not find the longest preset too long.
 */
export function expiryFromPreset(days: number, now: Instant): Instant {
  return Math.floor((now + days * day) / minute) * minute
}

/**
 * The expiry of a date picked in a form (`2027-03-12`): the last whole minute of that day where the person is. Null for
 * anything that is not a date.
 */
export function expiryFromDate(date: string): Instant | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)
  if (!match) return null
  const [year, month, dayOfMonth] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const noon = new Date(year, month - 1, dayOfMonth, 12)
  const same = noon.getFullYear() === year && noon.getMonth() === month - 1 && noon.getDate() === dayOfMonth
  // Midnight from its parts, not by adding hours: a day is 23 or 25 hours long where clocks change. And not 23:59, which a
  // day has never or twice where they change at midnight.
  const midnight = new Date(year, month - 1, dayOfMonth + 1)
  return same ? midnight.getTime() - minute : null
}

/** The stricter of the provider's and the organization's limit in days; null when neither has one. */
export function longestDays(rule: ExpiryRule, maxDays: number | null): number | null {
  if (rule.maxDays === null) return maxDays
  return maxDays === null ? rule.maxDays : Math.min(rule.maxDays, maxDays)
}

/** Have tokens of this kind no end at all? Then there is nothing to choose. */
export function isEndless(rule: ExpiryRule): boolean {
  return rule.never && rule.presetDays.length === 0
}

/** Does the form offer "Never"? Not where the organization limits how long a token may last. */
export function offersNever(rule: ExpiryRule, maxDays: number | null): boolean {
  return rule.never && maxDays === null
}

/** Presets of a form in days, shortest first, without those beyond the limit. */
export function presetsFor(rule: ExpiryRule, maxDays: number | null): readonly number[] {
  const limit = longestDays(rule, maxDays)
  return rule.presetDays.filter((days) => limit === null || days <= limit).sort((a, b) => a - b)
}

/** Text as it is checked and sent: without blanks at its ends. */
export function tidy<D extends Draft | Changes>(input: D): D {
  return {
    ...input,
    ...(input.name === undefined ? {} : { name: input.name.trim() }),
    ...(input.description === undefined ? {} : { description: input.description.trim() }),
  }
}

function textProblem(rule: TextRule | undefined, text: string | undefined): ProblemCode | null {
  const trimmed = text?.trim() ?? ''
  if (!rule) return trimmed === '' ? null : 'not-offered'
  if (trimmed === '') return rule.required ? 'required' : null
  if (controls.test(trimmed)) return 'one-line'
  const length = Array.from(trimmed).length
  if (length < rule.min) return 'too-short'
  if (length > rule.max) return 'too-long'
  if (rule.pattern !== undefined && !new RegExp(rule.pattern).test(trimmed)) return 'pattern'
  return null
}

function expiryProblem(rule: ExpiryRule, expiry: Draft['expiry'], context: FormContext): ProblemCode | null {
  if (expiry.kind === 'never') return offersNever(rule, context.maxDays) ? null : 'never'
  if (isEndless(rule)) return 'not-offered'
  if (expiry.at <= context.now) return 'past'
  const limit = longestDays(rule, context.maxDays)
  return limit !== null && expiry.at > context.now + limit * day ? 'too-far' : null
}

function collect(found: readonly (readonly [FormField, ProblemCode | null])[]): FormProblem[] {
  return found.flatMap(([field, problem]) => (problem === null ? [] : [{ field, problem }]))
}

function scopesProblem(kind: TokenKind, scopes: readonly string[] | undefined): ProblemCode | null {
  if (scopes === undefined) return null
  const rule = kind.form.scopes
  if (!rule) return 'not-offered'
  if (scopes.length === 0 && (rule.required || !rule.many)) return 'required'
  const isOffered = (id: string) => rule.fromProvider || rule.choices.some((choice) => choice.id === id)
  const isOnce = new Set(scopes).size === scopes.length && (rule.many || scopes.length === 1)
  return isOnce && scopes.every(isOffered) ? null : 'not-offered'
}

/**
 * Everything that is wrong with a new token's form, in the order of the fields; empty when it may be sent. A field that
 * is left out stands for the provider's default.
 */
export function checkDraft(kind: TokenKind, draft: Draft, context: FormContext): FormProblem[] {
  const { form } = kind
  return collect([
    ['name', textProblem(form.name, draft.name)],
    ['description', textProblem(form.description, draft.description)],
    ['expiry', expiryProblem(form.expiry, draft.expiry, context)],
    ['scopes', scopesProblem(kind, draft.scopes)],
    ['role', draft.roleId !== undefined && !form.role ? 'not-offered' : null],
    ['admin', draft.admin === true && !form.admin ? 'not-offered' : null],
  ])
}

/**
 * What is wrong with a regeneration. Native: only the new expiry is asked, the rest stays. Emulated: a whole new token
 * is made, and where names are unique for ever its name must differ from `oldName`.
 */
export function checkRegeneration(kind: TokenKind, oldName: string, draft: Draft, context: FormContext): FormProblem[] {
  if (kind.support.regenerate.how === 'native') {
    return collect([['expiry', expiryProblem(kind.form.expiry, draft.expiry, context)]])
  }
  const problems = checkDraft(kind, draft, context)
  const taken = kind.form.name?.unique === 'forever' && draft.name?.trim() === oldName.trim()
  if (!taken || problems.some((problem) => problem.field === 'name')) return problems
  return [{ field: 'name', problem: 'same-name' }, ...problems]
}

/** A name for the successor where the old one stays reserved: `deploy` gives `deploy-2`, `deploy-2` gives `deploy-3`. */
export function successorName(oldName: string, rule: TextRule): string {
  const match = /^(.*)-(\d{1,6})$/.exec(oldName)
  const [stem, digits] = match ? [match[1] ?? '', match[2] ?? ''] : [oldName, '1']
  const suffix = `-${String(Number(digits) + 1).padStart(digits.length, '0')}`
  return (
    Array.from(stem)
      .slice(0, Math.max(0, rule.max - suffix.length))
      .join('') + suffix
  )
}

/** Does the token have this set of scopes, in whatever order the provider lists them? */
export function sameScopes(left: readonly string[], right: readonly string[]): boolean {
  const wanted = new Set(left)
  return wanted.size === new Set(right).size && right.every((scope) => wanted.has(scope))
}

function changeProblem(rule: TextRule | undefined, text: string | undefined): ProblemCode | null {
  if (text === undefined) return null
  if (!rule) return 'not-offered'
  return rule.editable ? textProblem(rule, text) : 'not-editable'
}

/** What is wrong with changes to a token; an absent field stays as it is. An empty change is a problem of the name. */
export function checkChanges(kind: TokenKind, changes: Changes): FormProblem[] {
  const { form } = kind
  const scopes = scopesProblem(kind, changes.scopes)
  const problems = collect([
    ['name', changeProblem(form.name, changes.name)],
    ['description', changeProblem(form.description, changes.description)],
    ['scopes', scopes ?? (changes.scopes !== undefined && !form.scopes?.editable ? 'not-editable' : null)],
  ])
  const nothing = changes.name === undefined && changes.description === undefined && changes.scopes === undefined
  return nothing ? [{ field: form.name ? 'name' : 'description', problem: 'unchanged' }] : problems
}
