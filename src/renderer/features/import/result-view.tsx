import { useState } from 'react'
import type { ImportCandidate, ImportResult } from '#shared/contract/import'
import { useAccount, useMirrorState } from '#renderer/data/use-mirror'
import { explain } from '#shared/text/errors'
import { formText } from '#renderer/text/forms'
import { importText as text } from '#renderer/text/import'
import { calledBy } from '#shared/text/words'
import { Badge } from '#renderer/ui/badge'
import { Button } from '#renderer/ui/button'
import forms from '#renderer/ui/forms/forms.module.css'
import { Lead, type View } from '#renderer/ui/forms/parts'
import { Select } from '#renderer/ui/select'
import { CandidateHead } from './candidate-item.tsx'
import { namesOf } from './file-name.ts'
import { ImportFailure } from './import-failure.tsx'
import type { Import, Read } from './use-import.ts'
import styles from './import.module.css'

interface ResultOptions {
  readonly taking: Import
  readonly read: Read
  readonly onBack: () => void
  readonly onClean: () => void
  readonly onClose: () => void
}

const tones = { stored: 'good', known: 'good', which: 'warn', failed: 'danger', cancelled: 'quiet' } as const

/** What became of each value that was ticked, and what can be done next. */
export function resultView({ taking, read, onBack, onClean, onClose }: ResultOptions): View {
  const { job, results } = taking
  const shown = read.candidates.flatMap((candidate) => {
    const result = results.get(candidate.id)
    return result === undefined ? [] : [{ candidate, result }]
  })
  const isOver = ({ result: { outcome } }: (typeof shown)[number]) => outcome === 'stored' || outcome === 'known'
  const cleaned = namesOf(read.files)
  const canClean = cleaned !== null && shown.some(isOver)
  return {
    onClose,
    busy: job.busy,
    body: (
      <>
        <ul className={styles['list']} aria-label={text.results}>
          {shown.map((one) => (
            <ResultItem key={one.candidate.id} {...one} taking={taking} importId={read.importId} />
          ))}
        </ul>
        {!shown.every(isOver) && <Lead>{text.againLater}</Lead>}
        <ImportFailure error={job.error} />
      </>
    ),
    footer: (
      <>
        <Button variant="quiet" isDisabled={job.busy} onPress={onBack}>
          {text.back}
        </Button>
        {canClean && (
          <Button isDisabled={job.busy} onPress={onClean}>
            {text.clean(cleaned)}
          </Button>
        )}
        <Button variant="primary" autoFocus isDisabled={job.busy} onPress={onClose}>
          {formText.done}
        </Button>
      </>
    ),
  }
}

interface ItemProps {
  readonly candidate: ImportCandidate
  readonly result: ImportResult
  readonly taking: Import
  readonly importId: string
}

function ResultItem({ candidate, result, taking, importId }: ItemProps) {
  const { outcome, error } = result
  const words = error === null ? null : explain(error)
  return (
    <li>
      <span className={styles['head']}>
        <CandidateHead candidate={candidate} isPlain />
        <Badge tone={tones[outcome]}>{text.outcomes[outcome]}</Badge>
      </span>
      {outcome === 'stored' && <Where result={result} />}
      {words && (
        <p className={styles['quiet']}>
          {words.sentence} {words.nextStep}
        </p>
      )}
      {outcome === 'which' && <Which candidate={candidate} result={result} taking={taking} importId={importId} />}
    </li>
  )
}

function Where({ result: { tokenIds, accountId } }: Pick<ItemProps, 'result'>) {
  const token = useMirrorState((state) => state.rows.get(tokenIds[0] ?? '')?.token)
  const account = useAccount(accountId ?? '')
  return (
    <p className={styles['quiet']}>
      {token && text.storedWith(calledBy(token))}
      {account && text.addedAccount(account.name)}
    </p>
  )
}

/** The provider does not say of which token it is: the person may know. */
function Which({ candidate, result, taking, importId }: ItemProps) {
  const rows = useMirrorState((state) => state.rows)
  const named = calledThere(candidate)
  // Only in front, and not chosen: that it is called the same proves nothing.
  const tokens = result.tokenIds
    .flatMap((id) => rows.get(id)?.token ?? [])
    .sort((a, b) => Number(named.has(calledBy(b))) - Number(named.has(calledBy(a))))
  const [chosen, setChosen] = useState<string | null>(null)
  const token = tokens.find(({ id }) => id === chosen)
  if (tokens.length === 0) return <p className={styles['quiet']}>{text.whichNone}</p>
  return (
    <div className={forms['fields']}>
      <p className={styles['quiet']}>{text.which}</p>
      <Select
        label={text.whichToken}
        options={tokens.slice(0, 400).map((one) => ({ id: one.id, label: calledBy(one) }))}
        value={chosen}
        placeholder={text.whichPlaceholder}
        onChange={setChosen}
        isDisabled={taking.job.busy}
      />
      <div>
        <Button
          isDisabled={token === undefined}
          busy={taking.job.busy}
          onPress={() => {
            if (token === undefined) return
            const decision = { as: 'token', accountId: token.accountId, tokenId: token.id } as const
            void taking.store(importId, [{ candidateId: candidate.id, decision }])
          }}
        >
          {text.storeWith}
        </Button>
      </div>
    </div>
  )
}

function calledThere({ name, spots }: ImportCandidate): ReadonlySet<string | null> {
  return new Set([name, ...spots.map(({ entry }) => entry)])
}
