import type { Input, Output } from '#shared/contract'
import { mostNamed, mostScopes } from '#shared/contract/named'
import { addressReaders, type NamedAddress } from '../../importers/index.ts'
import { Failure } from '../../ports/failure.ts'
import type { Provider } from '../../ports/provider.ts'
import type { Secret } from '../../ports/secret.ts'
import type { Context } from '../context.ts'
import { checkedSecret } from '../secrets/secret-input.ts'

type Named = Output<'account.named'>['named'][number]

/**
 * The addresses of a provider's instances that the person's own configuration of its tool names, each once. No secret is in
 * it: only whether there is one. Throws Failure('not-supported') for a provider without an adapter.
 */
export async function namedAddresses(
  context: Context,
  { provider: providerId }: Input<'account.named'>,
): Promise<Output<'account.named'>> {
  const provider = context.providers.get(providerId)
  if (provider === undefined) throw new Failure('not-supported')
  const found = await read(context, provider)
  try {
    const named = new Map<string, Named>()
    let unusable = 0
    for (const one of found) {
      const address = resolved(provider, one.address)
      if (address === undefined) unusable += 1
      else named.set(address, joined(named.get(address), address, one))
    }
    return { named: [...named.values()].slice(0, mostNamed), unusable }
  } finally {
    wipe(found)
  }
}

/**
 * The secret that the configuration has for exactly this address, read anew. The caller wipes it. Throws
 * Failure('invalid-input') where there is none now.
 */
export async function namedSecret(context: Context, provider: Provider, origin: string): Promise<Secret> {
  const found = await read(context, provider)
  try {
    const own = found.find(({ address, secret }) => secret !== null && resolved(provider, address) === origin)
    if (!own?.secret) throw new Failure('invalid-input', { field: 'secret' })
    return own.secret.use(checkedSecret)
  } finally {
    wipe(found)
  }
}

async function read({ fs, toolPlaces }: Context, { record }: Provider): Promise<readonly NamedAddress[]> {
  const format = record.custom?.namedIn
  return format === undefined ? [] : addressReaders[format](fs, toolPlaces)
}

function wipe(found: readonly NamedAddress[]): void {
  for (const { secret } of found) secret?.wipe()
}

function resolved(provider: Provider, address: string): string | undefined {
  try {
    return provider.resolve(address).origin
  } catch {
    return undefined
  }
}

/** One address can be named several times, for scopes of their own; its credential is the same each time. */
function joined(before: Named | undefined, address: string, { scope, place, secret, unset }: NamedAddress): Named {
  const scopes = [...(before?.scopes ?? []), ...(typeof scope === 'string' ? [scope.slice(0, 100)] : [])]
  return {
    address,
    scopes: scopes.slice(0, mostScopes),
    isDefault: before?.isDefault === true || scope === null,
    place: before?.place ?? place,
    credential: secret !== null || before?.credential === 'there' ? 'there' : unset !== null ? 'unset' : 'none',
    variable: (unset ?? before?.variable ?? null)?.slice(0, 100) ?? null,
  }
}
