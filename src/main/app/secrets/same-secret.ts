import { Secret } from '../../ports/secret.ts'
import { splitSignIn } from '../../ports/sign-in.ts'
import type { Context } from '../context.ts'

/** Tokens whose stored secret has this fingerprint. */
export function tokensWith({ index }: Pick<Context, 'index'>, fingerprint: string): string[] {
  return [...index.held.values()].filter((held) => held.fingerprint === fingerprint).map(({ tokenId }) => tokenId)
}

/** All of them by that. */
export function tokensByPrint({ index }: Pick<Context, 'index'>): ReadonlyMap<string, string[]> {
  const tokens = new Map<string, string[]>()
  for (const { fingerprint, tokenId } of index.held.values()) {
    tokens.set(fingerprint, [...(tokens.get(fingerprint) ?? []), tokenId])
  }
  return tokens
}

/** Accounts by the fingerprint of the secret that each signs in with. */
export function accountsByPrint({ index, vault }: Pick<Context, 'index' | 'vault'>): ReadonlyMap<string, string[]> {
  const owners = new Map<string, string[]>()
  for (const accountId of index.accounts.keys()) {
    const sealed = vault.records.get('credential', accountId)
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
