import { useMemo, useState } from 'react'
import type { TokenRow } from '#shared/model/token'
import { placesInUse } from '#shared/rules/places'
import { mostInBulk } from '#shared/rules/bulk-revoke'
import { call } from '#renderer/data/bridge'
import { useCatalogue, useFacts } from '#renderer/data/use-mirror'
import { openDialog, type DialogProps } from '#renderer/dialogs'
import { ageText } from '#shared/text/ages'
import { bulkRevokeText as text } from '#renderer/text/bulk-revoke'
import { formText } from '#renderer/text/forms'
import { Button } from '#renderer/ui/button'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { JobFooter, Lead, ViewDialog } from '#renderer/ui/forms/parts'
import { useJob } from '#renderer/ui/forms/use-job'
import { Notice } from '#renderer/ui/notice'
import { TextField } from '#renderer/ui/text-field'
import { LeftOut } from './left-out.tsx'
import { numberIn, sumOf } from './numbers.ts'
import { OwnTick } from './own-tick.tsx'
import { isUsedToday, oldestFacts, planOf } from './plan.ts'
import { TokenTable } from './token-table.tsx'
import { useRows } from './use-rows.ts'

/**
 * Before many tokens are revoked: what is about to happen to each of them, which ones are left out and why, and the number
 * of them, which the person types. Nothing is sent before.
 */
export function BulkRevokeDialog({ tokenIds, onClose }: DialogProps<'bulk-revoke'>) {
  const rows = useRows(tokenIds)
  const catalogue = useCatalogue()
  const isBusy = useFacts(({ bulk }) => bulk !== null && bulk.phase !== 'ended')
  const [now] = useState(() => Date.now())
  const plan = useMemo(() => planOf(rows, catalogue, text.noAdapter), [rows, catalogue])
  const job = useJob()
  const [typed, setTyped] = useState('')
  const [withOwn, setWithOwn] = useState(false)
  const { call: others, own } = plan.ways
  const chosen = withOwn ? [...others, ...own] : others
  const isAgreed = chosen.length > 0 && numberIn(typed) === chosen.length
  const hasChanged =
    job.error !== null && ['confirmation-needed', 'not-found', 'not-supported'].includes(job.error.kind)

  async function submit(): Promise<void> {
    if (!isAgreed) return
    const answer = await job.run(() =>
      call('bulkRevoke.start', {
        tokenIds: chosen.map(({ token }) => token.id),
        typed: numberIn(typed),
        ownConfirmed: withOwn,
        acceptPlaces: sumOf(chosen.map((row) => placesInUse(row).length)),
      }),
    )
    if (answer.ok) openDialog({ kind: 'bulk-progress' })
    else setTyped('')
  }

  const canBegin = others.length + own.length > 0 && chosen.length <= mostInBulk
  const body = (
    <>
      <Lead>{leadOf(chosen, own.length)}</Lead>
      {chosen.length > 0 && <Chosen rows={chosen} now={now} />}
      {own.length > 0 && (
        <OwnTick rows={own} words={text} isTicked={withOwn} onTick={setWithOwn} isDisabled={job.busy} />
      )}
      <LeftOut guided={plan.ways.guided} refused={plan.refused} ended={plan.ways.ended} words={text} />
      {chosen.length > mostInBulk && <Notice tone="error">{text.tooMany(mostInBulk)}</Notice>}
      {hasChanged && <Notice tone="error">{text.changed}</Notice>}
      {job.error && !hasChanged && <FailureNotice error={job.error} />}
      {canBegin && chosen.length > 0 && (
        <TextField
          label={text.typeCount(chosen.length)}
          value={typed}
          onChange={setTyped}
          maxLength={9}
          isDisabled={job.busy}
          autoFocus
        />
      )}
    </>
  )
  const footer = canBegin ? (
    <JobFooter
      job={job}
      doing={text.starting}
      submit={chosen.length === 0 ? text.title : text.submit(chosen.length)}
      variant="danger"
      isDisabled={!isAgreed || isBusy}
      onClose={onClose}
    />
  ) : (
    <Button variant="primary" autoFocus onPress={onClose}>
      {formText.close}
    </Button>
  )
  const view = { onClose, busy: job.busy, body, footer, ...(canBegin && { onSubmit: () => void submit() }) }
  return <ViewDialog title={text.title} size="large" role="alertdialog" view={view} />
}

function Chosen({ rows, now }: { readonly rows: readonly TokenRow[]; readonly now: number }) {
  const today = rows.filter((row) => isUsedToday(row, now)).length
  const asOf = oldestFacts(rows)
  const places = rows.map((row) => placesInUse(row).length).filter((number) => number > 0)
  return (
    <>
      {today > 0 && <Notice tone="warn">{text.usedToday(today)}</Notice>}
      {places.length > 0 && <Notice tone="warn">{text.inPlaces(places.length, sumOf(places))}</Notice>}
      <TokenTable rows={rows} now={now} />
      {asOf !== null && <p>{text.asOf(ageText(asOf, now))}</p>}
    </>
  )
}

function leadOf(chosen: readonly TokenRow[], own: number): string {
  if (chosen.length > 0) return text.lead(chosen.length, accountsOf(chosen))
  return own > 0 ? text.onlyOwn : text.nothing
}

function accountsOf(rows: readonly TokenRow[]): number {
  return new Set(rows.map(({ token }) => token.accountId)).size
}
