import { useState } from 'react'
import type { Input, Made } from '#shared/contract'
import type { Draft } from '#shared/model/operation'
import type { Instant } from '#shared/model/time'
import { checkDraft, type FormProblem } from '#shared/rules/form'
import { openGuide } from '#renderer/data/actions'
import { call } from '#renderer/data/bridge'
import { createText as text } from '#renderer/text/create'
import { formText } from '#renderer/text/forms'
import { guidedText } from '#renderer/text/guided'
import { supportReason } from '#shared/text/words'
import { dateMissing, draftOf, type DraftState, emptyDraft, fieldOfError } from '#renderer/ui/forms/draft-state'
import styles from '#renderer/ui/forms/forms.module.css'
import { GuideSteps } from '#renderer/ui/forms/guide-steps'
import { OptionsNotice } from '#renderer/ui/forms/options-notice'
import { JobFooter, type View } from '#renderer/ui/forms/parts'
import { refusesSecret } from '#renderer/ui/forms/secret-entry'
import { TokenFields } from '#renderer/ui/forms/token-fields'
import { useFirstProblem } from '#renderer/ui/forms/use-first-problem'
import { useFormOptions } from '#renderer/ui/forms/use-form-options'
import { GuidedFailure, useGuidedEntry } from '#renderer/ui/forms/use-guided-entry'
import { useJob } from '#renderer/ui/forms/use-job'
import { useStepUp } from '#renderer/ui/forms/use-step-up'
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

/** When a form is checked: once for all its rules. */
function moment(): Instant {
  return Date.now()
}

/** The form of "New token". Everything stays as it was typed until the token is made. */
export function useFormView({ choice, onMade, onFailed, onClose }: FormOptions): View {
  const { target } = choice
  const job = useJob()
  const [fields, showProblem] = useFirstProblem()
  const [filled, setFilled] = useState<Filled | null>(null)
  const [problems, setProblems] = useState<readonly FormProblem[]>([])
  const how = target?.kind.support.create.how
  const supported = how === 'native' || how === 'guided'
  const stepUp = useStepUp(job)
  const entry = useGuidedEntry(target?.record, target?.kind, job.busy)
  const options = useFormOptions(
    target && supported ? { accountId: target.account.id, owner: target.owner.owner, kind: target.kind.kind } : null,
  )
  if (target === null) return { onClose, body: null, footer: null }

  const key = formKey(target)
  const draft = filled?.of === key ? filled.draft : emptyDraft(target.kind)

  /** What is asked for; null when something of it is wrong, which is shown then. */
  function checkedDraft({ kind }: Target, now: number): Draft | null {
    const asked = draftOf(draft, kind, options.maxDays, now)
    const found = asked ? checkDraft(kind, asked, { now, maxDays: options.maxDays }) : dateMissing
    setProblems(found)
    if (asked !== null && found.length === 0) return asked
    showProblem()
    return null
  }

  async function submit(of: Target): Promise<void> {
    const now = moment()
    const asked = checkedDraft(of, now)
    if (asked === null) return
    const wanted = { accountId: of.account.id, owner: of.owner.owner, kind: of.kind.kind, draft: asked }
    const name = asked.name ?? asked.description ?? ''
    if (how === 'guided') {
      await take(wanted, name)
      return
    }
    const answer = await stepUp.run((given) => call('token.create', { ...wanted, ...given }))
    if (answer === null) showProblem()
    else if (answer.ok) onMade(answer.value, name)
    else {
      onFailed(now)
      if (fieldOfError(answer.error)) showProblem()
    }
  }

  /** The token is made on the provider's page: its secret is what is sent. */
  async function take(
    wanted: Omit<Input<'guided.create'>, 'secret' | 'stepUp' | 'jobId'>,
    name: string,
  ): Promise<void> {
    const taken = entry.take()
    if (taken === null) {
      showProblem()
      return
    }
    const answer = await stepUp.run((given) => call('guided.create', { ...wanted, secret: taken.secret, ...given }))
    if (answer?.ok) onMade(answer.value, name)
    else if (answer === null || !refusesSecret(answer.error.kind)) taken.giveBack()
    if (answer === null) showProblem()
  }

  function openAt(of: Target): void {
    const asked = checkedDraft(of, moment())
    if (asked === null) return
    void openGuide({
      what: 'create',
      accountId: of.account.id,
      owner: of.owner.owner,
      kind: of.kind.kind,
      draft: asked,
    })
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
            {support.create.how === 'guided' && (
              <>
                <GuideSteps
                  support={support.create}
                  record={target.record}
                  onOpen={() => openAt(target)}
                  isDisabled={job.busy}
                />
                {entry.field}
              </>
            )}
          </>
        ) : (
          <Notice tone="info" action={openPage}>
            {text.notHere} {supportReason(support.create)}
          </Notice>
        )}
        {stepUp.fields}
        {failure && (
          <GuidedFailure
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
        doing={how === 'guided' ? guidedText.checking(target.record.name) : text.creating(target.record.name)}
        submit={how === 'guided' ? guidedText.take : text.create}
        // A lost answer is never answered by sending the same again.
        isDisabled={!supported || failure?.kind === 'answer-lost'}
        onClose={onClose}
      />
    ),
  }
}
