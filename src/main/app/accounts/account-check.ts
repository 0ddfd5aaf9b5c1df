import type { Input, Output } from '#shared/contract'
import type { Identity } from '#shared/model/account'
import { Failure } from '../../ports/failure.ts'
import type { Provider } from '../../ports/provider.ts'
import type { Secret } from '../../ports/secret.ts'
import type { Context } from '../context.ts'
import { asFailure } from '../failures.ts'
import { namedSecret } from './named-addresses.ts'
import { isSameIdentity } from '../list/refresher.ts'
import { readSignIn, signInOf } from './sign-in-input.ts'

/**
 * Asks the provider who a credential is that was pasted, or that the configuration of the provider's tool has for the
 * address. Nothing is stored; the credential is kept in memory for five minutes
 * under `checkId`. Throws Failure.
 */
export async function checkAccount(
  context: Context,
  { provider: providerId, address, secret: input, fields }: Input<'account.check'>,
  signal: AbortSignal,
): Promise<Output<'account.check'>> {
  const provider = providerOf(context, providerId)
  const { origin, console } = provider.resolve(address)
  const secret =
    input.from === 'configuration'
      ? await signInOf(provider.record, () => namedSecret(context, provider, origin), fields)
      : await readSignIn(context, provider.record, input, fields)
  try {
    const identity = await identify(context, provider, origin, secret, signal)
    const sameAs = sameAccount(context, origin, identity)
    const checkId = context.checks.keep({ provider: providerId, origin, console, identity, secret })
    return { checkId, origin, identity, sameAs }
  } catch (error) {
    secret.wipe()
    throw ofAddress(error)
  }
}

/** Who one is can only be missing where nothing of the provider answers: most often the path is the wrong one. */
function ofAddress(error: unknown): unknown {
  if (!(error instanceof Failure) || error.error.kind !== 'not-found') return error
  const { kind, ...facts } = error.error
  return new Failure(kind, { ...facts, field: 'address' })
}

/** The account that has this identity at this origin already. */
export function sameAccount({ index }: Context, origin: string, identity: Identity): string | null {
  const found = [...index.accounts].find(
    ([, account]) => account.origin === origin && isSameIdentity(account.identity, identity),
  )
  return found?.[0] ?? null
}

/** Asks who a credential is that belongs to no account yet. Throws Failure. */
export async function identify(
  { network, log }: Context,
  provider: Provider,
  origin: string,
  secret: Secret,
  signal: AbortSignal,
): Promise<Identity> {
  try {
    const session = await provider.connect(origin, secret)
    const identity = await session.identify(signal)
    network.reached(origin)
    return identity
  } catch (error) {
    const failure = asFailure(error, log, 'identify')
    network.failed(origin, failure.error)
    throw failure
  }
}

/** Throws Failure('not-supported') for a provider without an adapter. */
export function providerOf({ providers }: Context, providerId: string): Provider {
  const provider = providers.get(providerId)
  if (provider === undefined) throw new Failure('not-supported')
  return provider
}
