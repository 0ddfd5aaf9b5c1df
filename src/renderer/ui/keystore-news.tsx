import type { VaultState } from '#shared/model/vault'
import { openDialog } from '#renderer/dialogs'
import { vaultWords as text } from '#renderer/text/vault-words'
import { Notice } from './notice.tsx'

export interface KeystoreNewsProps {
  readonly vault: Extract<VaultState, { kind: 'open' }>
  readonly shape?: 'box' | 'band'
}

/**
 * What the person should do because the system's keystore is another one now: it has lost its key, or protects better than
 * when the vault was made. Nothing while that is being done.
 */
export function KeystoreNews({ vault, shape = 'box' }: KeystoreNewsProps) {
  const { keystoreSlot, strongerKeystore, readOnly, rekeying } = vault
  if (rekeying !== null) return null
  const protect = (label: string) => ({
    ...(!readOnly && { action: { label, onPress: () => openDialog({ kind: 'protect' }) } }),
  })
  if (keystoreSlot === 'dead') {
    return (
      <Notice tone="warn" shape={shape} {...protect(text.deadNext)}>
        {text.dead}
      </Notice>
    )
  }
  if (strongerKeystore === null) return null
  return (
    <Notice tone="info" shape={shape} {...protect(text.strongerNext)}>
      {text.stronger}
    </Notice>
  )
}
