/** Does `text` fit a pattern in which `*` stands for any characters? Takes time in proportion to their lengths' product at most. */
export function matches(pattern: string, text: string): boolean {
  let at = 0
  let from = 0
  let star = -1
  let retry = 0
  while (at < text.length) {
    if (pattern[from] === '*') {
      star = from
      retry = at
      from += 1
    } else if (from < pattern.length && pattern[from] === text[at]) {
      from += 1
      at += 1
    } else if (star >= 0) {
      from = star + 1
      retry += 1
      at = retry
    } else return false
  }
  while (pattern[from] === '*') from += 1
  return from === pattern.length
}
