/** What JSON may hold as it is, and what turns the text of a viewer around or breaks a line of it all the same. */
const unsafe =
  /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g

/** JSON in which everything can be seen, and which means the same: signs that hide are written by their numbers. */
export function jsonText(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, null, indent)
  return `${text.replace(unsafe, escaped)}\n`
}

function escaped(signs: string): string {
  return signs
    .split('')
    .map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}
