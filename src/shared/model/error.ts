import { z } from 'zod'

/**
 * Every way in which something can fail, as the person meets it. The set is closed: each kind has one sentence and one
 * next step in the window's texts, and a switch over it does not compile when a kind is missing.
 */
export const errorKinds = [
  // the credential
  'wrong-token',
  'expired-token',
  'missing-permission',
  'plan-needed',
  'expiry-policy',
  // what was asked for
  'invalid-input',
  'name-taken',
  'not-found',
  'not-supported',
  'origin-refused',
  'already-added',
  'other-identity',
  'confirmation-needed',
  'step-up-needed',
  'still-works',
  // the provider
  'rate-limited',
  'server-error',
  'broken-body',
  'too-large',
  // the way to the provider
  'offline',
  'unknown-host',
  'timeout',
  'tls',
  'proxy',
  'redirected',
  'answer-lost',
  'cancelled',
  // the vault
  'vault-locked',
  'vault-closed-by-os',
  'vault-unreadable',
  'vault-read-only',
  'wrong-passphrase',
  'wrong-recovery-code',
  'weak-storage',
  'disk-full',
  'disk-refused',
  // this computer
  'clipboard-empty',
  'clipboard-failed',
  'gesture-needed',
  'too-fast',
  'busy',
  'internal',
] as const
export const errorKindSchema = z.enum(errorKinds)
export type ErrorKind = z.infer<typeof errorKindSchema>

/** A failure as it crosses to the window. Never carries a raw exception, a stack, or a secret. */
export const appErrorSchema = z.strictObject({
  kind: errorKindSchema,
  /** Display name of the provider or host that is meant. */
  provider: z.string().max(200).optional(),
  /** What the provider said, cleaned: one line of text, at most 300 characters, secrets masked. */
  said: z.string().max(300).optional(),
  /** How long to wait, in seconds, where the provider tells. */
  waitSeconds: z.number().nonnegative().optional(),
  /** The form field that is meant, for `invalid-input` and `name-taken`. */
  field: z.string().max(60).optional(),
  /** A limit that was passed, as a number of days, characters or bytes. */
  limit: z.number().optional(),
  /** What the provider calls the failure (HTTP status or a code), for support. */
  code: z.string().max(60).optional(),
})
export type AppError = z.infer<typeof appErrorSchema>
