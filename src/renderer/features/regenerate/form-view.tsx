import { useState } from 'react'
import type { Made } from '#shared/contract'
import { checkRegeneration, type FormProblem, successorName } from '#shared/rules/form'
import { lifetimeOf, rotationKind, secretDates } from '#shared/rules/lifetime'
import { call } from '#renderer/data/bridge'
import { useAccount, usePolicyDays } from '#renderer/data/use-mirror'
import { explain } from '#shared/text/errors'
import { problemText } from '#renderer/text/forms'
import { regenerateText as text } from '#renderer/text/regenerate'
import { calledBy } from '#shared/text/words'
import {
  dateMissing,
  draftLike,
  draftOf,
  type DraftState,
  expiryLike,
  fieldOfError,
  fittingExpiry,
} from '#renderer/ui/forms/draft-state'
import { ExpiryField } from '#renderer/ui/forms/expiry-field'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import styles from '#renderer/ui/forms/forms.module.css'
import { OptionsNotice } from '#renderer/ui/forms/options-notice'
import { OwnGuard, passesGuard } from '#renderer/ui/forms/own-guard'
import { JobFooter, type View } from '#renderer/ui/forms/parts'
import { TokenFields } from '#renderer/ui/forms/token-fields'
import { useFirstProblem } from '#renderer/ui/forms/use-first-problem'
import { useFormOptions } from '#renderer/ui/forms/use-form-options'
import { useJob } from '#renderer/ui/forms/use-job'
import { useStepUp } from '#renderer/ui/forms/use-step-up'
import { moment } from './moment.ts'
import { Plan } from './plan.tsx'
import type { Subject } from './subject.ts'

interface RegenerateOptions {
  readonly subject: Subject
  readonly onBegin: () => void
  readonly onMade: (made: Made, name: string) => void
  readonly onClose: () => void
}

/** The form of "Regenerate": the new expiry where the provider does it, a whole new token where it does not. */
export function useRegenerateView({ subject, onBegin, onMade, onClose }: RegenerateOptions): View {
  const { row, record } = subject
  const { token } = row
  const dates = secretDates(token, row.held)
  const emulated = subject.kind.support.regenerate.how === 'emulated'
  const account = useAccount(token.accountId)
  const job = useJob()
  const stepUp = useStepUp(job)
  const [fields, showProblem] = useFirstProblem()
  const [problems, setProblems] = useState<readonly FormProblem[]>([])
  const [confirmed, setConfirmed] = useState(false)
  const [typed, setTyped] = useState<DraftState | null>(null)
  const options = useFormOptions(emulated ? { accountId: token.accountId, owner: token.owner, kind: token.kind } : null)
  const policyDays = usePolicyDays(token)
  const kind = rotationKind(subject.kind, dates, options.maxDays, policyDays)
  const { name: nameRule } = kind.form
  const suggested = nameRule?.unique === 'forever' ? successorName(token.name, nameRule) : token.name
  const draft = typed ?? {
    ...draftLike(token, kind, suggested, options),
    expiry: expiryLike(dates, kind, options.maxDays, policyDays),
  }

  async function submit(): Promise<void> {
    const now = moment()
    const whole = draftOf(draft, kind, options.maxDays, now)
    const asked = whole && !emulated ? { expiry: whole.expiry } : whole
    const found = asked ? checkRegeneration(kind, token.name, asked, { now, maxDays: options.maxDays }) : dateMissing
    setProblems(found)
    if (asked === null || found.length > 0) {
      showProblem()
      return
    }
    onBegin()
    const answer = await stepUp.run((given) =>
      call('token.regenerate', { tokenId: token.id, draft: asked, ownConfirmed: confirmed, ...given }),
    )
    if (answer === null) showProblem()
    else if (answer.ok)
      onMade(answer.value, (emulated ? (asked.name ?? asked.description) : undefined) ?? calledBy(token))
    else if (fieldOfError(answer.error)) showProblem()
  }

  function expiryError(): string | null {
    if (job.error && fieldOfError(job.error) === 'expiry') {
      const { sentence, nextStep } = explain(job.error)
      return `${sentence} ${nextStep}`
    }
    const found = problems.find((problem) => problem.field === 'expiry')
    return found ? problemText(found, kind, kind.form.expiry.maxDays) : null
  }

  function change(next: DraftState): void {
    setTyped(next)
    setProblems([])
    job.clear()
  }

  const failure = job.error && !fieldOfError(job.error) ? job.error : null
  const where = account?.name ?? token.accountId
  const expiry = fittingExpiry(draft.expiry, kind, null)
  return {
    onClose,
    busy: job.busy,
    onSubmit: () => void submit(),
    body: (
      <div ref={fields} className={styles['fields']}>
        <Plan subject={subject} />
        {emulated ? (
          <>
            <OptionsNotice options={options} />
            <TokenFields
              kind={kind}
              value={draft}
              onChange={change}
              options={options}
              problems={problems}
              error={job.error}
              isDisabled={job.busy}
              before={lifetimeOf(dates)}
              autoFocus
            />
          </>
        ) : (
          <ExpiryField
            kind={kind}
            value={expiry}
            onChange={(choice) => change({ ...draft, expiry: choice })}
            maxDays={null}
            error={expiryError()}
            isDisabled={job.busy}
            before={lifetimeOf(dates)}
          />
        )}
        {!emulated && (
          <OwnGuard
            row={row}
            confirmed={confirmed}
            onConfirm={setConfirmed}
            isDisabled={job.busy}
            sentence={row.own === 'yes' ? text.ownYes(where) : text.ownUnknown(where)}
            tick={text.ownConfirm}
          />
        )}
        {stepUp.fields}
        {failure && <FailureNotice error={failure} />}
      </div>
    ),
    footer: (
      <JobFooter
        job={job}
        doing={text.regenerating(record.name)}
        submit={emulated ? text.makeNew : text.regenerate}
        // A lost answer is never answered by sending the same again.
        isDisabled={(!emulated && !passesGuard(row, confirmed)) || failure?.kind === 'answer-lost'}
        onClose={onClose}
      />
    ),
  }
}
