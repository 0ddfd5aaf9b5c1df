import { linesOf, type Slot } from './slot.ts'

/** `.git-credentials`: a line for each address, with name and password in it, percent-encoded. A token may be either. */
export function gitCredentialsSlots(file: string): Slot[] {
  return linesOf(file).flatMap(({ start, text }) => {
    const match = /^([a-z][a-z0-9+.-]*:\/\/)([^:@/\s]*)(?::([^@/\s]*))?@([^/\s]*)/.exec(text)
    if (match === null) return []
    const [, scheme = '', user = '', password, host = ''] = match
    const from = start + scheme.length
    const found = [slotOf(from, user, `${scheme}${host} name`)]
    if (password !== undefined) found.push(slotOf(from + user.length + 1, password, `${scheme}${host} password`))
    return found.filter((slot) => slot !== null)
  })
}

function slotOf(start: number, raw: string, name: string): Slot | null {
  try {
    const text = decodeURIComponent(raw)
    return text === '' ? null : { start, end: start + raw.length, name, text, write: encode }
  } catch {
    return null
  }
}

/** What git itself leaves as it is; https://git-scm.com/docs/git-credential-store */
function encode(value: string): string {
  return value.replace(/[^A-Za-z0-9\-._~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`)
}
