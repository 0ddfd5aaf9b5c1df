import type { SecretInput } from '#shared/contract'
import { Failure } from '../../ports/failure.ts'
import { Secret } from '../../ports/secret.ts'
import type { ClipboardGuard } from './clipboard-guard.ts'

const longest = 16_384
// Blanks inside and characters beyond Latin-1 cannot stand in a header; pasted with the secret they are a mistake.
const impossible = /[^\x21-\x7e\u00a1-\u00ff]/
/** What may be in a secret that is encoded before it is sent, such as a client's (RFC 6749, appendix A.2). */
const withBlanks = /^[\x20-\x7e]+$/

/**
 * The secret a person typed, or that main takes from the clipboard so that it never crosses. Blanks around it are left
 * out, and blanks inside are a part of it only where `pattern`, a record's, has room for them. Throws Failure:
 * `clipboard-empty`, `clipboard-failed`, or `invalid-input` for what cannot be one.
 */
export async function readSecret(input: SecretInput, clipboard: ClipboardGuard, pattern?: string): Promise<Secret> {
  return checkedSecret(input.from === 'field' ? input.value : await clipboard.readText(), pattern)
}

/** The same for a secret that main found by itself. Throws Failure('invalid-input'). */
export function checkedSecret(text: string, pattern?: string): Secret {
  const value = text.trim()
  const hasRoom = pattern !== undefined && withBlanks.test(value) && new RegExp(pattern).test(value)
  if (value === '' || value.length > longest || (impossible.test(value) && !hasRoom)) {
    throw new Failure('invalid-input', { field: 'secret' })
  }
  return new Secret(value)
}
