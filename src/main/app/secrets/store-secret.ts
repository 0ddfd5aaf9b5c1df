import type { Input, Output, StepUpInput } from '#shared/contract'
import type { ErrorKind } from '#shared/model/error'
import type { Proof, Token } from '#shared/model/token'
import { Failure } from '../../ports/failure.ts'
import type { Secret } from '../../ports/secret.ts'
import type { Context } from '../context.ts'
import { noted } from '../activity/noted.ts'
import { asFailure } from '../failures.ts'
import { otherId } from '../tokens/other-token.ts'
import { holding } from './held-changes.ts'
import { readSecret } from './secret-input.ts'
import { sessionWith } from '../accounts/step-up.ts'
import { kindOf, partOf } from '../tokens/target.ts'

/** Failures that say nothing about the secret: it is stored all the same, as one that could not be tried. */
const tellsNothing: ReadonlySet<ErrorKind> = new Set<ErrorKind>([
  'offline',
  'unknown-host',
  'timeout',
  'tls',
  'proxy',
  'redirected',
  'rate-limited',
  'server-error',
  'broken-body',
  'too-large',
  'missing-permission',
  'plan-needed',
  'not-supported',
])

/**
 * Stores a secret for a listed token after trying it at the provider, and says how sure it is that it is that token's.
 * One that the provider refuses (`wrong-token`) or that is another's (`other-identity`) is not stored. Throws Failure.
 */
export async function storeSecret(
  context: Context,
  { tokenId, secret: input, stepUp }: Input<'secret.store'>,
  signal: AbortSignal,
): Promise<Output<'secret.store'>> {
  const secret = await readSecret(input, context.clipboard)
  try {
    return await storeTried(context, tokenId, secret, { stepUp, signal })
  } finally {
    secret.wipe()
  }
}

/** The same with a secret that main has already. The caller wipes it. Throws Failure. */
export async function storeTried(
  context: Context,
  tokenId: string,
  secret: Secret,
  { stepUp, signal }: Pick<Asked, 'stepUp' | 'signal'>,
): Promise<Output<'secret.store'>> {
  const { rows, journal } = context
  const token = rows.token(tokenId)
  if (token === undefined) throw new Failure('not-found')
  const { accountId } = token
  return noted(context, { what: 'secret-stored', accountId, tokenId }, () =>
    journal.work(tokenId, accountId, async () => {
      const proof = token.provider === otherId ? 'unchecked' : await prove(context, { token, secret, stepUp, signal })
      return { secretId: await keep(context, token, secret, proof), proof }
    }),
  )
}

interface Asked {
  readonly token: Token
  readonly secret: Secret
  readonly stepUp: StepUpInput | undefined
  readonly signal: AbortSignal
}

async function prove(context: Context, { token, secret, stepUp, signal }: Asked): Promise<Proof> {
  const { vault, index, log } = context
  const fingerprint = secret.use((value) => vault.records.fingerprint(value))
  for (const { tokenId, proof, fingerprint: known } of index.held.values()) {
    if (proof !== 'made-here') continue
    if (known === fingerprint && tokenId !== token.id) throw new Failure('other-identity')
    if (known === fingerprint) return 'made-here'
    // Where a token cannot get a new secret, the one that came with it is the only one it has.
    if (tokenId === token.id && !canChange(context, token)) throw new Failure('other-identity')
  }
  try {
    const { result, provider } = await sessionWith(
      context,
      token.accountId,
      stepUp,
      async ({ session, account, provider }) => ({
        result: await session.probe(partOf(token), token, account.identity, secret, signal),
        provider: provider.record.name,
      }),
    )
    if (result.kind === 'refused') throw new Failure('wrong-token', { provider })
    if (result.kind === 'another') throw new Failure('other-identity', { provider })
    return result.kind
  } catch (error) {
    const failure = asFailure(error, log, 'probe')
    if (tellsNothing.has(failure.error.kind)) return 'unchecked'
    throw failure
  }
}

function canChange({ providers }: Context, token: Token): boolean {
  const provider = providers.get(token.provider)
  return provider === undefined || kindOf(provider, token.kind).support.regenerate.how === 'native'
}

/** Stores it in place of the one that was there. Gives the secret's id. */
async function keep(context: Context, token: Token, secret: Secret, proof: Proof): Promise<string> {
  const { vault, index, store } = context
  const fingerprint = secret.use((value) => vault.records.fingerprint(value))
  const known = index.heldOf(token.id)
  // The very one that is there keeps its age, and what is known of it.
  const same = known?.held.fingerprint === fingerprint ? known : undefined
  const { secretId, changes } = holding(context, {
    token,
    secret,
    proof,
    secretId: same?.secretId,
    storedAt: same?.held.storedAt,
    checkedAt: proof === 'unchecked' ? same?.held.checkedAt : undefined,
  })
  await store.commit(changes)
  return secretId
}
