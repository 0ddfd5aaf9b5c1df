import type { PartScope } from '../ports/provider.ts'

/** Longest ids, as the model's schemas have them. */
export const longestPartId = 700
export const longestTokenId = 900

/** Only the separator is escaped, so that an id stays short and two different lists of words never give the same id. */
const word = (text: string) => text.replace(/[%/]/g, (sign) => (sign === '%' ? '%25' : '%2F'))

/** Keyrack's id of a part: made of what it is, and so the same after every refresh and restart. */
export function partIdOf(accountId: string, { owner, kind }: PartScope): string {
  return [accountId, kind, owner.kind, owner.organization ?? '', owner.id].map(word).join('/')
}

/** Keyrack's id of a token: its part and the provider's id of it. */
export function tokenIdOf(partId: string, issuerId: string): string {
  return `${partId}/${word(issuerId)}`
}
