import type { Input, Output } from '#shared/contract'
import { Failure } from '../ports/failure.ts'
import { Secret } from '../ports/secret.ts'
import { noted, type Context } from './context.ts'

/** Makes a vault where there is none. Throws Failure. */
export async function createVault(context: Context, { choice, passphrase }: Input<'vault.create'>): Promise<void> {
  await noted(context, { what: 'vault-created' }, () =>
    withPassphrase(passphrase, (secret) => context.vault.create(choice, secret)),
  )
}

/** Throws Failure. */
export async function unlockVault(context: Context, { with: means, value }: Input<'vault.unlock'>): Promise<void> {
  const secret = new Secret(value)
  try {
    await noted(context, { what: 'vault-unlocked' }, () => context.vault.unlock({ with: means, secret }))
  } finally {
    secret.wipe()
  }
}

/** Sets the slots of the open vault. Throws Failure. */
export async function protectVault(
  context: Context,
  { slots, passphrase, current, acceptWeak, rekey }: Input<'vault.protect'>,
  signal: AbortSignal,
): Promise<void> {
  const now = current === null ? null : { with: current.with, secret: new Secret(current.value) }
  try {
    await noted(context, { what: 'vault-slot-added' }, () =>
      withPassphrase(passphrase, (secret) =>
        context.vault.protect({ slots, passphrase: secret, recovery: null, current: now, acceptWeak, rekey }, signal),
      ),
    )
  } finally {
    now?.secret.wipe()
  }
}

/** Draws a recovery code. Throws Failure. */
export async function drawRecovery(_context: Context): Promise<Output<'vault.drawRecovery'>> {
  throw new Failure('not-supported')
}

/** Throws Failure. */
export async function confirmRecovery(_context: Context, _input: Input<'vault.confirmRecovery'>): Promise<void> {
  throw new Failure('not-supported')
}

async function withPassphrase(
  passphrase: string | null,
  action: (secret: Secret | null) => Promise<void>,
): Promise<void> {
  const secret = passphrase === null ? null : new Secret(passphrase)
  try {
    await action(secret)
  } finally {
    secret?.wipe()
  }
}
