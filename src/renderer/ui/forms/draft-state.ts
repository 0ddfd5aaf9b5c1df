import type { AppError } from '#shared/model/error'
import type { Draft } from '#shared/model/operation'
import type { FormOptions, TokenKind } from '#shared/model/provider'
import type { Instant } from '#shared/model/time'
import type { Token } from '#shared/model/token'
import {
  expiryFromDate,
  expiryFromPreset,
  isEndless,
  type FormProblem,
  longestDays,
  offersNever,
  presetsFor,
  tidy,
} from '#shared/rules/form'
import { lifetimeLike, type SecretDates } from '#shared/rules/lifetime'
import { scopesChoice } from '#shared/rules/successor'

/** What a form for a new token holds while it is filled in. */
export interface DraftState {
  readonly name: string
  readonly description: string
  readonly expiry: ExpiryChoice
  /** Ids of the choices; null when none of them says what the token has. */
  readonly scopes: readonly string[] | null
  /** Empty: the organization's default role. */
  readonly roleId: string
  readonly admin: boolean
}

export type ExpiryChoice =
  | { readonly kind: 'preset'; readonly days: number }
  /** Null while the date is not complete. */
  | { readonly kind: 'date'; readonly day: string | null }
  | { readonly kind: 'never' }

/** An empty form with the provider's defaults. */
export function emptyDraft(kind: TokenKind): DraftState {
  return {
    name: '',
    description: '',
    expiry: isEndless(kind.form.expiry) ? { kind: 'never' } : { kind: 'preset', days: kind.form.expiry.defaultDays },
    scopes: kind.form.scopes?.default ?? null,
    roleId: '',
    admin: false,
  }
}

/** The form of a successor: what can be known of the old token, with the defaults for the rest. */
export function draftLike(token: Token, kind: TokenKind, name: string, options: FormOptions | null): DraftState {
  const role = options?.roles.find((option) => option.id === token.role || option.name === token.role)
  return {
    ...emptyDraft(kind),
    name,
    description: token.description,
    scopes: scopesChoice(token, kind, options?.scopes),
    roleId: role?.id ?? '',
    admin: token.admin ?? false,
  }
}

/** The choice that lets a new secret last as long as the token was made for, as far as that and the policy allow. */
export function expiryLike(
  dates: SecretDates,
  kind: TokenKind,
  maxDays: number | null,
  policyDays: number | null,
): ExpiryChoice {
  const like = lifetimeLike(dates, kind.form.expiry, maxDays, policyDays)
  return like.kind === 'never' ? like : { kind: 'preset', days: like.days }
}

/** The choice that is in force: one that a limit has made impossible gives way to the longest that is possible. */
export function fittingExpiry(choice: ExpiryChoice, kind: TokenKind, maxDays: number | null): ExpiryChoice {
  if (isEndless(kind.form.expiry)) return { kind: 'never' }
  const presets = presetsFor(kind.form.expiry, maxDays)
  const possible =
    choice.kind === 'date' ||
    (choice.kind === 'never' ? offersNever(kind.form.expiry, maxDays) : presets.includes(choice.days))
  if (possible) return choice
  const wanted = choice.kind === 'preset' ? choice.days : Infinity
  const days = presets.filter((preset) => preset <= wanted).at(-1) ?? presets[0]
  return days === undefined ? { kind: 'date', day: null } : { kind: 'preset', days }
}

/** The moment, or "never", that a choice stands for; null while a date is not complete. */
export function expiryOf(choice: ExpiryChoice, now: Instant): Draft['expiry'] | null {
  switch (choice.kind) {
    case 'never':
      return { kind: 'never' }
    case 'preset':
      return { kind: 'at', at: expiryFromPreset(choice.days, now) }
    case 'date': {
      const at = choice.day === null ? null : expiryFromDate(choice.day)
      return at === null ? null : { kind: 'at', at }
    }
  }
}

/** What is asked of main; null while the date is not complete. Only fields that the kind has. */
export function draftOf(state: DraftState, kind: TokenKind, maxDays: number | null, now: Instant): Draft | null {
  const { form } = kind
  const expiry = expiryOf(fittingExpiry(state.expiry, kind, maxDays), now)
  if (expiry === null) return null
  return tidy({
    expiry,
    ...(form.name && { name: state.name }),
    ...(form.description && { description: state.description }),
    ...(form.scopes && state.scopes !== null && { scopes: [...state.scopes] }),
    ...(form.role && state.roleId !== '' && { roleId: state.roleId }),
    ...(form.admin && { admin: state.admin }),
  })
}

/** The problem to show for a date that is not complete. */
export const dateMissing: readonly FormProblem[] = [{ field: 'expiry', problem: 'required' }]

/** Does main's failure belong to one of the form's fields? Then it is shown there. */
export function fieldOfError(error: AppError | null): FormProblem['field'] | null {
  if (error?.kind === 'name-taken') return 'name'
  if (error?.kind === 'expiry-policy') return 'expiry'
  if (error?.kind !== 'invalid-input') return null
  const fields = ['name', 'description', 'expiry', 'scopes', 'role', 'admin'] as const
  return fields.find((field) => field === error.field) ?? null
}

/** The limit of the form's expiry in days, the stricter of the provider's and the organization's. */
export function limitOf(kind: TokenKind, maxDays: number | null): number | null {
  return longestDays(kind.form.expiry, maxDays)
}
