import { useState } from 'react'
import type { VaultState } from '#shared/model/vault'
import { useFacts } from '#renderer/data/use-mirror'
import type { DialogProps } from '#renderer/dialogs'
import { protectionText as text } from '#renderer/text/protection'
import { JobFooter, ViewDialog } from '#renderer/ui/forms/parts'
import { leaveWords, useRecoverySteps } from './recovery-steps.tsx'
import { ProtectForm } from './protect-form.tsx'
import styles from './protection.module.css'
import { useProtect } from './use-protect.ts'

type OpenVault = Extract<VaultState, { kind: 'open' }>

/** Changes how the vault opens, all of it in one save. */
export function ProtectDialog(props: DialogProps<'protect'>) {
  const vault = useFacts((facts) => facts.vault)
  const [before] = useState(vault)
  if (vault.kind !== 'open' || before.kind !== 'open') return null
  // What is made now is made by the keystore of now.
  const keystore = vault.strongerKeystore ?? vault.keystore
  return <OpenProtectDialog {...props} vault={{ ...vault, slots: before.slots, keystore }} />
}

interface OpenProps extends DialogProps<'protect'> {
  /** With the slots it had when the dialog was opened, and the keystore of now. */
  readonly vault: OpenVault
}

function OpenProtectDialog({ vault, compromised, recovered = false, onClose }: OpenProps) {
  const protect = useProtect(vault, { compromised: compromised ?? null, recovered }, onClose)
  const [codeShown, setCodeShown] = useState(false)
  const steps = useRecoverySteps({
    replaces: vault.slots.includes('recovery'),
    leave: leaveWords.within,
    onLeave: () => setCodeShown(false),
    onConfirmed: (id) => {
      protect.setRecoveryId(id)
      setCodeShown(false)
    },
  })

  function showCode(): void {
    if (protect.codeGone) steps.restart()
    setCodeShown(true)
  }

  return (
    <ViewDialog
      title={text.title}
      size="large"
      view={{
        busy: codeShown ? steps.view.busy === true : protect.job.busy,
        onClose: codeShown ? steps.view.onClose : onClose,
        onSubmit: () => {
          if (codeShown) steps.view.onSubmit?.()
          else void protect.submit()
        },
        body: (
          <>
            <div className={styles['kept']} hidden={codeShown}>
              <ProtectForm vault={vault} protect={protect} recovered={recovered} onShowCode={showCode} />
            </div>
            {codeShown && steps.view.body}
          </>
        ),
        footer: codeShown ? (
          steps.view.footer
        ) : (
          <JobFooter job={protect.job} doing={text.saving} submit={text.save} onClose={onClose} />
        ),
      }}
    />
  )
}
