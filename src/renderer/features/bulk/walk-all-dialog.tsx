import { useState } from 'react'
import type { Operation } from '#shared/model/operation'
import type { Instant } from '#shared/model/time'
import { isGuarded } from '#shared/rules/own-token'
import { call } from '#renderer/data/bridge'
import { useFacts } from '#renderer/data/use-mirror'
import { useWalks, type Walk } from '#renderer/data/use-walks'
import { openDialog, type DialogProps } from '#renderer/dialogs'
import { bulkRegenerateText as text } from '#renderer/text/bulk-regenerate'
import { bulkRevokeText } from '#renderer/text/bulk-revoke'
import { formText } from '#renderer/text/forms'
import { calledBy, listed } from '#shared/text/words'
import { Button } from '#renderer/ui/button'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { JobFooter, Lead, ViewDialog } from '#renderer/ui/forms/parts'
import { PlaceCheckList } from '#renderer/ui/forms/place-check-list'
import { useJob } from '#renderer/ui/forms/use-job'
import { TextField } from '#renderer/ui/text-field'
import styles from './bulk-revoke.module.css'
import { numberIn } from './numbers.ts'
import { OwnTick } from './own-tick.tsx'

/** Nobody walks through more at a time; the others follow. */
const mostShown = 50
const mostNamed = 30

/** The places of all new secrets as one check list, and then the end of the old tokens that no place needs any more. */
export function WalkAllDialog({ onClose }: DialogProps<'walk-all'>) {
  const walks = useWalks()
  const isBusy = useFacts(({ bulk }) => bulk !== null && bulk.phase !== 'ended')
  const job = useJob()
  const [typed, setTyped] = useState('')
  const [withOwn, setWithOwn] = useState(false)
  const noted = walks.filter(({ isNoted }) => isNoted)
  const unnoted = walks.filter(({ isNoted }) => !isNoted)
  const done = walks.filter(({ operation, left }) => operation !== null && left === 0)
  const [now] = useState(() => Date.now())
  const ready = done.filter(({ operation }) => operation !== null && !isLater(operation, now))
  const later = done.length - ready.length
  const own = ready.filter(({ row }) => isGuarded(row.own))
  const chosen = withOwn ? ready : ready.filter(({ row }) => !isGuarded(row.own))
  const isAgreed = chosen.length > 0 && numberIn(typed) === chosen.length

  async function submit(): Promise<void> {
    if (!isAgreed) return
    const operationIds = chosen.flatMap(({ operation }) => operation?.id ?? [])
    const answer = await job.run(() =>
      call('bulkRevokeOld.start', {
        operationIds,
        typed: numberIn(typed),
        ownConfirmed: withOwn,
        acceptPlaces: 0,
      }),
    )
    if (answer.ok) openDialog({ kind: 'bulk-progress' })
    else setTyped('')
  }

  const body = (
    <>
      <Lead>{walks.length === 0 ? text.walkNothing : text.walkLead(walks.length)}</Lead>
      <div className={styles['walks']}>
        {noted.slice(0, mostShown).map((walk) => (
          <OneWalk key={walk.row.token.id} walk={walk} isDisabled={job.busy} />
        ))}
        {noted.length > mostShown && <p className={styles['about']}>{text.walkMore(noted.length - mostShown)}</p>}
        {unnoted.length > 0 && (
          <section aria-label={text.unnoted}>
            <h3 className={styles['heading']}>{text.unnoted}</h3>
            <p>
              {listed(
                unnoted.map(({ row }) => calledBy(row.token)),
                mostNamed,
              )}
            </p>
            <p className={styles['about']}>{text.unnotedHelp}</p>
          </section>
        )}
      </div>
      {ready.length > 0 && <p>{text.ready(ready.length)}</p>}
      {later > 0 && <p className={styles['about']}>{text.leftForLater(later)}</p>}
      {own.length > 0 && (
        <OwnTick
          rows={own.map(({ row }) => row)}
          words={text.own}
          isTicked={withOwn}
          onTick={setWithOwn}
          isDisabled={job.busy}
        />
      )}
      {chosen.length > 0 && (
        <TextField
          label={bulkRevokeText.typeCount(chosen.length)}
          value={typed}
          onChange={setTyped}
          maxLength={9}
          isDisabled={job.busy}
        />
      )}
      {job.error && <FailureNotice error={job.error} />}
    </>
  )
  const footer =
    ready.length > 0 ? (
      <JobFooter
        job={job}
        doing={bulkRevokeText.starting}
        submit={text.revokeOld(chosen.length)}
        variant="danger"
        isDisabled={!isAgreed || isBusy}
        onClose={onClose}
        closeLabel={text.later}
      />
    ) : (
      <Button variant="primary" autoFocus onPress={onClose}>
        {walks.length === 0 ? formText.done : text.later}
      </Button>
    )
  const view = { onClose, busy: job.busy, body, footer, ...(ready.length > 0 && { onSubmit: () => void submit() }) }
  return <ViewDialog title={text.walkTitle} size="large" view={view} />
}

/** Does the person want to be reminded of the old token, and not yet? */
function isLater({ revokeAt }: Operation, now: Instant): boolean {
  return revokeAt !== undefined && revokeAt > now
}

function OneWalk({ walk: { row, by, operation }, isDisabled }: { walk: Walk; isDisabled: boolean }) {
  return (
    <section aria-label={calledBy(row.token)}>
      <h3 className={styles['heading']}>{calledBy(row.token)}</h3>
      <p className={styles['about']}>{operation === null ? text.oldDead : text.stillOld}</p>
      <PlaceCheckList row={row} by={by} isDisabled={isDisabled} withoutHelp />
    </section>
  )
}
