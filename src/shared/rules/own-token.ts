import type { OwnCredential, TokenRow } from '../model/token.ts'

/**
 * Must an operation that ends this token take a second, explicit step? The token that Keyrack signs in with must, and
 * one of which nobody knows is guarded like it: losing the sign-in by accident is worse than one more question.
 */
export function isGuarded(own: OwnCredential): boolean {
  return own !== 'no'
}

/** Should the person be asked whether Keyrack signs in with this token? Only while it is alive and nobody knows. */
export function asksWhetherOwn(row: Pick<TokenRow, 'own'> & { readonly token: { readonly state: string } }): boolean {
  return row.own === 'unknown' && row.token.state === 'active'
}
