import { useRef, useState } from 'react'
import type { Output } from '#shared/contract'
import { call } from '#renderer/data/bridge'
import { formText } from '#renderer/text/forms'
import { protectionText as text } from '#renderer/text/protection'
import { Button } from '#renderer/ui/button'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import forms from '#renderer/ui/forms/forms.module.css'
import { JobFooter, Lead, type View } from '#renderer/ui/forms/parts'
import { SecretLine } from '#renderer/ui/forms/secret-line'
import { useJob } from '#renderer/ui/forms/use-job'
import { Notice } from '#renderer/ui/notice'
import { CodeDisplay } from './code-display.tsx'

type Drawn = Output<'vault.drawRecovery'>

export interface RecoverySteps {
  readonly view: View
  /** The code is gone: begins anew, and says so. */
  readonly restart: () => void
}

export interface RecoveryStepsOptions {
  /** The vault has a code already, which this one replaces. */
  readonly replaces: boolean
  readonly onConfirmed: (recoveryId: string) => void
  /** The person does not go on: "Later", or "Back" where this is a part of something. */
  readonly onLeave: () => void
  readonly leave: string
}

/** A new recovery code, shown to be written down, and two of its groups asked back. */
export function useRecoverySteps({ replaces, onConfirmed, onLeave, leave }: RecoveryStepsOptions): RecoverySteps {
  const job = useJob()
  const [drawn, setDrawn] = useState<Drawn | null>(null)
  const [seen, setSeen] = useState(false)
  const [checking, setChecking] = useState(false)
  const [gone, setGone] = useState(false)
  const [round, setRound] = useState(0)

  function restart(): void {
    setDrawn(null)
    setSeen(false)
    setChecking(false)
    setGone(true)
    setRound((number) => number + 1)
  }

  async function codeId(): Promise<string | null> {
    setGone(false)
    if (drawn !== null) return drawn.id
    const answer = await job.run(() => call('vault.drawRecovery', {}))
    if (!answer.ok) return null
    setDrawn(answer.value)
    return answer.value.id
  }

  const checkView = useCheckView({
    drawn,
    onRight: (id) => onConfirmed(id),
    onGone: restart,
    onBack: () => setChecking(false),
    onLeave,
  })
  if (checking && checkView !== null) return { view: checkView, restart }

  const view: View = {
    busy: job.busy,
    onClose: onLeave,
    body: (
      <>
        <Lead>{text.codeLead}</Lead>
        <Lead>{text.codeHow}</Lead>
        {replaces && <Notice tone="info">{text.codeReplaces}</Notice>}
        {gone && <Notice tone="warn">{text.codeGone}</Notice>}
        <CodeDisplay key={round} codeId={codeId} busy={job.busy} onSeen={() => setSeen(true)} onGone={restart} />
        {job.error && <FailureNotice error={job.error} />}
      </>
    ),
    footer: (
      <>
        <Button onPress={onLeave}>{leave}</Button>
        <Button variant="primary" isDisabled={!seen || job.busy} onPress={() => setChecking(true)}>
          {text.written}
        </Button>
      </>
    ),
  }
  return { view, restart }
}

interface CheckOptions {
  readonly drawn: Drawn | null
  readonly onRight: (id: string) => void
  readonly onGone: () => void
  readonly onBack: () => void
  readonly onLeave: () => void
}

/** Asks two groups back. Null while there is no code. */
function useCheckView({ drawn, onRight, onGone, onBack, onLeave }: CheckOptions): View | null {
  const job = useJob()
  const first = useRef<HTMLInputElement>(null)
  const second = useRef<HTMLInputElement>(null)
  const [missing, setMissing] = useState<'first' | 'second' | null>(null)
  const [wrong, setWrong] = useState(false)
  if (drawn === null) return null
  const [one, other] = drawn.asked

  async function check({ id }: Drawn): Promise<void> {
    const answers: [string, string] = [first.current?.value.trim() ?? '', second.current?.value.trim() ?? '']
    setWrong(false)
    if (answers.includes('')) {
      const at = answers[0] === '' ? 'first' : 'second'
      setMissing(at)
      ;(at === 'first' ? first : second).current?.focus()
      return
    }
    for (const field of [first.current, second.current]) if (field) field.value = ''
    const answer = await job.run(() => call('vault.confirmRecovery', { id, answers }))
    if (answer.ok) {
      onRight(id)
      return
    }
    if (answer.error.kind === 'wrong-recovery-code') {
      job.clear()
      setWrong(true)
      first.current?.focus()
    } else if (answer.error.kind === 'not-found') {
      job.clear()
      onGone()
    }
  }

  // Not disabled while main looks: the focus comes back to a field at once.
  const common = { isShown: true, onEdit: () => setMissing(null) }
  return {
    busy: job.busy,
    onClose: onLeave,
    onSubmit: () => void check(drawn),
    body: (
      <>
        <Lead>{text.askBack(one + 1, other + 1)}</Lead>
        <div className={forms['pair']}>
          <SecretLine
            {...common}
            ref={first}
            label={text.group(one + 1)}
            help=""
            error={missing === 'first' ? text.groupMissing : null}
            autoFocus
          />
          <SecretLine
            {...common}
            ref={second}
            label={text.group(other + 1)}
            help=""
            error={missing === 'second' ? text.groupMissing : null}
          />
        </div>
        {wrong && (
          <Notice tone="error">
            <p>{text.wrongGroups}</p>
            <p className={forms['next']}>{text.wrongGroupsNext}</p>
          </Notice>
        )}
        {job.error && <FailureNotice error={job.error} />}
      </>
    ),
    footer: (
      <JobFooter
        job={job}
        doing={text.checking}
        submit={text.check}
        onClose={() => {
          setWrong(false)
          setMissing(null)
          onBack()
        }}
        closeLabel={text.again}
      />
    ),
  }
}

/** The words for leaving these steps where they stand alone, and where they are a part of something. */
export const leaveWords = { alone: text.later, within: formText.back } as const
