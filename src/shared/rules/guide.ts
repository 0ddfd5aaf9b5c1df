import type { Draft } from '../model/operation.ts'
import type { ProviderRecord, ScopeRule, TokenKind } from '../model/provider.ts'
import type { Scopes } from '../model/token.ts'
import type { Instant } from '../model/time.ts'

/** What the places in a guide's page stand for; see `guideSchema`. */
export type GuidePlaces = Readonly<
  Record<'name' | 'description' | 'scopes' | 'owner' | 'token' | 'days' | 'date', string>
>

const day = 86_400_000

/** Can tokens of this kind be listed? Otherwise only those are known whose secret is stored. */
export function isListed(kind: TokenKind): boolean {
  return kind.support.list.how !== 'none'
}

/** Are there pages of the provider's on which a person sees and makes tokens? */
export function hasPages(record: ProviderRecord): boolean {
  return record.newTokenPath !== ''
}

/** The page with every place filled in, each value encoded for an address. What is not known is left empty. */
export function fillPage(page: string, places: Partial<GuidePlaces>): string {
  const known: Readonly<Record<string, string | undefined>> = places
  return page.replaceAll(/\{([a-z]+)\}/g, (_, place: string) => encodeURIComponent(known[place] ?? ''))
}

/** What a draft says of the places: scopes by the provider's own names, the expiry as days and as the day where the person is. */
export function placesOf(draft: Draft, rule: ScopeRule | undefined, now: Instant): Partial<GuidePlaces> {
  const { name = '', description = '', expiry } = draft
  return {
    name,
    description,
    scopes: namesOfScopes(draft, rule).join(','),
    ...(expiry.kind === 'at' && {
      days: String(Math.max(1, Math.round((expiry.at - now) / day))),
      date: dateOf(expiry.at),
    }),
  }
}

/** The provider's own names of what a draft asks for; a choice that came from the provider names itself. */
function namesOfScopes({ scopes = [] }: Draft, rule: ScopeRule | undefined): string[] {
  const names = scopes.flatMap((id) => rule?.choices.find((choice) => choice.id === id)?.scopes ?? [id])
  return [...new Set(names)]
}

/** What a token that was made from a draft may do, as far as the draft says it. */
export function scopesOfDraft(draft: Draft, rule: ScopeRule | undefined): Scopes {
  if (draft.scopes === undefined || rule === undefined) return { kind: 'unknown' }
  const names = namesOfScopes(draft, rule)
  return names.length === 0 ? { kind: 'none' } : { kind: 'listed', names }
}

/** `2027-03-12`, as a calendar where the person is has it. */
function dateOf(at: Instant): string {
  const date = new Date(at)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
