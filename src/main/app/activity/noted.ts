import type { ActivityEntry, ActivityKind, Actor } from '#shared/model/activity'
import type { Context } from '../context.ts'
import { asFailure } from '../failures.ts'

/**
 * What a use case says of itself. Who did it and the names are looked up, and the account of a token; `tokenName` is for one
 * that is not there yet.
 */
export type Noted = Pick<ActivityEntry, 'what' | 'by' | 'accountId' | 'tokenId' | 'tokenName'>

/** Done at the provider, with the account's sign-in; everything else is done here. */
const atProvider: ReadonlySet<ActivityKind> = new Set<ActivityKind>([
  'account-added',
  'account-reentered',
  'token-created',
  'token-updated',
  'token-regenerated',
  'token-revoked',
  'all-tokens-revoked',
  'credential-swapped',
  'secret-stored',
  'audit-log-exported',
])

/** Runs a use case and notes in the activity log how it ended, and about which token it turned out to be. */
export async function noted<T>(
  context: Context,
  entry: Noted,
  action: () => Promise<T>,
  tokenOf?: (result: T) => string,
): Promise<T> {
  // As they are called now: afterwards they may be gone, or be called something else.
  const before = namesOf(context, entry)
  try {
    const result = await action()
    const about = tokenOf === undefined ? entry : { ...entry, tokenId: tokenOf(result) }
    write(context, about, before, 'done')
    return result
  } catch (error) {
    const failure = asFailure(error, context.log, entry.what)
    write(context, entry, before, failure.error.kind)
    throw failure
  }
}

/** Notes what has happened already. */
export function noteActivity(context: Context, entry: Noted, outcome: ActivityEntry['outcome']): void {
  write(context, entry, {}, outcome)
}

type Names = Pick<ActivityEntry, 'accountId' | 'accountName' | 'tokenName'> & { readonly login?: string }

function write(context: Context, entry: Noted, before: Names, outcome: ActivityEntry['outcome']): void {
  const { login, ...names } = { ...namesOf(context, entry), ...before }
  context.activity.note({ ...entry, who: whoDid(entry.what, login), ...names, outcome })
}

function whoDid(what: ActivityKind, login: string | undefined): Actor {
  return login !== undefined && atProvider.has(what) ? { kind: 'account', login } : { kind: 'person' }
}

/** Those of an account without a sign-in, and of a token that is not listed, are left out. */
function namesOf({ index, rows }: Context, entry: Noted): Names {
  const token = entry.tokenId === undefined ? undefined : rows.token(entry.tokenId)
  const accountId = entry.accountId ?? token?.accountId
  const account = accountId === undefined ? undefined : index.accounts.get(accountId)
  return {
    ...(accountId !== undefined &&
      account !== undefined && {
        accountId,
        accountName: account.name,
        login: (account.identity.login || account.identity.name || account.name).slice(0, 300),
      }),
    ...(token !== undefined && { tokenName: token.name || token.description || token.issuerId }),
  }
}
