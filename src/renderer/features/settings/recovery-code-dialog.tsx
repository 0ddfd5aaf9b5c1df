import { useRef, useState } from 'react'
import { call } from '#renderer/data/bridge'
import { useFacts } from '#renderer/data/use-mirror'
import type { DialogProps } from '#renderer/dialogs'
import { protectionText as text } from '#renderer/text/protection'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { JobFooter, Lead, type View, ViewDialog } from '#renderer/ui/forms/parts'
import { typedForOpen, TypedKeyField, type TypedKeyHandle } from '#renderer/ui/forms/typed-key'
import { useJob } from '#renderer/ui/forms/use-job'
import { toast } from '#renderer/ui/toast'
import { leaveWords, useRecoverySteps } from './recovery-steps.tsx'

/** Gives the vault a recovery code, or a new one in place of the one it has. Can be put off at every step. */
export function RecoveryCodeDialog({ onClose }: DialogProps<'recovery-code'>) {
  const vault = useFacts((facts) => facts.vault)
  const job = useJob()
  const typed = useRef<TypedKeyHandle>(null)
  const [confirmedId, setConfirmedId] = useState<string | null>(null)
  const slots = vault.kind === 'open' ? vault.slots : []
  const weak = vault.kind === 'open' && vault.keystore.level !== 'strong'
  const isDead = vault.kind === 'open' && vault.keystoreSlot === 'dead'
  const means = vault.kind === 'open' ? typedForOpen(vault) : []

  async function save(recoveryId: string): Promise<void> {
    const current = means.length === 0 ? null : (typed.current?.take() ?? null)
    if (means.length > 0 && current === null) return
    const all = slots.includes('recovery') ? [...slots] : [...slots, 'recovery' as const]
    // A dead slot is made anew with it: nobody has said here that it may be a weak one.
    const rest = { slots: all, passphrase: null, acceptWeak: weak && !isDead, rekey: false }
    const answer = await job.run((jobId) => call('vault.protect', { ...rest, recoveryId, current, jobId }))
    if (answer.ok) {
      toast({ text: text.codeAdded, tone: 'good' })
      onClose()
    } else if (answer.error.kind === 'not-found') {
      job.clear()
      setConfirmedId(null)
      steps.restart()
    }
  }

  const steps = useRecoverySteps({
    replaces: slots.includes('recovery'),
    leave: leaveWords.alone,
    onLeave: onClose,
    onConfirmed: (id) => {
      setConfirmedId(id)
      // Nothing more to ask: the keystore vouches for the person.
      if (means.length === 0) void save(id)
    },
  })

  const saving: View = {
    busy: job.busy,
    onClose,
    onSubmit: () => {
      if (confirmedId !== null) void save(confirmedId)
    },
    body: (
      <>
        <Lead>{text.now}.</Lead>
        {means.length > 0 && <TypedKeyField handle={typed} means={means} autoFocus />}
        {job.error && <FailureNotice error={job.error} />}
      </>
    ),
    footer: (
      <JobFooter job={job} doing={text.saving} submit={text.codeSave} onClose={onClose} closeLabel={text.later} />
    ),
  }

  return <ViewDialog title={text.codeTitle} view={confirmedId === null ? steps.view : saving} />
}
