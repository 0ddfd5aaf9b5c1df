import { useEffect, useState } from 'react'
import type { Output, Result } from '#shared/contract'
import type { Replacement } from '#shared/contract/places'
import type { Place } from '#shared/model/place'
import { nameOfPlace } from '#shared/rules/places'
import { call } from '#renderer/data/bridge'
import { useMirrorState, usePreferences } from '#renderer/data/use-mirror'
import { placeText as text } from '#renderer/text/places'
import { shellText } from '#renderer/text/shell'
import { Button } from '../button.tsx'
import { Dialog } from '../dialog.tsx'
import { toast } from '../toast.tsx'
import { FailureNotice } from './failure-notice.tsx'
import { PlaceName } from './place-name.tsx'
import styles from './places.module.css'
import { useCopySecret } from './use-copy-secret.ts'
import { useJob } from './use-job.ts'

interface ReplaceHereDialogProps {
  readonly place: Place
  /** The token whose secret belongs there now. */
  readonly by: string
  readonly onClose: () => void
}

/**
 * Shows what would change in the file of a place, and writes the new secret there. Where that cannot be done it is copied, and
 * the person says when it is there.
 */
export function ReplaceHereDialog({ place, by, onClose }: ReplaceHereDialogProps) {
  const job = useJob()
  const [answer, setAnswer] = useState<Result<Output<'place.previewReplace'>> | null>(null)
  /** Each preview is for once: after a failure, or a change by somebody else, the file is read again. */
  const [round, setRound] = useState(0)
  const [isChanged, setChanged] = useState(false)
  const placeId = place.id
  const secretId = useMirrorState((state) => state.rows.get(by)?.held?.secretId)
  const { clipboardSeconds } = usePreferences()
  const copying = useCopySecret()

  useEffect(() => {
    let isWanted = true
    void call('place.previewReplace', { placeId }).then((result) => {
      if (isWanted) setAnswer(result)
    })
    return () => {
      isWanted = false
    }
  }, [placeId, round])

  async function write({ planId, path }: Replacement): Promise<void> {
    const result = await job.run(() => call('place.replace', { planId }))
    if (result.ok && result.value.outcome === 'written') {
      toast({ text: text.written(path), tone: 'good' })
      onClose()
      return
    }
    setChanged(result.ok)
    setAnswer(null)
    setRound(round + 1)
  }

  async function tick(): Promise<void> {
    const result = await job.run(() => call('place.setReplaced', { placeId, replaced: true, by }))
    if (result.ok) onClose()
  }

  const preview = answer?.ok === true ? answer.value : null
  const error = job.error ?? copying.error ?? (answer?.ok === false ? answer.error : null)
  const plan = preview?.ready === true ? preview.plan : null
  const why = preview?.ready === false ? preview.why : null
  return (
    <Dialog
      title={text.replaceTitle}
      size="medium"
      busy={job.busy}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose} isDisabled={job.busy}>
            {plan === null ? shellText.close : shellText.cancel}
          </Button>
          {why !== null && why !== 'no-new-secret' && (
            <>
              {why !== 'has-new' && secretId !== undefined && (
                <Button onPress={() => void copying.copy(secretId)} isDisabled={job.busy}>
                  {text.copyNew}
                </Button>
              )}
              <Button variant="primary" busy={job.busy} onPress={() => void tick()}>
                {text.hasItNow}
              </Button>
            </>
          )}
          {plan !== null && (
            <Button variant="primary" busy={job.busy} onPress={() => void write(plan)}>
              {text.write}
            </Button>
          )}
        </>
      }
    >
      <p>
        <PlaceName where={place.where} />
      </p>
      {isChanged && <p role="alert">{text.changedMeanwhile}</p>}
      {answer === null && <p>{text.readingFile}</p>}
      {why !== null && <p role="status">{text.whyNot(why)}</p>}
      {copying.copied !== null && <p role="status">{text.copiedFor(nameOfPlace(place.where), clipboardSeconds)}</p>}
      {plan !== null && <Plan plan={plan} />}
      {error && <FailureNotice error={error} />}
    </Dialog>
  )
}

function Plan({ plan: { path, isLinked, tracked, lines, elsewhere } }: { readonly plan: Replacement }) {
  return (
    <>
      <p>{text.replaceLead}</p>
      <ol className={styles['changes']} aria-label={text.replaceLead}>
        {lines.map(({ line, name }, number) => (
          <li key={number}>
            <span className={styles['line']}>{text.replaceLine(line)}</span>
            <span className={styles['mono']}>{name}</span>
            <span>{text.oldToNew}</span>
          </li>
        ))}
      </ol>
      {isLinked && <p className={styles['warn']}>{text.linkedTo(path)}</p>}
      {tracked !== 'no' && <p className={styles['warn']}>{tracked === 'yes' ? text.tracked : text.maybeTracked}</p>}
      {elsewhere > 0 && <p className={styles['warn']}>{text.elsewhere(elsewhere)}</p>}
      <p className={styles['quiet']}>{text.undoKept}</p>
    </>
  )
}
