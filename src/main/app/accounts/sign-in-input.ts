import type { SecretInput, SignInFields } from '#shared/contract'
import type { ProviderRecord } from '#shared/model/provider'
import { Failure } from '../../ports/failure.ts'
import type { Secret } from '../../ports/secret.ts'
import { joinSignIn, splitSignIn } from '../../ports/sign-in.ts'
import type { ClipboardGuard } from '../secrets/clipboard-guard.ts'
import { readSecret } from '../secrets/secret-input.ts'

// A line of text: what is beside a secret may have blanks inside, but neither line breaks nor other control characters.
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/

/**
 * One credential made of the secret that a person typed and of the lines that the provider's record asks for beside it.
 * The caller wipes it. Throws Failure: as `readSecret`, and `invalid-input` for a line that is missing, that nobody asked
 * for or that cannot be one.
 */
export async function readSignIn(
  { clipboard }: { readonly clipboard: ClipboardGuard },
  record: ProviderRecord,
  input: SecretInput,
  given?: SignInFields,
): Promise<Secret> {
  return signInOf(record, () => readSecret(input, clipboard, record.secret.pattern), given)
}

/** The same with a secret from anywhere. */
export async function signInOf(
  { signIn }: ProviderRecord,
  read: () => Promise<Secret>,
  given: SignInFields = {},
): Promise<Secret> {
  const unasked = Object.keys(given).find((field) => !signIn.some(({ id }) => id === field))
  if (unasked !== undefined) throw new Failure('invalid-input', { field: unasked })
  const fields = Object.fromEntries(signIn.map(({ id }) => [id, lineOf(id, given[id])]))
  const secret = await read()
  try {
    return joinSignIn({ secret, fields })
  } finally {
    secret.wipe()
  }
}

/** The same sign-in with another secret: what stands beside it stays. The caller wipes what it gets. */
export function withSecret(credential: Secret, secret: Secret): Secret {
  const { secret: before, fields } = splitSignIn(credential)
  before.wipe()
  return joinSignIn({ secret, fields })
}

function lineOf(field: string, given: string | undefined): string {
  const line = given?.trim() ?? ''
  if (line === '' || controls.test(line)) throw new Failure('invalid-input', { field })
  return line
}
