import type { AppError } from '../model/error.ts'
import type { Explanation } from './explanation.ts'
import { ofTheCredential, ofTheProvider, ofTheRequest } from './provider-errors.ts'
import { ofTheVault, ofTheWay, ofThisComputer } from './local-errors.ts'

export type { Explanation, NextAction } from './explanation.ts'

/** A failure in plain words. Every kind has its sentence: this does not compile when one is missing. */
export function explain(error: AppError): Explanation {
  const { sentence, ...rest } = plain(error)
  return { sentence: error.said ? `${sentence} ${quoted(error)}` : sentence, ...rest }
}

/** What the provider said, marked as its own words. */
function quoted(error: AppError): string {
  return `${error.provider ?? 'The answer was'}: “${(error.said ?? '').replaceAll(/[“”]/g, '"').trim()}”`
}

function plain(error: AppError): Explanation {
  switch (error.kind) {
    case 'wrong-token':
    case 'expired-token':
    case 'missing-permission':
    case 'plan-needed':
    case 'expiry-policy':
      return ofTheCredential(error, error.kind)
    case 'invalid-input':
    case 'name-taken':
    case 'not-found':
    case 'not-supported':
    case 'origin-refused':
    case 'already-added':
    case 'other-identity':
    case 'confirmation-needed':
    case 'step-up-needed':
    case 'still-works':
      return ofTheRequest(error, error.kind)
    case 'rate-limited':
    case 'server-error':
    case 'broken-body':
    case 'too-large':
      return ofTheProvider(error, error.kind)
    case 'offline':
    case 'unknown-host':
    case 'timeout':
    case 'tls':
    case 'proxy':
    case 'redirected':
    case 'answer-lost':
    case 'cancelled':
      return ofTheWay(error, error.kind)
    case 'vault-locked':
    case 'vault-closed-by-os':
    case 'vault-unreadable':
    case 'vault-read-only':
    case 'wrong-passphrase':
    case 'wrong-recovery-code':
    case 'weak-storage':
    case 'disk-full':
    case 'disk-refused':
      return ofTheVault(error.kind)
    case 'clipboard-empty':
    case 'clipboard-failed':
    case 'gesture-needed':
    case 'too-fast':
    case 'busy':
    case 'internal':
      return ofThisComputer(error, error.kind)
  }
}
