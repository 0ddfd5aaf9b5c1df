import type { Token } from '#shared/model/token'

/** So many are named; nobody chooses between more. */
export const mostCandidates = 50

interface Lost {
  /** Issuer ids that were listed before the call. */
  readonly idsBefore: readonly string[]
  /** What the token was to be called. */
  readonly name: string
  /** Tokens that are known to come from elsewhere: other operations made them. */
  readonly others: ReadonlySet<string>
}

/**
 * After a lost answer: the tokens that could be the one that was made, most likely first. Alive, not listed before, not
 * made by another operation; equal names first, then the youngest. Gives Keyrack's ids.
 */
export function candidatesOf(tokens: readonly Token[], { idsBefore, name, others }: Lost): string[] {
  const before = new Set(idsBefore)
  const likeliness = (token: Token) => (token.name === name || token.description === name ? 1 : 0)
  const createdAt = ({ created }: Token) => (created.kind === 'at' ? created.at : 0)
  return tokens
    .filter((token) => token.state === 'active' && !before.has(token.issuerId) && !others.has(token.id))
    .sort((a, b) => likeliness(b) - likeliness(a) || createdAt(b) - createdAt(a))
    .slice(0, mostCandidates)
    .map(({ id }) => id)
}
