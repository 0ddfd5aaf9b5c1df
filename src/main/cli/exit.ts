import type { AppError, ErrorKind } from '#shared/model/error'
import { explain } from '#shared/text/errors'
import { Failure } from '../ports/failure.ts'

/** What `keyrack` exits with. Where several apply, 4 comes before 5, and 5 before 3. */
export const exits = {
  fine: 0,
  internal: 1,
  usage: 2,
  findings: 3,
  vault: 4,
  provider: 5,
  interrupted: 130,
} as const
export type Exit = (typeof exits)[keyof typeof exits]

/** Ends the command with a sentence on standard error. The sentence holds no secret. */
export class Ended extends Error {
  readonly exit: Exit

  constructor(exit: Exit, sentence: string) {
    super(sentence)
    this.name = 'Ended'
    this.exit = exit
  }
}

/** The person has ended the command. */
export function interrupted(): Ended {
  return new Ended(exits.interrupted, 'Interrupted.')
}

const exitOf: Readonly<Record<ErrorKind, Exit>> = {
  'wrong-token': exits.provider,
  'expired-token': exits.provider,
  'missing-permission': exits.provider,
  'plan-needed': exits.provider,
  'expiry-policy': exits.provider,
  'rate-limited': exits.provider,
  'server-error': exits.provider,
  'broken-body': exits.provider,
  'too-large': exits.provider,
  offline: exits.provider,
  'unknown-host': exits.provider,
  timeout: exits.provider,
  tls: exits.provider,
  proxy: exits.provider,
  redirected: exits.provider,
  'answer-lost': exits.provider,
  'still-works': exits.provider,
  'step-up-needed': exits.provider,
  'other-identity': exits.provider,
  'invalid-input': exits.usage,
  'name-taken': exits.usage,
  'not-found': exits.usage,
  'not-supported': exits.usage,
  'origin-refused': exits.usage,
  'already-added': exits.usage,
  'confirmation-needed': exits.usage,
  'weak-storage': exits.usage,
  'vault-locked': exits.vault,
  'vault-closed-by-os': exits.vault,
  'vault-unreadable': exits.vault,
  'vault-read-only': exits.vault,
  'wrong-passphrase': exits.vault,
  'wrong-recovery-code': exits.vault,
  'disk-full': exits.internal,
  'disk-refused': exits.internal,
  'clipboard-empty': exits.internal,
  'clipboard-failed': exits.internal,
  'gesture-needed': exits.internal,
  'too-fast': exits.internal,
  busy: exits.internal,
  internal: exits.internal,
  cancelled: exits.interrupted,
}

/** What a failure ends the command with. */
export function exitOfFailure({ kind }: AppError): Exit {
  return exitOf[kind]
}

/** What a failure says, in one line: what happened, and what to do. */
export function sentenceOf(error: AppError): string {
  const { sentence, nextStep } = explain(error)
  return `${sentence} ${nextStep}`.trim()
}

/** How a command ended that threw: its exit code, and what to say on standard error. */
export function endingOf(error: unknown): { readonly exit: Exit; readonly sentence: string } {
  if (error instanceof Ended) return { exit: error.exit, sentence: error.message }
  if (error instanceof Failure) return { exit: exitOfFailure(error.error), sentence: sentenceOf(error.error) }
  // Of what nobody has foreseen only the kind is told: what an error says could hold anything.
  const kind = error instanceof Error ? error.name : typeof error
  return {
    exit: exits.internal,
    sentence: `Something unforeseen went wrong (${kind}). That is a fault of Keyrack’s own.`,
  }
}
