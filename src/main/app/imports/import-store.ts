import type { Input, Output } from '#shared/contract'
import type { ImportDecision, ImportResult } from '#shared/contract/import'
import type { Proof } from '#shared/model/token'
import { Failure } from '../../ports/failure.ts'
import { Secret } from '../../ports/secret.ts'
import { addAccount } from '../accounts/account-add.ts'
import { identify, providerOf } from '../accounts/account-check.ts'
import type { Context } from '../context.ts'
import { holding } from '../secrets/held-changes.ts'
import { asFailure } from '../failures.ts'
import { refuseKnown } from '../tokens/guided.ts'
import { isKnownAddress } from './import-facts.ts'
import { matchToken } from './import-match.ts'
import type { Staged } from './imports.ts'
import { noted } from '../activity/noted.ts'
import { addOther } from '../tokens/other-tokens.ts'
import { accountsByPrint, tokensWith } from '../secrets/same-secret.ts'
import { storeTried } from '../secrets/store-secret.ts'

type Ended = Partial<Omit<ImportResult, 'candidateId' | 'outcome'>> & Pick<ImportResult, 'outcome'>

/**
 * Tries each value with its provider and stores it, one after the other; each is stored whole or not at all. A cancelled run
 * gives what was done by then. Throws Failure('not-found') when the values were forgotten meanwhile.
 */
export async function storeImported(
  context: Context,
  { importId, decisions, jobId }: Input<'import.store'>,
  signal: AbortSignal,
): Promise<Output<'import.store'>> {
  const { imports, events, life } = context
  const { values, gone } = imports.get(importId)
  const over = AbortSignal.any([signal, gone.signal, life()])
  const results: ImportResult[] = []
  for (const { candidateId, decision } of decisions) {
    const staged = values.get(candidateId)
    const ended = await storeOne(context, staged, decision, over)
    results.push({ candidateId, tokenIds: [], accountId: null, proof: null, error: null, ...ended })
    events.emit('progress', { jobId, done: results.length, total: decisions.length })
  }
  return { results }
}

async function storeOne(
  context: Context,
  staged: Staged | undefined,
  decision: ImportDecision,
  signal: AbortSignal,
): Promise<Ended> {
  if (signal.aborted) return { outcome: 'cancelled' }
  if (staged === undefined) return { outcome: 'failed', error: { kind: 'not-found' } }
  // A copy: what was found is wiped when its time is over, and zeros must not be stored.
  const own = { ...staged, secret: staged.secret.use((value) => new Secret(value)) }
  try {
    // Once more: it may have been stored since it was found.
    const known = knownAs(context, own.secret)
    if (known !== null) return { outcome: 'known', ...known }
    switch (decision.as) {
      case 'token':
        return await storeAsToken(context, own, decision, signal)
      case 'account':
        return await storeAsAccount(context, own, decision, signal)
      case 'other':
        return await storeAsOther(context, own, decision)
    }
  } catch (error) {
    const failure = asFailure(error, context.log, 'import')
    return failure.error.kind === 'cancelled' ? { outcome: 'cancelled' } : { outcome: 'failed', error: failure.error }
  } finally {
    own.secret.wipe()
  }
}

function knownAs(context: Context, secret: Secret): Pick<ImportResult, 'tokenIds' | 'accountId'> | null {
  const print = secret.use((value) => context.vault.records.fingerprint(value))
  const tokenIds = tokensWith(context, print)
  const accountId = accountsByPrint(context).get(print)?.[0] ?? null
  return tokenIds.length === 0 && accountId === null ? null : { tokenIds, accountId }
}

async function storeAsToken(
  context: Context,
  { secret, told }: Staged,
  { accountId, tokenId }: Extract<ImportDecision, { as: 'token' }>,
  signal: AbortSignal,
): Promise<Ended> {
  const stored = (id: string, proof: Proof): Ended => ({ outcome: 'stored', tokenIds: [id], proof })
  if (tokenId !== null) {
    if (context.rows.token(tokenId)?.accountId !== accountId) throw new Failure('not-found')
    return stored(tokenId, (await storeTried(context, tokenId, secret, { stepUp: undefined, signal })).proof)
  }
  const match = await matchToken(context, accountId, { secret, name: nameIn(told) }, signal)
  if (match.kind === 'which') return { outcome: 'which', tokenIds: [...match.tokenIds] }
  const { token, proof } = match
  if (!match.isNew) {
    return stored(token.id, (await storeTried(context, token.id, secret, { stepUp: undefined, signal })).proof)
  }
  const { journal, store, inventory } = context
  await noted(context, { what: 'secret-stored', accountId, tokenId: token.id, tokenName: token.name }, () =>
    journal.work(token.id, accountId, async () => {
      refuseKnown(context, secret)
      await store.commit(holding(context, { token, secret, proof }).changes)
      await inventory.upsert(token)
    }),
  )
  return stored(token.id, proof)
}

/** Throws Failure: `confirmation-needed` for an address that only a file names and no person has confirmed. */
async function storeAsAccount(
  context: Context,
  { secret }: Staged,
  { provider: providerId, address, confirmed, name }: Extract<ImportDecision, { as: 'account' }>,
  signal: AbortSignal,
): Promise<Ended> {
  const { checks } = context
  const provider = providerOf(context, providerId)
  // It would need what stands beside it.
  if (provider.record.signIn.length > 0) throw new Failure('not-supported')
  const { origin, console } = provider.resolve(address)
  if (!isKnownAddress(context, provider, origin) && confirmed !== origin) throw new Failure('confirmation-needed')
  const identity = await identify(context, provider, origin, secret, signal)
  if (signal.aborted) throw new Failure('cancelled')
  const own = secret.use((value) => new Secret(value))
  const checkId = checks.keep({ provider: providerId, origin, console, identity, secret: own })
  try {
    const { accountId } = await addAccount(context, { checkId, name })
    return { outcome: 'stored', accountId }
  } finally {
    checks.drop(checkId)
  }
}

async function storeAsOther(
  context: Context,
  { secret, told }: Staged,
  { name, service }: Extract<ImportDecision, { as: 'other' }>,
): Promise<Ended> {
  const { expiresAt, user } = told
  const { tokenId } = await secret.use((value) =>
    addOther(context, {
      token: {
        name,
        service,
        serviceUrl: '',
        owner: (user ?? '').slice(0, 200) || unnamedOwner,
        expiry: expiresAt === null ? { kind: 'unknown' } : { kind: 'at', at: expiresAt },
        manageUrl: '',
        // Those of its entry stay where they are: they may have other secrets in them, and these are shown and exported.
        notes: '',
      },
      secret: { from: 'field', value },
    }),
  )
  return { outcome: 'stored', tokenIds: [tokenId], proof: 'unchecked' }
}

/** What the form of such a token proposes. */
const unnamedOwner = 'Me'

function nameIn({ name, spots }: Staged['told']): string {
  return name ?? spots[0]?.entry ?? ''
}
