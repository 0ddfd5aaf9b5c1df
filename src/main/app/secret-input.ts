import type { SecretInput } from '#shared/contract'
import { Failure } from '../ports/failure.ts'
import { Secret } from '../ports/secret.ts'
import type { ClipboardGuard } from './clipboard-guard.ts'

const longest = 16_384
// Blanks inside and characters beyond Latin-1 cannot stand in a header; pasted with the secret they are a mistake.
const impossible = /[^\x21-\x7e\u00a1-\u00ff]/

/**
 * The secret a person typed, or that main takes from the clipboard so that it never crosses. Blanks around it are left
 * out. Throws Failure: `clipboard-empty`, `clipboard-failed`, or `invalid-input` for what cannot be one.
 */
export async function readSecret(input: SecretInput, clipboard: ClipboardGuard): Promise<Secret> {
  return checkedSecret(input.from === 'field' ? input.value : await clipboard.readText())
}

/** The same for a secret that main found by itself. Throws Failure('invalid-input'). */
export function checkedSecret(text: string): Secret {
  const value = text.trim()
  if (value === '' || value.length > longest || impossible.test(value)) {
    throw new Failure('invalid-input', { field: 'secret' })
  }
  return new Secret(value)
}
