import type { SlotKind, VaultState } from '#shared/model/vault'
import { useFacts } from '#renderer/data/use-mirror'
import { openDialog } from '#renderer/dialogs'
import { slotWords } from '#renderer/text/guards'
import { protectionText as text } from '#renderer/text/protection'
import { vaultLevel, vaultProtection } from '#renderer/text/vault-words'
import { Badge } from '#renderer/ui/badge'
import { Button } from '#renderer/ui/button'
import forms from '#renderer/ui/forms/forms.module.css'
import { FactList, Lead } from '#renderer/ui/forms/parts'
import styles from './protection.module.css'

type OpenVault = Extract<VaultState, { kind: 'open' }>

/** A vault without the keystore is as strong as its passphrase; with it, as strong as the keystore. */
function tone({ storage, slots, keystore }: OpenVault): 'good' | 'warn' | 'quiet' {
  if (storage === 'session') return 'quiet'
  return !slots.includes('os') || keystore.level === 'strong' ? 'good' : 'warn'
}

/** How the vault is protected, what that means here, and what can be changed about it. */
export function Protection() {
  const vault = useFacts((facts) => facts.vault)
  return vault.kind === 'open' ? <OpenProtection vault={vault} /> : null
}

function OpenProtection({ vault }: { readonly vault: OpenVault }) {
  const { slots } = vault
  return (
    <section className={forms['section']}>
      <h3 className={forms['heading']}>{text.heading}</h3>
      <FactList facts={[[text.level, <Badge tone={tone(vault)}>{vaultLevel(vault)}</Badge>]]} />
      <Lead>{vaultProtection(vault)}</Lead>
      {slots.length > 0 && <Slots slots={slots} mayChange={!vault.readOnly} />}
      {vault.storage === 'disk' && (vault.readOnly ? <Lead>{text.readOnly}</Lead> : <Changes slots={slots} />)}
    </section>
  )
}

interface SlotsProps {
  readonly slots: readonly SlotKind[]
  readonly mayChange: boolean
}

/** Each way in, with what it is and the way out when it is no secret any more. */
function Slots({ slots, mayChange }: SlotsProps) {
  return (
    <ul className={styles['slots']} aria-label={text.opensWith}>
      {slots.map((kind) => (
        <li key={kind} className={styles['slot']}>
          <div className={styles['slotWords']}>
            <div>{slotWords[kind].name}</div>
            <div className={styles['slotHelp']}>{slotWords[kind].help}</div>
          </div>
          {mayChange && (
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

function Changes({ slots }: { readonly slots: readonly SlotKind[] }) {
  const hasCode = slots.includes('recovery')
  const opensWithout = slots.includes('os') && slots.includes('passphrase')
  return (
    <>
      {!hasCode && <Lead>{opensWithout ? text.noCodeWhenEither : text.noCode}</Lead>}
      <div className={styles['row']}>
        <Button onPress={() => openDialog({ kind: 'protect' })}>{text.change}</Button>
        <Button onPress={() => openDialog({ kind: 'recovery-code' })}>{hasCode ? text.newCode : text.addCode}</Button>
      </div>
    </>
  )
}
