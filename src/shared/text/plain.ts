/** Text of strangers (names, scopes, reasons) made harmless where people read it. */

/**
 * What nobody sees, or what changes what others see: control characters, halves of characters, marks that turn the direction
 * of writing around ("Trojan Source", CVE-2021-42574), blanks without width, and tags.
 */
const unseen =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu

const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g

/** One line of text in which everything can be seen: `a[U+202E]b` for a name that writes backwards from there on. */
export function visible(text: string): string {
  return text
    .replace(breaks, ' ')
    .replace(unseen, (sign) => `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`)
}

/** Text for between tags and in attributes with quotes. */
export function htmlText(text: string): string {
  return visible(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/**
 * Text that stays text in Markdown, in a cell of a table too: no markup, no link that a reader makes of an address, and no
 * mention of a person in the ticket that it is pasted into.
 */
export function markdownText(text: string): string {
  return visible(text)
    .replace(/[\\`*_{}[\]<>#|~&!$^]/g, '\\$&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/(www)\./gi, '$1\\.')
    .replace(/@(?=[\p{L}\p{N}_])/gu, '@\u2060')
}
