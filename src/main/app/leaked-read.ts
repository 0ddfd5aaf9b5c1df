import type { Input, Output } from '#shared/contract'
import { linesOf, lookAtLeaked } from '#shared/rules/leaked'
import { Failure } from '../ports/failure.ts'
import type { ByValue, Provider } from '../ports/provider.ts'
import { Secret } from '../ports/secret.ts'
import { splitSignIn } from '../ports/sign-in.ts'
import { providerOf } from './account-check.ts'
import type { Context } from './context.ts'
import type { Leaked } from './leaks.ts'

/**
 * Recognises pasted secrets, or a stored one, by their shapes and checksums: nothing is sent. Those that can be ended are
 * kept in memory under `leakId`. Throws Failure: `invalid-input` (with `limit` where there are too many), `clipboard-empty`,
 * `clipboard-failed`, `not-found`, `not-supported`.
 */
export async function readLeaked(
  context: Context,
  { provider: providerId, origin, secrets }: Input<'leaked.read'>,
): Promise<Output<'leaked.read'>> {
  const { catalogue, leaks, vault } = context
  const provider = providerOf(context, providerId)
  await byValueOf(context, provider, origin)
  const { most } = provider.record.revokeByValue
  const lines = linesOf(await textOf(context, origin, secrets))
  if (lines.length === 0) throw new Failure('invalid-input', { field: 'secret' })
  if (lines.length > most) throw new Failure('invalid-input', { field: 'secret', limit: most })

  const owners = ownersOf(context, providerId)
  const values: Leaked[] = []
  const leftOut: Output<'leaked.read'>['leftOut'] = []
  const seen = new Set<string>()
  for (const { line, value } of lines) {
    const look = lookAtLeaked(value, provider.record, catalogue)
    const fingerprint = vault.records.fingerprint(value)
    if (!look.ended) leftOut.push({ line, why: look.why, provider: look.provider })
    else if (!seen.has(fingerprint)) {
      const { prefix, checked } = look
      const accountIds = owners.get(fingerprint) ?? []
      const tokenIds = tokensWith(context, fingerprint)
      const found = { line, prefix, checked, tokenIds, accountIds }
      values.push({ ...found, secret: new Secret(value), wasRefused: null, state: 'not-asked' })
    }
    seen.add(fingerprint)
  }
  const leakId = values.length === 0 ? null : leaks.keep({ provider: providerId, origin, values })
  return {
    leakId,
    values: values.map(({ line, prefix, checked, tokenIds, accountIds }) => ({
      line,
      prefix,
      checked,
      tokenIds,
      accountIds,
    })),
    leftOut,
    doubled: lines.length - values.length - leftOut.length,
  }
}

/**
 * The call at one of the provider's own addresses, or at one that an account signs in at. Throws Failure: `origin-refused`
 * for any other, `not-supported` where there is no such call.
 */
export async function byValueOf({ index }: Context, provider: Provider, origin: string): Promise<ByValue> {
  const { id, name, instances, revokeByValue } = provider.record
  const isKnown =
    instances.some((instance) => instance.origin === origin) ||
    [...index.accounts.values()].some((account) => account.provider === id && account.origin === origin)
  if (!isKnown) throw new Failure('origin-refused')
  const byValue = revokeByValue.support.how === 'native' ? await provider.byValue?.(origin) : undefined
  if (byValue === undefined) throw new Failure('not-supported', { provider: name })
  return byValue
}

async function textOf(
  { vault, index, clipboard }: Context,
  origin: string,
  secrets: Input<'leaked.read'>['secrets'],
): Promise<string> {
  switch (secrets.from) {
    case 'field':
      return secrets.value
    case 'clipboard':
      return clipboard.readText()
    case 'stored': {
      const accountId = index.held.get(secrets.secretId)?.accountId
      const stored = vault.records.get('secret', secrets.secretId)
      if (accountId === undefined || stored === undefined) throw new Failure('not-found')
      // Nobody looked at where it goes, as one does who pastes it.
      if (index.accounts.get(accountId)?.origin !== origin) throw new Failure('origin-refused')
      return stored.value
    }
  }
}

/** Tokens whose stored secret has this fingerprint. */
function tokensWith({ index }: Context, fingerprint: string): string[] {
  return [...index.held.values()].filter((held) => held.fingerprint === fingerprint).map(({ tokenId }) => tokenId)
}

/** The accounts of a provider by the fingerprint of the secret that each signs in with. */
function ownersOf({ index, vault }: Context, providerId: string): ReadonlyMap<string, string[]> {
  const owners = new Map<string, string[]>()
  for (const [accountId, { provider }] of index.accounts) {
    const sealed = provider === providerId ? vault.records.get('credential', accountId) : undefined
    if (sealed === undefined) continue
    const credential = new Secret(sealed.value)
    const { secret } = splitSignIn(credential)
    const fingerprint = secret.use((value) => vault.records.fingerprint(value))
    owners.set(fingerprint, [...(owners.get(fingerprint) ?? []), accountId])
    credential.wipe()
    secret.wipe()
  }
  return owners
}
