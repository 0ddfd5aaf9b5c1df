// Names come from providers and from other people. A terminal would obey what is in them: move the cursor, write into the
// title, set the clipboard; and marks of direction would show one name as another.
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/gu
/** These join what is one character to look at, as in many emoji. */
const joiners: ReadonlySet<string> = new Set(['\u200c', '\u200d'])
const ascii = /^[\u0020-\u007e]*$/

/** Is this text that a terminal shows as it is, one column a character? */
export function isPlain(text: string): boolean {
  return ascii.test(text)
}

/** One line of text that a terminal shows and does not obey. What cannot be seen is shown as a box. */
export function plain(text: string): string {
  if (isPlain(text)) return text
  return text.replace(/\s+/gu, ' ').replace(unseen, (character) => (joiners.has(character) ? character : '\ufffd'))
}
