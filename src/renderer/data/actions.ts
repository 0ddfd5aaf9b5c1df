import type { Input } from '#shared/contract'
import type { AppError } from '#shared/model/error'
import { explain } from '#shared/text/errors'
import { toast } from '#renderer/ui/toast'
import { call, newJobId } from './bridge.ts'

/** Says a failure in passing: for calls without a form or a place of their own. */
export function tellFailure(error: AppError): void {
  if (error.kind === 'cancelled') return
  const { sentence, nextStep } = explain(error)
  toast({ text: `${sentence} ${nextStep}`.trim(), tone: 'error' })
}

/**
 * Lists one account's tokens anew, or all accounts' with null. How far it is, and what of it failed, is in the facts;
 * only a failure of the call itself is told here.
 */
export async function refresh(accountId: string | null): Promise<void> {
  const answer = await call('inventory.refresh', { accountId, jobId: newJobId() })
  if (!answer.ok) tellFailure(answer.error)
}

/**
 * Locks the vault. The window's process ends with it; where the vault cannot be locked yet, the facts say why, and a vault
 * of this session only is not locked at all.
 */
export async function lock(): Promise<void> {
  const answer = await call('vault.lock', {})
  if (!answer.ok) tellFailure(answer.error)
}

/** Opens the provider's own page of a token in the browser. */
export async function openTokenPage(tokenId: string): Promise<void> {
  const answer = await call('link.open', { what: 'token', tokenId })
  if (!answer.ok) tellFailure(answer.error)
}

/** Opens the provider's own page of an account's tokens in the browser. */
export async function openAccountPage(accountId: string): Promise<void> {
  const answer = await call('link.open', { what: 'account', accountId })
  if (!answer.ok) tellFailure(answer.error)
}

/** Opens the page on which a guided operation is done. */
export async function openGuide(input: Input<'guided.open'>): Promise<void> {
  const answer = await call('guided.open', input)
  if (!answer.ok) tellFailure(answer.error)
}
