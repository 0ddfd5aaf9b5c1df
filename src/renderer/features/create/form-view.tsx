import { useState } from 'react'
import type { Made } from '#shared/contract'
import { checkDraft, type FormProblem } from '#shared/rules/form'
import { call } from '#renderer/data/bridge'
import { createText as text } from '#renderer/text/create'
import { formText } from '#renderer/text/forms'
import { supportReason } from '#renderer/text/words'
import { dateMissing, draftOf, type DraftState, emptyDraft, fieldOfError } from '#renderer/ui/forms/draft-state'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import styles from '#renderer/ui/forms/forms.module.css'
import { OptionsNotice } from '#renderer/ui/forms/options-notice'
import { JobFooter, type View } from '#renderer/ui/forms/parts'
import { TokenFields } from '#renderer/ui/forms/token-fields'
import { useFirstProblem } from '#renderer/ui/forms/use-first-problem'
import { useFormOptions } from '#renderer/ui/forms/use-form-options'
import { useJob } from '#renderer/ui/forms/use-job'
import { Notice } from '#renderer/ui/notice'
import { TargetFields } from './target-fields.tsx'
import type { Target, TargetChoice } from './use-target.ts'

interface FormOptions {
  readonly choice: TargetChoice
  readonly onMade: (made: Made, name: string) => void
  /** A call that began at `since` failed; the journal knows whether its answer was lost. */
  readonly onFailed: (since: number) => void
  readonly onClose: () => void
}

interface Filled {
  /** Of which kind the form is: a form of another kind begins with its own defaults. */
  readonly of: string
  readonly draft: DraftState
}

function formKey({ account, kind }: Target): string {
  return `${account.provider} ${kind.kind}`
}

/** The form of "New token". Everything stays as it was typed until the token is made. */
export function useFormView({ choice, onMade, onFailed, onClose }: FormOptions): View {
  const { target } = choice
  const job = useJob()
  const [fields, showProblem] = useFirstProblem()
  const [filled, setFilled] = useState<Filled | null>(null)
  const [problems, setProblems] = useState<readonly FormProblem[]>([])
  const supported = target?.kind.support.create.how === 'native'
  const options = useFormOptions(
    target && supported ? { accountId: target.account.id, owner: target.owner.owner, kind: target.kind.kind } : null,
  )
  if (target === null) return { onClose, body: null, footer: null }

  const key = formKey(target)
  const draft = filled?.of === key ? filled.draft : emptyDraft(target.kind)

  async function submit({ account, owner, kind }: Target): Promise<void> {
    const now = Date.now()
    const asked = draftOf(draft, kind, options.maxDays, now)
    const found = asked ? checkDraft(kind, asked, { now, maxDays: options.maxDays }) : dateMissing
    setProblems(found)
    if (asked === null || found.length > 0) {
      showProblem()
      return
    }
    const answer = await job.run((jobId) =>
      call('token.create', { accountId: account.id, owner: owner.owner, kind: kind.kind, draft: asked, jobId }),
    )
    if (answer.ok) onMade(answer.value, asked.name ?? asked.description ?? '')
    else {
      onFailed(now)
      if (fieldOfError(answer.error)) showProblem()
    }
  }

  const { support } = target.kind
  const failure = job.error && !fieldOfError(job.error) ? job.error : null
  const openPage = {
    label: formText.openPage,
    onPress: () => void call('link.open', { what: 'account', accountId: target.account.id }),
  }
  return {
    onClose,
    busy: job.busy,
    onSubmit: () => void submit(target),
    body: (
      <div ref={fields} className={styles['fields']}>
        <TargetFields choice={choice} isDisabled={job.busy} />
        {supported ? (
          <>
            <OptionsNotice options={options} />
            <TokenFields
              key={key}
              kind={target.kind}
              value={draft}
              onChange={(next) => {
                setFilled({ of: key, draft: next })
                setProblems([])
                job.clear()
              }}
              options={options}
              problems={problems}
              error={job.error}
              isDisabled={job.busy}
              autoFocus={!choice.changed}
            />
          </>
        ) : (
          <Notice tone="info" action={openPage}>
            {text.notHere} {supportReason(support.create)}
          </Notice>
        )}
        {failure && (
          <FailureNotice
            error={failure}
            actions={{ 'open-page': openPage }}
            {...(failure.kind === 'answer-lost' && { lead: text.lostNoted })}
          />
        )}
      </div>
    ),
    footer: (
      <JobFooter
        job={job}
        doing={text.creating(target.record.name)}
        submit={text.create}
        // A lost answer is never answered by sending the same again.
        isDisabled={!supported || failure?.kind === 'answer-lost'}
        onClose={onClose}
      />
    ),
  }
}
