import { useRef, useState } from 'react'
import type { ProviderRecord } from '#shared/model/provider'
import { useFacts } from '#renderer/data/use-mirror'
import { formText } from '#renderer/text/forms'
import { leakedText as text } from '#renderer/text/leaked'
import { RadioGroup } from '#renderer/ui/choices'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import styles from '#renderer/ui/forms/forms.module.css'
import { JobFooter, Lead, type View } from '#renderer/ui/forms/parts'
import type { SecretEntryHandle } from '#renderer/ui/forms/secret-entry'
import { SecretLines } from '#renderer/ui/forms/secret-lines'
import { useFirstProblem } from '#renderer/ui/forms/use-first-problem'
import type { Leak } from './use-leak.ts'

/** Addresses of the provider's own, and those that accounts sign in at. */
function usePlaces(record: ProviderRecord): readonly { id: string; label: string; help: string }[] {
  const accounts = useFacts((facts) => facts.accounts)
  const own = record.instances.map(({ name, origin }) => ({ id: origin, label: name, help: origin }))
  const others = accounts
    .filter(({ provider, origin }) => provider === record.id && !own.some(({ id }) => id === origin))
    .map(({ name, origin }) => ({ id: origin, label: name, help: origin }))
  return [...own, ...new Map(others.map((place) => [place.id, place])).values()]
}

/** First view: the secrets that leaked. They go to main, which looks at them and sends nothing. */
export function useEnterView(record: ProviderRecord, leak: Leak, onClose: () => void): View {
  const { job } = leak
  const places = usePlaces(record)
  const [origin, setOrigin] = useState(places[0]?.id ?? '')
  const [fields, showProblem] = useFirstProblem()
  const entry = useRef<SecretEntryHandle>(null)
  const [missing, setMissing] = useState(false)
  const [lines, setLines] = useState(0)
  const { most } = record.revokeByValue
  const tooMany = job.error?.kind === 'invalid-input' && job.error.limit !== undefined

  async function submit(): Promise<void> {
    const taken = entry.current?.take() ?? null
    setMissing(taken === null)
    if (taken === null) {
      showProblem()
      return
    }
    if (!(await leak.read({ provider: record.id, origin, secrets: taken.secret }))) taken.giveBack()
  }

  return {
    onClose,
    busy: job.busy,
    onSubmit: () => void submit(),
    body: (
      <div ref={fields} className={styles['fields']}>
        <Lead>{text.lead(record.name)}</Lead>
        {places.length > 1 && (
          <RadioGroup label={text.where} options={places} value={origin} onChange={setOrigin} isDisabled={job.busy} />
        )}
        <SecretLines
          handle={entry}
          label={text.secrets}
          help={`${lines > 1 ? `${text.lines(lines)} ` : ''}${text.secretsHelp(most)}`}
          error={missing ? text.needed : tooMany ? text.tooMany(most) : null}
          onEdit={(number) => {
            setLines(number)
            setMissing(false)
            job.clear()
          }}
          isDisabled={job.busy}
        />
        {job.error && !tooMany && <FailureNotice error={job.error} />}
      </div>
    ),
    footer: (
      <JobFooter job={job} doing={text.reading} submit={text.read} onClose={onClose} closeLabel={formText.cancel} />
    ),
  }
}
