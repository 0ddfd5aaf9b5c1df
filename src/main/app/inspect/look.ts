import type { Input, Output } from '#shared/contract'
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
  const { catalogue, clock, vault } = context
  const text = await secretText(context, secret)
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
