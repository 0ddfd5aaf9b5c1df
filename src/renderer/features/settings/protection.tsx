import { type SyntheticEvent, useRef, useState } from 'react'
import type { SlotKind, VaultState } from '#shared/model/vault'
import { call } from '#renderer/data/bridge'
import { useFacts } from '#renderer/data/use-mirror'
import { formText } from '#renderer/text/forms'
import { settingsText as text, vaultLevel, vaultProtection } from '#renderer/text/settings'
import { listed } from '#renderer/text/words'
import { Badge } from '#renderer/ui/badge'
import { Button } from '#renderer/ui/button'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import forms from '#renderer/ui/forms/forms.module.css'
import { NewPassphrase, type NewPassphraseHandle } from '#renderer/ui/forms/new-passphrase'
import { FactList, Lead } from '#renderer/ui/forms/parts'
import { useJob } from '#renderer/ui/forms/use-job'
import { toast } from '#renderer/ui/toast'
import styles from './settings.module.css'

type OpenVault = Extract<VaultState, { kind: 'open' }>

/** A vault without the keystore is as strong as its passphrase; with it, as strong as the keystore. */
function tone({ storage, slots, keystore }: OpenVault): 'good' | 'warn' | 'quiet' {
  if (storage === 'session') return 'quiet'
  return !slots.includes('os') || keystore.level === 'strong' ? 'good' : 'warn'
}

/** How the vault is protected, what that means here, and a second way to open it. */
export function Protection() {
  const vault = useFacts((facts) => facts.vault)
  return vault.kind === 'open' ? <OpenProtection vault={vault} /> : null
}

function OpenProtection({ vault }: { readonly vault: OpenVault }) {
  const [adding, setAdding] = useState(false)
  const onDisk = vault.storage === 'disk'
  const mayAddOs = onDisk && !vault.slots.includes('os') && vault.keystore.level === 'strong'
  return (
    <section className={forms['section']}>
      <h3 className={forms['heading']}>{text.protection}</h3>
      <FactList
        facts={[
          [text.level, <Badge tone={tone(vault)}>{vaultLevel(vault)}</Badge>],
          [text.opensWith, listed(vault.slots.map((slot) => text.opens[slot]))],
        ]}
      />
      <Lead>{vaultProtection(vault)}</Lead>
      {onDisk && !vault.slots.includes('passphrase') && !adding && (
        <>
          <Lead>{text.addPassphraseWhy}</Lead>
          <div>
            <Button onPress={() => setAdding(true)}>{text.addPassphrase}</Button>
          </div>
        </>
      )}
      {adding && !vault.slots.includes('passphrase') && (
        <AddPassphrase slots={vault.slots} onClose={() => setAdding(false)} />
      )}
      {mayAddOs && <AddKeystore slots={vault.slots} />}
    </section>
  )
}

function protecting(slots: readonly SlotKind[], passphrase: string | null) {
  const jobId = crypto.randomUUID()
  return { slots: [...slots], passphrase, recoveryId: null, current: null, acceptWeak: false, rekey: false, jobId }
}

interface AddProps {
  readonly slots: readonly SlotKind[]
}

function AddPassphrase({ slots, onClose }: AddProps & { readonly onClose: () => void }) {
  const job = useJob()
  const passphrase = useRef<NewPassphraseHandle>(null)

  async function submit(): Promise<void> {
    const value = passphrase.current?.take() ?? null
    if (value === null) return
    const answer = await job.run(() => call('vault.protect', protecting([...slots, 'passphrase'], value)))
    if (!answer.ok) return
    toast({ text: text.added, tone: 'good' })
    onClose()
  }

  return (
    <form
      className={forms['fields']}
      noValidate
      autoComplete="off"
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault()
        void submit()
      }}
    >
      <NewPassphrase handle={passphrase} isDisabled={job.busy} autoFocus />
      {job.error && <FailureNotice error={job.error} />}
      <div className={styles['row']}>
        <Button type="submit" variant="primary" busy={job.busy}>
          {text.addPassphraseDo}
        </Button>
        <Button isDisabled={job.busy} onPress={onClose}>
          {formText.cancel}
        </Button>
      </div>
    </form>
  )
}

function AddKeystore({ slots }: AddProps) {
  const job = useJob()

  async function add(): Promise<void> {
    const answer = await job.run(() => call('vault.protect', protecting([...slots, 'os'], null)))
    if (answer.ok) toast({ text: text.added, tone: 'good' })
  }

  return (
    <>
      <Lead>{text.addOsWhy}</Lead>
      {job.error && <FailureNotice error={job.error} />}
      <div>
        <Button busy={job.busy} onPress={() => void add()}>
          {text.addOs}
        </Button>
      </div>
    </>
  )
}
