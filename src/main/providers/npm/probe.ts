import type { Identity } from '#shared/model/account'
import type { Token } from '#shared/model/token'
import { Failure } from '#main/ports/failure'
import type { ProbeResult } from '#main/ports/provider'
import type { Secret } from '#main/ports/secret'
import type { NpmCalls } from './calls.ts'
import type { Row } from './map.ts'
import { fits } from './mask.ts'
import { record } from './record.ts'

interface Asked {
  readonly token: Token
  readonly identity: Identity
  readonly secret: Secret
  /** What the account is listed now. */
  rows(): Promise<readonly Row[]>
}

/**
 * Whose secret it is, and by the two ends that the listing shows of every secret, which token's: it is proven when they
 * are this token's and no other's.
 *
 * @throws Failure when the registry could not be asked, or refuses a token that it lists: it is limited to addresses.
 */
export async function probed(theirs: NpmCalls, asked: Asked, signal: AbortSignal): Promise<ProbeResult> {
  const { token, identity, secret } = asked
  try {
    if ((await theirs.whoami(signal)) !== identity.id) return { kind: 'another' }
  } catch (error) {
    if (!(error instanceof Failure) || error.error.kind !== 'wrong-token') throw error
    // verdaccio says the same of a deleted token and of one that may not be used from here.
    if (error.error.code !== '403') return { kind: 'refused' }
    const row = (await asked.rows()).find((one) => one.token.issuerId === token.issuerId)
    if (row?.mask && fits(row.mask, secret)) throw new Failure('missing-permission', { provider: record.name })
    return { kind: 'refused' }
  }
  const rows = await asked.rows()
  const mask = rows.find((one) => one.token.issuerId === token.issuerId)?.mask
  if (!mask) return { kind: 'works' }
  if (!fits(mask, secret)) return { kind: 'another' }
  const alike = rows.filter((one) => one.mask && fits(one.mask, secret))
  return { kind: alike.length === 1 ? 'proven' : 'works' }
}
