import { type ReactNode, useState } from 'react'
import type { Output } from '#shared/contract'
import { call } from '#renderer/data/bridge'
import { backupText as text } from '#renderer/text/backup'
import { momentText } from '#shared/text/dates'
import { Button } from '#renderer/ui/button'
import { FactList, JobFooter, Lead, type View } from '#renderer/ui/forms/parts'
import { useJob } from '#renderer/ui/forms/use-job'
import { BackupFailure } from './failure.tsx'
import { useDropAtEnd } from './use-drop-at-end.ts'

export type Chosen = NonNullable<Output<'backup.choose'>['chosen']>

/** The first view of a dialog about a backup: which file it is. Null for `view` once one is chosen. */
export function useChosen(
  leads: readonly string[],
  onClose: () => void,
): { chosen: Chosen | null; view: View; facts: ReactNode } {
  const job = useJob()
  const [chosen, setChosen] = useState<Chosen | null>(null)

  useDropAtEnd()

  async function choose(): Promise<void> {
    const answer = await job.run(() => call('backup.choose', {}))
    if (answer.ok && answer.value.chosen !== null) setChosen(answer.value.chosen)
  }

  const failure = job.error && <BackupFailure error={job.error} />
  return {
    chosen,
    facts: chosen && (
      <>
        <FactList
          facts={[
            [text.file, chosen.name],
            [text.madeAt, momentText(chosen.madeAt)],
          ]}
        />
        <div>
          <Button size="small" busy={job.busy} onPress={() => void choose()}>
            {text.chooseOther}
          </Button>
        </div>
        {failure}
      </>
    ),
    view: {
      onClose,
      busy: job.busy,
      onSubmit: () => void choose(),
      body: (
        <>
          {leads.map((lead) => (
            <Lead key={lead}>{lead}</Lead>
          ))}
          {failure}
        </>
      ),
      footer: <JobFooter job={job} doing={text.choosing} submit={text.chooseFile} onClose={onClose} />,
    },
  }
}
