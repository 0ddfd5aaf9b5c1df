import { useState } from 'react'
import { ImportFailure } from './import-failure.tsx'
import type { ImportCandidate } from '#shared/contract/import'
import { isKnownValue, looksLikeToken } from '#shared/rules/import'
import { importText as text } from '#renderer/text/import'
import { formText } from '#renderer/text/forms'
import { Button } from '#renderer/ui/button'
import { JobFooter, Lead, type View } from '#renderer/ui/forms/parts'
import { Notice } from '#renderer/ui/notice'
import { Progress } from '#renderer/ui/progress'
import { CandidateItem } from './candidate-item.tsx'
import { namesOf } from './file-name.ts'
import { LeftOutList } from './left-out.tsx'
import type { Import, Read } from './use-import.ts'
import type { Wishes } from './use-wishes.ts'
import styles from './import.module.css'

interface PickOptions {
  readonly taking: Import
  readonly read: Read
  readonly wishes: Wishes
  readonly onStored: () => void
  readonly onClean: () => void
  readonly onClose: () => void
}

/** Second view: what was found, masked, and what the person wants done with each value. */
export function usePickView({ taking, read, wishes, onStored, onClean, onClose }: PickOptions): View {
  const { job } = taking
  const [showsAll, setShowsAll] = useState(false)
  const left = read.candidates.filter(({ id }) => taking.results.get(id)?.outcome !== 'stored')
  const likely = left.filter(looksLikeToken)
  const unlikely = left.filter((candidate) => !looksLikeToken(candidate))
  const shown = showsAll ? left : likely
  const decisions = wishes.decisions(shown)
  const ticked = shown.filter(wishes.isTicked).length
  const cleaned = namesOf(read.files)
  const hasKnown = read.candidates.some(isKnownValue) || [...taking.results.values()].some(isStored)

  async function submit(): Promise<void> {
    if (decisions === null || decisions.length === 0) return
    if (await taking.store(read.importId, decisions)) onStored()
  }

  const item = (candidate: ImportCandidate) => (
    <CandidateItem key={candidate.id} candidate={candidate} files={read.files} wishes={wishes} isDisabled={job.busy} />
  )
  return {
    onClose,
    busy: job.busy,
    body: (
      <>
        <Lead>
          {read.candidates.length === 0
            ? text.none
            : text.found(read.candidates.length, cleaned === null ? '' : text.from(cleaned))}{' '}
          {read.candidates.length > 0 && text.pickHelp}
        </Lead>
        {likely.length > 0 && (
          <ul className={styles['list']} aria-label={text.list}>
            {likely.map(item)}
          </ul>
        )}
        {unlikely.length > 0 && !showsAll && (
          <div>
            <Button variant="quiet" onPress={() => setShowsAll(true)}>
              {text.showUnlikely(unlikely.length)}
            </Button>
          </div>
        )}
        {unlikely.length > 0 && showsAll && (
          <ul className={styles['list']} aria-label={text.unlikely}>
            {unlikely.map(item)}
          </ul>
        )}
        {read.more > 0 && <Notice tone="info">{text.more(read.more)}</Notice>}
        <LeftOutList read={read} />
        {job.busy && <Progress label={text.storing} value={job.value ?? 0} />}
        <ImportFailure error={job.error} />
      </>
    ),
    footer: (
      <JobFooter
        job={job}
        doing={text.storing}
        submit={text.store(ticked)}
        isDisabled={ticked === 0 || decisions === null}
        onSubmit={() => void submit()}
        onClose={onClose}
        closeLabel={read.candidates.length === 0 ? formText.close : formText.cancel}
        extra={
          <>
            <Button variant="quiet" onPress={taking.reset}>
              {formText.back}
            </Button>
            {hasKnown && cleaned !== null && (
              <Button variant="quiet" onPress={onClean}>
                {text.clean(cleaned)}
              </Button>
            )}
          </>
        }
      />
    ),
  }
}

function isStored({ outcome }: { readonly outcome: string }): boolean {
  return outcome === 'stored' || outcome === 'known'
}
