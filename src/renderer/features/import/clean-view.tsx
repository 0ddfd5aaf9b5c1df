import { useEffect, useState } from 'react'
import type { Output } from '#shared/contract'
import type { Cleaning } from '#shared/contract/import'
import { call } from '#renderer/data/bridge'
import { formText } from '#renderer/text/forms'
import { importText as text } from '#renderer/text/import'
import { placeText } from '#renderer/text/places'
import { Badge } from '#renderer/ui/badge'
import { Button } from '#renderer/ui/button'
import { JobFooter, Lead, type View } from '#renderer/ui/forms/parts'
import { useJob } from '#renderer/ui/forms/use-job'
import { Notice } from '#renderer/ui/notice'
import { Progress } from '#renderer/ui/progress'
import { Select } from '#renderer/ui/select'
import { toast } from '#renderer/ui/toast'
import { CandidateHead } from './candidate-item.tsx'
import { ImportFailure } from './import-failure.tsx'
import type { Read } from './use-import.ts'
import styles from './import.module.css'

interface CleanOptions {
  readonly read: Read
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** A list of more is no list to choose from. */
const mostFiles = 400

type Preview = Output<'import.previewClean'>

/** Last view: what can be taken out of the file, after what is stored was tried. */
export function useCleanView({ read: { importId, candidates, files }, isOpen, onClose }: CleanOptions): View {
  const job = useJob()
  const { run } = job
  const [preview, setPreview] = useState<Preview | null>(null)
  /** Which of the files. */
  const [file, setFile] = useState(0)
  const [isChanged, setChanged] = useState(false)
  /** Each preview is for once: after a failure, or a change by somebody else, the file is read again. */
  const [round, setRound] = useState(0)

  useEffect(() => {
    if (!isOpen) return
    void run((jobId) => call('import.previewClean', { importId, file, jobId })).then((answer) => {
      if (answer.ok) setPreview(answer.value)
    })
  }, [isOpen, importId, file, round, run])

  async function clean({ planId, path }: Cleaning): Promise<void> {
    const answer = await job.run(() => call('import.clean', { importId, planId }))
    if (answer.ok && answer.value.outcome === 'written') {
      toast({ text: text.cleaned(path), tone: 'good' })
      const next = file + 1
      if (next >= files.length) onClose()
      else open(next)
      return
    }
    setChanged(answer.ok)
    setPreview(null)
    if (answer.ok) setRound(round + 1)
  }

  function open(number: number): void {
    setPreview(null)
    setChanged(false)
    setFile(number)
  }

  const plan = preview?.plan ?? null
  return {
    onClose,
    busy: job.busy,
    body: (
      <>
        <Lead>{text.cleanLead}</Lead>
        {files.length > 1 && (
          <Select
            label={text.cleanFile}
            options={files.slice(0, mostFiles).map((path, number) => ({ id: String(number), label: path }))}
            value={String(file)}
            onChange={(id) => open(Number(id))}
            isDisabled={job.busy}
          />
        )}
        {isChanged && <Notice tone="warn">{placeText.changedMeanwhile}</Notice>}
        {preview === null && job.busy && <Progress label={text.trying} />}
        {preview !== null && <Values values={preview.values} candidates={candidates} />}
        {preview !== null && plan === null && (
          <Notice tone="warn">
            <p>{preview.why === null ? text.nothingToClean : text.whyStays(preview.why)}</p>
            {preview.why === 'unknown-format' && <p>{text.exportHelp}</p>}
          </Notice>
        )}
        {plan && <Plan plan={plan} />}
        <ImportFailure error={job.error} />
      </>
    ),
    footer:
      plan === null && !job.busy ? (
        <Button variant="primary" onPress={onClose}>
          {formText.done}
        </Button>
      ) : (
        <JobFooter
          job={job}
          doing=""
          submit={text.cleanDo}
          isDisabled={plan === null}
          onSubmit={() => plan && void clean(plan)}
          onClose={onClose}
        />
      ),
  }
}

function Values({ values, candidates }: Pick<Preview, 'values'> & Pick<Read, 'candidates'>) {
  const states = new Map(values.map(({ candidateId, is }) => [candidateId, is]))
  return (
    <ul className={styles['list']} aria-label={text.cleanList}>
      {candidates.flatMap((candidate) => {
        const is = states.get(candidate.id)
        // What nobody stored is no news here.
        if (is === undefined || is === 'not-stored') return []
        const goes = is === 'works' || is === 'untried'
        return (
          <li key={candidate.id}>
            <span className={styles['head']}>
              <CandidateHead candidate={candidate} isPlain />
              <Badge tone={goes ? 'good' : 'warn'}>{text.cleanables[is]}</Badge>
            </span>
          </li>
        )
      })}
    </ul>
  )
}

function Plan({ plan: { path, isLinked, tracked, lines, elsewhere } }: { readonly plan: Cleaning }) {
  return (
    <>
      <ol className={styles['lines']} aria-label={text.cleanLines}>
        {lines.map(({ line, name }, number) => (
          <li key={number}>
            <span>{text.line(line)}</span>
            <span className={styles['mono']}>{name}</span>
            <span className={styles['quiet']}>{text.secretGoes}</span>
          </li>
        ))}
      </ol>
      <p className={styles['warn']}>{text.breaks}</p>
      {isLinked && <p className={styles['warn']}>{placeText.linkedTo(path)}</p>}
      {tracked !== 'no' && <p className={styles['warn']}>{text.git}</p>}
      {elsewhere > 0 && <p className={styles['warn']}>{text.elsewhere(elsewhere)}</p>}
      <p className={styles['quiet']}>{text.undoKept}</p>
    </>
  )
}
