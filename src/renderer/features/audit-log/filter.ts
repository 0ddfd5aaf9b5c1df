import type { AuditLine } from '#shared/contract/audit'
import { fold } from '#shared/rules/search'

/** A line as it is shown: with the names of the tokens that it has to do with. */
export interface NamedLine {
  readonly line: AuditLine
  /** What it is about, where that is a listed token. */
  readonly about: string | null
  /** What it was done with: the listed token's name, or the one that the log itself tells. */
  readonly by: string | null
  readonly haystack: string
}

/** `nameOf` gives the name of a listed token; undefined for one that left the list meanwhile. */
export function namedLine(line: AuditLine, nameOf: (tokenId: string) => string | undefined): NamedLine {
  const { event, aboutTokenId, byTokenId } = line
  const about = aboutTokenId === null ? null : (nameOf(aboutTokenId) ?? null)
  const told = event.signedInWith?.name || event.signedInWith?.issuerId || null
  const by = (byTokenId === null ? undefined : nameOf(byTokenId)) ?? told
  const texts = [event.action, event.actor, event.target, event.description, event.from, about ?? '', by ?? '']
  return { line, about, by, haystack: fold(texts.join('\n')) }
}

export interface LineFilter {
  readonly query: string
  /** Only what has to do with a listed token. */
  readonly tokensOnly: boolean
}

/** The lines that have every word of the query somewhere. */
export function fitting(lines: readonly NamedLine[], { query, tokensOnly }: LineFilter): readonly NamedLine[] {
  const words = fold(query).split(/\s+/).filter(Boolean)
  if (words.length === 0 && !tokensOnly) return lines
  return lines.filter(
    ({ line, haystack }) =>
      (!tokensOnly || line.aboutTokenId !== null || line.byTokenId !== null) &&
      words.every((word) => haystack.includes(word)),
  )
}
