import type { Input, Output } from '#shared/contract'
import type { RefusedFile } from '#shared/contract/inspect'
import { longestInspected } from '#shared/model/inspection'
import { codeOf, isMissing } from '../../ports/file-errors.ts'
import type { Context } from '../context.ts'
import { accountsByPrint, tokensWith } from '../secrets/same-secret.ts'
import { secretText } from '../secrets/secret-text.ts'

/**
 * What a pasted or a stored value is by itself, and what the vault has of it. Throws Failure: `clipboard-empty`,
 * `clipboard-failed`, `not-found`.
 */
export async function inspectValue(
  context: Context,
  { secret }: Input<'inspect.look'>,
): Promise<Output<'inspect.look'>> {
  return looked(context, await secretText(context, secret))
}

/** The same with what is in a file that was dropped, which is read whole and kept nowhere. */
export async function inspectDropped(
  context: Context,
  { path }: Input<'inspect.dropped'>,
): Promise<Output<'inspect.dropped'>> {
  let bytes: Buffer
  try {
    bytes = await context.fs.read(path, longestInspected)
  } catch (error) {
    return { state: 'refused', why: whyUnread(error) }
  }
  try {
    return { state: 'looked', ...(await looked(context, bytes.toString('utf8'))) }
  } finally {
    bytes.fill(0)
  }
}

function whyUnread(error: unknown): RefusedFile {
  if (isMissing(error)) return 'no-file'
  const code = codeOf(error)
  return code === 'EISDIR' ? 'folder' : code === 'EFBIG' ? 'too-large' : 'unreadable'
}

async function looked(context: Context, text: string): Promise<Output<'inspect.look'>> {
  const { catalogue, clock, vault } = context
  const { inspect, valueIn } = await import('../../inspect/index.ts')
  const inspection = inspect(text, catalogue, clock.now())
  const { form } = inspection.form
  if (form === 'empty' || form === 'too-long') return { inspection, tokenIds: [], accountIds: [] }
  const fingerprint = vault.records.fingerprint(valueIn(text).value)
  return {
    inspection,
    tokenIds: tokensWith(context, fingerprint),
    accountIds: accountsByPrint(context).get(fingerprint) ?? [],
  }
}
