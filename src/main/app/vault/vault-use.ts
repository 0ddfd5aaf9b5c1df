import type { Input, Output } from '#shared/contract'
import { Failure } from '../../ports/failure.ts'
import { Secret } from '../../ports/secret.ts'
import type { TypedKey } from '../../vault/index.ts'
import type { Context } from '../context.ts'
import { noted, type Noted } from '../activity/noted.ts'

/** Makes a vault where there is none. Throws Failure. */
export async function createVault(context: Context, { choice, passphrase }: Input<'vault.create'>): Promise<void> {
  await opening(context, { what: 'vault-created' }, () =>
    withTyped(passphrase, (secret) => context.vault.create(choice, secret)),
  )
}

/** Throws Failure. */
export async function unlockVault(context: Context, { with: means, value }: Input<'vault.unlock'>): Promise<void> {
  await unlockedBy(context, means, () => withSecret(value, (secret) => context.vault.unlock({ with: means, secret })))
}

/** Runs what unlocks the vault, and notes in the activity log how that ended. Throws Failure. */
export async function unlockedBy(
  context: Context,
  means: TypedKey['with'],
  action: () => Promise<void>,
): Promise<void> {
  await opening(context, { what: 'vault-unlocked', by: means }, action)
}

/** Opens an older vault that was put back on purpose. Throws Failure. */
export async function acceptOlder(context: Context): Promise<void> {
  await opening(context, { what: 'vault-older-accepted' }, () => context.vault.acceptOlder())
}

/** Goes on with an older generation of a damaged vault. Throws Failure. */
export async function useOlderGeneration(context: Context): Promise<void> {
  await opening(context, { what: 'vault-generation-used' }, () => context.vault.useOlderGeneration())
}

/**
 * Sets the slots of the open vault. A recovery code is taken only after its groups were asked back. Throws Failure, see
 * `Vault.protect` and `RecoveryCodes.use`.
 */
export async function protectVault(
  context: Context,
  { slots, passphrase, recoveryId, current, acceptWeak, rekey }: Input<'vault.protect'>,
  signal: AbortSignal,
): Promise<void> {
  const { vault, recovery, index } = context
  const withCode = (action: (code: Secret | null) => Promise<void>) =>
    recoveryId === null ? action(null) : recovery.use(recoveryId, action)
  await noted(context, { what: rekey ? 'vault-rekeyed' : 'vault-protected' }, () =>
    withTyped(passphrase, (secret) =>
      withTyped(current?.value ?? null, (typed) =>
        withCode((code) => {
          const now = current === null || typed === null ? null : { with: current.with, secret: typed }
          return vault.protect({ slots, passphrase: secret, recovery: code, current: now, acceptWeak, rekey }, signal)
        }),
      ),
    ),
  )
  // Under a new data key, which weak storage gets also unasked, every fingerprint is another one.
  if (vault.state().kind === 'open') index.load(vault.records)
}

/** Draws a recovery code. Throws Failure: `not-supported` in a session, `vault-read-only`. */
export async function drawRecovery({ vault, recovery }: Context): Promise<Output<'vault.drawRecovery'>> {
  const state = vault.state()
  // What cannot be sealed in the end shall not be written down first.
  if (state.kind === 'open' && state.storage === 'session') throw new Failure('not-supported')
  if (state.kind === 'open' && state.readOnly) throw new Failure('vault-read-only')
  return recovery.draw()
}

/** Checks that the code was written down. Throws Failure: `wrong-recovery-code`, `not-found` when the code is gone. */
export async function confirmRecovery(
  { recovery }: Context,
  { id, answers }: Input<'vault.confirmRecovery'>,
): Promise<void> {
  const [one, other] = answers
  await withSecret(one, (first) => withSecret(other, async (second) => recovery.confirm(id, [first, second])))
}

/** Runs what may open the vault, and notes how it ended. */
async function opening(context: Context, entry: Noted, action: () => Promise<void>): Promise<void> {
  await context.openings.told(() => noted(context, entry, action))
}

/** Lends what was typed to `action` and overwrites it afterwards. */
async function withSecret(typed: string, action: (secret: Secret) => Promise<void>): Promise<void> {
  const secret = new Secret(typed)
  try {
    await action(secret)
  } finally {
    secret.wipe()
  }
}

/** The same for what need not be typed. */
async function withTyped(typed: string | null, action: (secret: Secret | null) => Promise<void>): Promise<void> {
  await (typed === null ? action(null) : withSecret(typed, action))
}
