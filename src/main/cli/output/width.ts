import stringWidth from 'string-width'
import { isPlain } from './plain.ts'

let segments: Intl.Segmenter | null = null

/** How many columns of a terminal the text takes. */
export function widthOf(text: string): number {
  return isPlain(text) ? text.length : stringWidth(text)
}

/** The text and spaces, so that it takes that many columns at least. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}

/** The beginning of the text that fits, with an ellipsis where something was left out. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  let kept = ''
  let taken = 0
  for (const { segment } of (segments ??= new Intl.Segmenter('en')).segment(text)) {
    const more = widthOf(segment)
    if (taken + more > width - 1) break
    kept += segment
    taken += more
  }
  return `${kept}…`
}
