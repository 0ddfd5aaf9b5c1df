import { useState } from 'react'
import type { Decision, Finding } from '#shared/model/finding'
import type { Instant } from '#shared/model/time'
import type { DialogProps } from '#renderer/dialogs'
import { decideText as text } from '#renderer/text/decide'
import { dateFieldValue } from '#shared/text/dates'
import { DateField, type Day } from '#renderer/ui/date-field'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { JobFooter, Lead, ViewDialog } from '#renderer/ui/forms/parts'
import { useFirstProblem } from '#renderer/ui/forms/use-first-problem'
import forms from '#renderer/ui/forms/forms.module.css'
import { useJob } from '#renderer/ui/forms/use-job'
import { betweenDays } from '#renderer/ui/range'
import { Select } from '#renderer/ui/select'
import { TextArea, TextField } from '#renderer/ui/text-field'
import { useDecide } from './use-decide.ts'
import { useFindings } from './use-audit.ts'

type Time = keyof typeof text.times

const dayMs = 86_400_000
const days: Partial<Record<Time, number>> = { week: 7, month: 30, quarter: 90 }
/** What is offered, the usual one first. What is snoozed comes back, so it is never for good. */
const offered: Readonly<Record<Decision['kind'], readonly Time[]>> = {
  accepted: ['quarter', 'month', 'day', 'ever'],
  snoozed: ['week', 'month', 'quarter', 'day'],
  assigned: [],
}

/** Accepts, assigns or snoozes findings, one or many. */
export function DecideDialog({ how, findingIds, onClose }: DialogProps<'decide'>) {
  const job = useJob()
  const { decide } = useDecide()
  const usual = useFindings(({ findings }) => whoWasLast(findings))
  const [opened] = useState(() => Date.now())
  const [fields, showProblem] = useFirstProblem()
  const [tried, setTried] = useState(false)
  const [who, setWho] = useState(usual)
  const [reason, setReason] = useState('')
  const [time, setTime] = useState<Time>(offered[how][0] ?? 'ever')
  const [day, setDay] = useState<Day | null>(dateFieldValue(opened + 30 * dayMs))
  const until = untilOf(time, day, opened)
  const problems = {
    who: how !== 'snoozed' && who.trim() === '' ? text.whoNeeded : null,
    reason: how === 'accepted' && reason.trim() === '' ? text.reasonNeeded : null,
    day: until !== null && until <= opened ? text.dayNeeded : null,
  }
  const shown = tried ? problems : { who: null, reason: null, day: null }

  async function submit(): Promise<void> {
    setTried(true)
    if (Object.values(problems).some((problem) => problem !== null)) {
      showProblem()
      return
    }
    const decision = { kind: how, who: who.trim(), reason: reason.trim(), until }
    const answer = await job.run(() => decide(findingIds, decision))
    if (answer.ok) onClose()
  }

  const isAssigned = how === 'assigned'
  return (
    <ViewDialog
      title={text.title[how]}
      view={{
        onClose,
        busy: job.busy,
        onSubmit: () => void submit(),
        body: (
          <>
            <Lead>{text.lead[how](findingIds.length)}</Lead>
            <div ref={fields} className={forms['fields']}>
              {how !== 'snoozed' && (
                <TextField
                  label={isAssigned ? text.whoCares : text.whoAccepts}
                  placeholder={text.whoHint}
                  value={who}
                  onChange={setWho}
                  maxLength={200}
                  error={shown.who}
                  isDisabled={job.busy}
                  autoFocus
                />
              )}
              <TextArea
                label={how === 'accepted' ? text.reason : text.note}
                optional={how !== 'accepted'}
                placeholder={how === 'accepted' ? text.reasonHint : ''}
                value={reason}
                onChange={setReason}
                maxLength={2000}
                error={shown.reason}
                isDisabled={job.busy}
              />
              {offered[how].length > 0 && (
                <div className={forms['pair']}>
                  <Select
                    label={text.until}
                    options={offered[how].map((id) => ({ id, label: text.times[id] }))}
                    value={time}
                    onChange={setTime}
                    isDisabled={job.busy}
                  />
                  {time === 'day' && (
                    <DateField
                      label={text.day}
                      value={day}
                      onChange={setDay}
                      error={shown.day}
                      isDisabled={job.busy}
                      min={dateFieldValue(opened)}
                    />
                  )}
                </div>
              )}
            </div>
            {job.error !== null && <FailureNotice error={job.error} />}
          </>
        ),
        footer: <JobFooter job={job} doing="" submit={text.title[how]} onClose={onClose} />,
      }}
    />
  )
}

/** To the end of a day, where the person is; a day that is not whole has passed. Null: for good. */
function untilOf(time: Time, day: Day | null, now: Instant): Instant | null {
  if (time === 'ever') return null
  if (time === 'day') return day === null ? 0 : (betweenDays(day, day)?.to ?? 0)
  return now + (days[time] ?? 0) * dayMs
}

/** Whoever decided last is likely to be the one who decides now. */
function whoWasLast(findings: readonly Finding[]): string {
  let last: Decision | null = null
  for (const { decision } of findings) {
    if (decision !== null && decision.who !== '' && (last === null || decision.at > last.at)) last = decision
  }
  return last?.who ?? ''
}
