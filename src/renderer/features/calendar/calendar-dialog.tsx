import { useState } from 'react'
import { tellFailure } from '#renderer/data/actions'
import { call } from '#renderer/data/bridge'
import { useFacts, usePreferences } from '#renderer/data/use-mirror'
import type { DialogProps } from '#renderer/dialogs'
import { calendarWords as text } from '#renderer/text/calendar'
import { Checkbox } from '#renderer/ui/choices'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { JobFooter, Lead, ViewDialog } from '#renderer/ui/forms/parts'
import { useJob } from '#renderer/ui/forms/use-job'
import { Notice } from '#renderer/ui/notice'
import { toast } from '#renderer/ui/toast'

/** Writes what expires into a calendar file, once or from now on. */
export function CalendarDialog({ onClose }: DialogProps<'calendar'>) {
  const { calendar } = usePreferences()
  const trouble = useFacts((facts) => facts.calendarTrouble)
  const job = useJob()
  const [names, setNames] = useState(calendar?.names ?? false)
  const [keep, setKeep] = useState(calendar !== null)

  async function submit(): Promise<void> {
    const answer = await job.run(() => call('calendar.save', { names, keep }))
    if (!answer.ok || answer.value.written === null) return
    const { name, tokens } = answer.value.written
    toast({ text: text.written(name, tokens), tone: 'good' })
    onClose()
  }

  async function leave(): Promise<void> {
    const answer = await call('calendar.leave', {})
    if (answer.ok) setKeep(false)
    else tellFailure(answer.error)
  }

  return (
    <ViewDialog
      title={text.title}
      view={{
        onClose,
        busy: job.busy,
        onSubmit: () => void submit(),
        body: (
          <>
            <Lead>{text.lead}</Lead>
            {calendar !== null && (
              <Notice
                tone={trouble === null ? 'info' : 'warn'}
                action={{ label: text.leave, onPress: () => void leave() }}
              >
                {trouble === null
                  ? text.kept(calendar.path)
                  : `${text.stale(calendar.path, trouble.since)} ${text.why(trouble.error)} ${text.again}`}
              </Notice>
            )}
            <Checkbox isSelected={names} onChange={setNames} isDisabled={job.busy} help={text.namesHelp}>
              {text.names}
            </Checkbox>
            <Checkbox isSelected={keep} onChange={setKeep} isDisabled={job.busy} help={text.keepHelp}>
              {text.keep}
            </Checkbox>
            {job.error && <FailureNotice error={job.error} />}
          </>
        ),
        footer: <JobFooter job={job} doing={text.saving} submit={text.save} onClose={onClose} />,
      }}
    />
  )
}
