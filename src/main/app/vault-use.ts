import type { Input } from '#shared/contract'
import { Secret } from '../ports/secret.ts'
import { noted, type Context } from './context.ts'

/** Makes a vault where there is none. Throws Failure. */
export async function createVault(context: Context, { choice, passphrase }: Input<'vault.create'>): Promise<void> {
  await noted(context, { what: 'vault-created' }, () =>
    withPassphrase(passphrase, (secret) => context.vault.create(choice, secret)),
  )
}

/** Throws Failure. */
export async function unlockVault(context: Context, { passphrase }: Input<'vault.unlock'>): Promise<void> {
  const secret = new Secret(passphrase)
  try {
    await noted(context, { what: 'vault-unlocked' }, () => context.vault.unlock(secret))
  } finally {
    secret.wipe()
  }
}

/** Throws Failure. */
export async function addSlot(
  context: Context,
  { kind, passphrase, acceptWeak }: Input<'vault.addSlot'>,
): Promise<void> {
  await noted(context, { what: 'vault-slot-added' }, () =>
    withPassphrase(passphrase, (secret) => context.vault.addSlot(kind, secret, acceptWeak)),
  )
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
