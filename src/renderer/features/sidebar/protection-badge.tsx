import { ShieldAlert, ShieldCheck } from 'lucide-react'
import type { VaultState } from '#shared/model/vault'
import { useFacts } from '#renderer/data/use-mirror'
import { openDialog } from '#renderer/dialogs'
import { shellText } from '#renderer/text/shell'
import { protectionSentence } from '#renderer/text/words'
import { classNames } from '#renderer/ui/class-names'
import styles from './sidebar.module.css'

interface Protection {
  readonly label: string
  readonly isGood: boolean
}

/** What keeps the vault, in three words. A passphrase protects whatever the system's keystore is worth. */
function protectionOf(vault: Extract<VaultState, { kind: 'open' }>): Protection {
  const { protection } = shellText
  if (vault.storage === 'session') return { label: protection.session, isGood: true }
  if (!vault.slots.includes('os')) return { label: protection.passphrase, isGood: true }
  return { label: protection[vault.keystore.level], isGood: vault.keystore.level === 'strong' }
}

/** How well the vault is protected; leads to the settings, where that can be changed. */
export function ProtectionBadge() {
  const vault = useFacts((facts) => facts.vault)
  if (vault.kind !== 'open') return null
  const { label, isGood } = protectionOf(vault)
  const Icon = isGood ? ShieldCheck : ShieldAlert
  return (
    <button
      type="button"
      className={classNames(styles['protection'], !isGood && styles['weak'])}
      title={protectionSentence(vault.keystore)}
      onClick={() => openDialog({ kind: 'settings' })}
    >
      <Icon size={14} aria-hidden />
      {label}
    </button>
  )
}
