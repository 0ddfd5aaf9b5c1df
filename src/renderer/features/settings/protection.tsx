import type { SlotKind, VaultState } from '#shared/model/vault'
import { useFacts } from '#renderer/data/use-mirror'
import { openDialog, openRecoveryCode } from '#renderer/dialogs'
import { slotWords } from '#renderer/text/guards'
import { protectionText as text } from '#renderer/text/protection'
import { vaultLevel, vaultProtection, vaultWords } from '#renderer/text/vault-words'
import { Badge } from '#renderer/ui/badge'
import { Button } from '#renderer/ui/button'
import forms from '#renderer/ui/forms/forms.module.css'
import { FactList, Lead } from '#renderer/ui/forms/parts'
import { KeystoreNews } from '#renderer/ui/keystore-news'
import styles from './protection.module.css'

type OpenVault = Extract<VaultState, { kind: 'open' }>

/** A vault without the keystore is as strong as its passphrase; with it, as strong as the keystore. */
function tone({ storage, slots, keystore, keystoreSlot }: OpenVault): 'good' | 'warn' | 'quiet' {
  if (keystoreSlot === 'dead') return 'warn'
  if (storage === 'session') return 'quiet'
  return !slots.includes('os') || keystore.level === 'strong' ? 'good' : 'warn'
}

/** How the vault is protected, what that means here, and what can be changed about it. */
export function Protection() {
  const vault = useFacts((facts) => facts.vault)
  return vault.kind === 'open' ? <OpenProtection vault={vault} /> : null
}

function OpenProtection({ vault }: { readonly vault: OpenVault }) {
  const isDead = vault.keystoreSlot === 'dead'
  return (
    <section className={forms['section']}>
      <h3 className={forms['heading']}>{text.heading}</h3>
      <FactList facts={[[text.level, <Badge tone={tone(vault)}>{vaultLevel(vault)}</Badge>]]} />
      {!isDead && <Lead>{vaultProtection(vault)}</Lead>}
      <KeystoreNews vault={vault} />
      {vault.keystoreSlot === 'sealed-again' && <Lead>{vaultWords.sealedAgain}</Lead>}
      {vault.slots.length > 0 && <Slots vault={vault} />}
      {vault.storage === 'disk' && (vault.readOnly ? <Lead>{text.readOnly}</Lead> : <Changes vault={vault} />)}
    </section>
  )
}

/** Each way in, with what it is and the way out when it is no secret any more. */
function Slots({ vault }: { readonly vault: OpenVault }) {
  const isDead = (kind: SlotKind) => vault.keystoreSlot === 'dead' && (kind === 'os' || kind === 'os-passphrase')
  return (
    <ul className={styles['slots']} aria-label={text.opensWith}>
      {vault.slots.map((kind) => (
        <li key={kind} className={styles['slot']}>
          <div className={styles['slotWords']}>
            <div>{slotWords[kind].name}</div>
            <div className={styles['slotHelp']}>{isDead(kind) ? text.deadSlot : slotWords[kind].help}</div>
          </div>
          {!vault.readOnly && (
            <Button
              size="small"
              variant="quiet"
              label={text.compromised(slotWords[kind].name)}
              onPress={() => openDialog({ kind: 'protect', compromised: kind })}
            >
              {text.compromisedShort}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

function Changes({ vault }: { readonly vault: OpenVault }) {
  const { slots } = vault
  const hasCode = slots.includes('recovery')
  const opensWithout = slots.includes('os') && slots.includes('passphrase')
  return (
    <>
      {!hasCode && <Lead>{opensWithout ? text.noCodeWhenEither : text.noCode}</Lead>}
      <div className={styles['row']}>
        <Button onPress={() => openDialog({ kind: 'protect' })}>{text.change}</Button>
        <Button onPress={() => openRecoveryCode(vault)}>{hasCode ? text.newCode : text.addCode}</Button>
      </div>
    </>
  )
}
