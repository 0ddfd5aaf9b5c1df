import { useState } from 'react'
import type { Made } from '#shared/contract'
import type { Draft } from '#shared/model/operation'
import type { Support } from '#shared/model/provider'
import { checkRegeneration, type FormProblem } from '#shared/rules/form'
import { lifetimeOf, rotationKind, secretDates } from '#shared/rules/lifetime'
import { openGuide } from '#renderer/data/actions'
import { call } from '#renderer/data/bridge'
import { useAccount, usePolicyDays } from '#renderer/data/use-mirror'
import { problemText } from '#renderer/text/forms'
import { guidedText } from '#renderer/text/guided'
import { regenerateText as text } from '#renderer/text/regenerate'
import { calledBy } from '#shared/text/words'
import { dateMissing, expiryLike, expiryOf, fittingExpiry } from '#renderer/ui/forms/draft-state'
import { ExpiryField } from '#renderer/ui/forms/expiry-field'
import styles from '#renderer/ui/forms/forms.module.css'
import { GuideSteps } from '#renderer/ui/forms/guide-steps'
import { OwnGuard, passesGuard } from '#renderer/ui/forms/own-guard'
import { JobFooter, type View, ViewDialog } from '#renderer/ui/forms/parts'
import { refusesSecret } from '#renderer/ui/forms/secret-entry'
import { useFirstProblem } from '#renderer/ui/forms/use-first-problem'
import { GuidedFailure, useGuidedEntry } from '#renderer/ui/forms/use-guided-entry'
import { useJob } from '#renderer/ui/forms/use-job'
import { useStepUp } from '#renderer/ui/forms/use-step-up'
import { moment } from './moment.ts'
import { Plan } from './plan.tsx'
import type { Subject } from './subject.ts'
import { useNewSecretView } from './new-secret-view.tsx'

export interface GuidedRegenerateProps {
  readonly subject: Subject
  readonly support: Extract<Support, { how: 'guided' }>
  readonly onClose: () => void
}

/** A new secret from the provider's page: what to do there, then the secret, which takes the old one's place. */
export function GuidedRegenerate({ subject, support, onClose }: GuidedRegenerateProps) {
  const [made, setMade] = useState<Made | null>(null)
  const form = useEnterView({ subject, support, onClose }, setMade)
  const madeView = useNewSecretView({ made, name: calledBy(subject.row.token), onClose })
  return <ViewDialog title={text.title} view={made === null ? form : madeView} />
}

function useEnterView({ subject, support, onClose }: GuidedRegenerateProps, onMade: (made: Made) => void): View {
  const { row, record } = subject
  const { token } = row
  const dates = secretDates(token, row.held)
  const policyDays = usePolicyDays(token)
  const kind = rotationKind(subject.kind, dates, null, policyDays)
  const account = useAccount(token.accountId)
  const job = useJob()
  const stepUp = useStepUp(job)
  const entry = useGuidedEntry(record, kind, job.busy)
  const [fields, showProblem] = useFirstProblem()
  const [problems, setProblems] = useState<readonly FormProblem[]>([])
  const [confirmed, setConfirmed] = useState(false)
  const [expiry, setExpiry] = useState(() => expiryLike(dates, kind, null, policyDays))
  const where = account?.name ?? token.accountId

  /** Null when the date is not right, which is shown then. */
  function checkedDraft(): Draft | null {
    const now = moment()
    const chosen = expiryOf(fittingExpiry(expiry, kind, null), now)
    const native = { ...kind, support: { ...kind.support, regenerate: { how: 'native' as const } } }
    const found = chosen
      ? checkRegeneration(native, token.name, { expiry: chosen }, { now, maxDays: null })
      : dateMissing
    setProblems(found)
    if (chosen !== null && found.length === 0) return { expiry: chosen }
    showProblem()
    return null
  }

  function openPage(): void {
    const draft = checkedDraft()
    if (draft !== null) void openGuide({ what: 'regenerate', tokenId: token.id, draft })
  }

  async function submit(): Promise<void> {
    const draft = checkedDraft()
    if (draft === null) return
    const taken = entry.take()
    if (taken === null) {
      showProblem()
      return
    }
    const answer = await stepUp.run((given) =>
      call('guided.regenerate', {
        tokenId: token.id,
        draft,
        secret: taken.secret,
        ownConfirmed: confirmed,
        ...given,
      }),
    )
    if (answer?.ok) onMade(answer.value)
    else if (answer === null || !refusesSecret(answer.error.kind)) taken.giveBack()
    if (answer === null) showProblem()
  }

  const problem = problems.find(({ field }) => field === 'expiry')
  const isGuarded = !passesGuard(row, confirmed)
  return {
    onClose,
    busy: job.busy,
    onSubmit: () => void submit(),
    body: (
      <div ref={fields} className={styles['fields']}>
        <Plan subject={subject} />
        <OwnGuard
          row={row}
          confirmed={confirmed}
          onConfirm={setConfirmed}
          isDisabled={job.busy}
          sentence={row.own === 'yes' ? text.ownYes(where) : text.ownUnknown(where)}
          tick={text.ownConfirm}
        />
        <ExpiryField
          kind={kind}
          value={fittingExpiry(expiry, kind, null)}
          onChange={(choice) => {
            setExpiry(choice)
            setProblems([])
          }}
          maxDays={null}
          error={problem ? problemText(problem, kind, kind.form.expiry.maxDays) : null}
          isDisabled={job.busy}
          before={lifetimeOf(dates)}
        />
        <GuideSteps support={support} record={record} onOpen={openPage} isDisabled={job.busy || isGuarded} />
        {entry.field}
        {stepUp.fields}
        {job.error && <GuidedFailure error={job.error} />}
      </div>
    ),
    footer: (
      <JobFooter
        job={job}
        doing={guidedText.checking(record.name)}
        submit={guidedText.take}
        isDisabled={isGuarded}
        onClose={onClose}
      />
    ),
  }
}
