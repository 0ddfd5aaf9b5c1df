import { useState } from 'react'
import type { PolicyFault } from '#shared/model/policy-choice'
import { call } from '#renderer/data/bridge'
import { useFacts } from '#renderer/data/use-mirror'
import type { DialogProps } from '#renderer/dialogs'
import { policyText as text } from '#renderer/text/policy'
import { packTexts } from '#shared/text/policy'
import { Button } from '#renderer/ui/button'
import { RadioGroup } from '#renderer/ui/choices'
import { Dialog } from '#renderer/ui/dialog'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { Lead } from '#renderer/ui/forms/parts'
import forms from '#renderer/ui/forms/forms.module.css'
import { useJob } from '#renderer/ui/forms/use-job'
import { Notice } from '#renderer/ui/notice'
import { FaultLines } from './fault-lines.tsx'
import { packs } from './names.ts'

interface Refused {
  readonly name: string
  readonly faults: readonly PolicyFault[]
}

/** Which policy the audit goes by: one that is built in, in words, or a file of one's own with what is wrong in it. */
export function PolicyDialog({ onClose }: DialogProps<'policy'>) {
  const { choice, name, faults } = useFacts(({ audit }) => audit.policy)
  const job = useJob()
  /** A file that was not taken. */
  const [refused, setRefused] = useState<Refused | null>(null)
  const file = choice.kind === 'file' ? choice.path : null

  async function chooseFile(): Promise<void> {
    const answer = await job.run(() => call('policy.chooseFile', {}))
    if (!answer.ok || answer.value.chosen === null) return
    setRefused(answer.value.chosen.faults.length > 0 ? answer.value.chosen : null)
  }

  const builtIn = packs.map((id) => ({ id, label: packTexts[id].name, help: packTexts[id].says }))
  return (
    <Dialog
      title={text.title}
      onClose={onClose}
      footer={
        <Button variant="primary" onPress={onClose}>
          {text.done}
        </Button>
      }
    >
      <Lead>{text.lead}</Lead>
      <RadioGroup
        label={text.choice}
        options={[...builtIn, ...(file === null ? [] : [{ id: 'file' as const, label: name, help: file }])]}
        value={choice.kind === 'file' ? 'file' : choice.pack}
        onChange={(id) => {
          setRefused(null)
          if (id !== 'file') void job.run(() => call('policy.choose', { pack: id }))
        }}
        isDisabled={job.busy}
      />
      <div className={forms['ends']}>
        <Button isDisabled={job.busy} onPress={() => void chooseFile()}>
          {file === null ? text.chooseFile : text.otherFile}
        </Button>
        {file !== null && (
          <Button isDisabled={job.busy} onPress={() => void job.run(() => call('policy.reload', {}))}>
            {text.reload}
          </Button>
        )}
      </div>
      {faults.length > 0 && <Faults lead={text.faults(name)} faults={faults} />}
      {refused !== null && <Faults lead={text.refused(refused.name)} faults={refused.faults} />}
      {job.error !== null && <FailureNotice error={job.error} />}
      <p className={forms['next']}>{text.help}</p>
    </Dialog>
  )
}

/** What is wrong in a file, line by line. */
export function Faults({ lead, faults }: { readonly lead: string; readonly faults: readonly PolicyFault[] }) {
  return (
    <Notice tone="error">
      <p>{lead}</p>
      <ul>
        <FaultLines faults={faults} />
      </ul>
    </Notice>
  )
}
