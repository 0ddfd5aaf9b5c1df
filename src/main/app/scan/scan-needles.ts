import { shortestNeedle } from '../../ports/scanner.ts'
import { typeOf } from '../../ports/failure.ts'
import { Secret } from '../../ports/secret.ts'
import { splitSignIn } from '../../ports/sign-in.ts'
import type { Context } from '../context.ts'
import type { Steps } from '../slices.ts'

/** Whose secret it is: a token's, or what an account signs in with and nobody knows the token of. */
export interface Holder {
  readonly tokenId: string | null
  readonly accountId: string | null
}

export interface Needles {
  /** Each secret once; `wipe` overwrites them. */
  readonly bytes: readonly Uint8Array[]
  readonly holders: readonly (readonly Holder[])[]
  /** Secrets that are too short to be looked for. */
  readonly short: number
  wipe(): void
}

/** Every secret that the vault holds, opened for one scan. */
export function* needlesOf({ index, vault, log }: Pick<Context, 'index' | 'vault' | 'log'>): Steps<Needles> {
  const found = new Map<string, { bytes: Uint8Array; holders: Holder[] }>()
  const short = new Set<string>()
  const add = (value: string, holder: Holder): void => {
    const fingerprint = vault.records.fingerprint(value)
    const known = found.get(fingerprint)
    if (known !== undefined) return void known.holders.push(holder)
    const bytes = Uint8Array.from(Buffer.from(value, 'utf8'))
    if (bytes.length < shortestNeedle) short.add(fingerprint)
    else found.set(fingerprint, { bytes, holders: [holder] })
  }
  let isWhole = false
  try {
    for (const [secretId, { tokenId }] of index.held) {
      const value = opened(() => vault.records.get('secret', secretId)?.value)
      if (value !== undefined) add(value, { tokenId, accountId: null })
      yield
    }
    for (const [accountId, { ownTokenId }] of index.accounts) {
      const value = opened(() => vault.records.get('credential', accountId)?.value)
      if (value !== undefined) {
        const holder = ownTokenId === null ? { tokenId: null, accountId } : { tokenId: ownTokenId, accountId: null }
        const credential = new Secret(value)
        const { secret } = splitSignIn(credential)
        secret.use((text) => add(text, holder))
        credential.wipe()
        secret.wipe()
      }
      yield
    }
    isWhole = true
  } finally {
    // Nobody gets those of a vault that was locked, or broke, in the middle.
    if (!isWhole) for (const { bytes } of found.values()) bytes.fill(0)
  }
  const all = [...found.values()]
  return {
    bytes: all.map(({ bytes }) => bytes),
    holders: all.map(({ holders }) => withoutDoubles(holders)),
    short: short.size,
    wipe() {
      for (const { bytes } of all) bytes.fill(0)
    },
  }

  /** One that cannot be read is not looked for; the list says so of it already. */
  function opened(read: () => string | undefined): string | undefined {
    try {
      return read()
    } catch (error) {
      log.warn('a secret cannot be read', { type: typeOf(error) })
      return undefined
    }
  }
}

/** An account whose credential is also the stored secret of a token needs no line of its own. */
function withoutDoubles(holders: readonly Holder[]): Holder[] {
  const tokens = [...new Set(holders.flatMap(({ tokenId }) => tokenId ?? []))]
  if (tokens.length > 0) return tokens.map((tokenId) => ({ tokenId, accountId: null }))
  return [...holders]
}
