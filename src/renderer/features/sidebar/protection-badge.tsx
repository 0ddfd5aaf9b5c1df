import { KeyRound, ShieldAlert, ShieldCheck } from 'lucide-react'
import type { VaultState } from '#shared/model/vault'
import { useFacts } from '#renderer/data/use-mirror'
import { openDialog, openRecoveryCode } from '#renderer/dialogs'
import { lacksCode, vaultProtection, vaultWords } from '#renderer/text/vault-words'
import { shellText } from '#renderer/text/shell'
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
  if (vault.keystoreSlot === 'dead') return { label: protection.dead, isGood: false }
  if (vault.slots.includes('os')) {
    return { label: protection[vault.keystore.level], isGood: vault.keystore.level === 'strong' }
  }
  const together = vault.slots.includes('os-passphrase') && vault.keystore.level === 'strong'
  return { label: together ? protection.strong : protection.passphrase, isGood: true }
}

/** How well the vault is protected, which leads to the settings, and what its protection still lacks. */
export function ProtectionBadge() {
  const vault = useFacts((facts) => facts.vault)
  if (vault.kind !== 'open') return null
  const { label, isGood } = protectionOf(vault)
  const Icon = isGood ? ShieldCheck : ShieldAlert
  return (
    <>
      <button
        type="button"
        className={classNames(styles['protection'], !isGood && styles['weak'])}
        title={vaultProtection(vault)}
        onClick={() => openDialog({ kind: 'settings' })}
      >
        <Icon size={14} aria-hidden />
        {label}
      </button>
      {lacksCode(vault) && (
        <button
          type="button"
          className={classNames(styles['protection'], styles['reminder'])}
          title={vaultWords.reminderHelp}
          onClick={() => openRecoveryCode(vault)}
        >
          <KeyRound size={14} aria-hidden />
          {vaultWords.reminder}
        </button>
      )}
    </>
  )
}
