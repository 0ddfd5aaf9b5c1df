import { useMemo, useState } from 'react'
import type { BulkLifetime } from '#shared/contract/bulk'
import type { TokenRow } from '#shared/model/token'
import { mostInBulk } from '#shared/rules/bulk-revoke'
import { usualDays } from '#shared/rules/lifetime'
import { placesInUse } from '#shared/rules/places'
import { call } from '#renderer/data/bridge'
import { useCatalogue, useFacts } from '#renderer/data/use-mirror'
import { openDialog, type DialogProps } from '#renderer/dialogs'
import { bulkRegenerateText as text } from '#renderer/text/bulk-regenerate'
import { bulkRevokeText } from '#renderer/text/bulk-revoke'
import { formText } from '#renderer/text/forms'
import { calledBy, listed } from '#shared/text/words'
import { Button } from '#renderer/ui/button'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import formStyles from '#renderer/ui/forms/forms.module.css'
import { JobFooter, Lead, ViewDialog } from '#renderer/ui/forms/parts'
import { useJob } from '#renderer/ui/forms/use-job'
import { Notice } from '#renderer/ui/notice'
import { Select } from '#renderer/ui/select'
import { LeftOut } from './left-out.tsx'
import { sumOf } from './numbers.ts'
import { OwnTick } from './own-tick.tsx'
import { regeneratePlanOf, type RegeneratePlan } from './regenerate-plan.ts'
import { TokenTable } from './token-table.tsx'
import { useRows } from './use-rows.ts'

/**
 * Before many tokens get new secrets: what dies at once, what stands until it is revoked, what is left out and why, and how
 * long the new ones last. Nothing is sent before.
 */
export function BulkRegenerateDialog({ tokenIds, onClose }: DialogProps<'bulk-regenerate'>) {
  const rows = useRows(tokenIds)
  const catalogue = useCatalogue()
  const operations = useFacts((facts) => facts.operations)
  const isBusy = useFacts(({ bulk }) => bulk !== null && bulk.phase !== 'ended')
  const [now] = useState(() => Date.now())
  const plan = useMemo(() => regeneratePlanOf(rows, catalogue, operations), [rows, catalogue, operations])
  const job = useJob()
  const [withOwn, setWithOwn] = useState(false)
  const [days, setDays] = useState<number | null>(null)
  const { native, own, emulated } = plan.ways
  const chosen = [...native, ...emulated, ...(withOwn ? own : [])]

  async function submit(): Promise<void> {
    if (chosen.length === 0) return
    const lifetime: BulkLifetime = days === null ? { kind: 'as-before' } : { kind: 'days', days }
    const tokenIdsNow = chosen.map(({ token }) => token.id)
    const answer = await job.run(() =>
      call('bulkRegenerate.start', { tokenIds: tokenIdsNow, lifetime, ownConfirmed: withOwn }),
    )
    if (answer.ok) openDialog({ kind: 'bulk-progress' })
  }

  const canBegin = chosen.length + own.length > 0 && chosen.length <= mostInBulk
  const body = (
    <>
      <Lead>{chosen.length > 0 || own.length > 0 ? text.lead(chosen.length) : text.nothing}</Lead>
      {chosen.length > 0 && <WhatHappens plan={plan} withOwn={withOwn} />}
      {chosen.length > 0 && <TokenTable rows={chosen} now={now} />}
      {own.length > 0 && (
        <OwnTick rows={own} words={text} isTicked={withOwn} onTick={setWithOwn} isDisabled={job.busy} />
      )}
      <LeftOut guided={plan.ways.guided} refused={plan.refused} ended={plan.ways.ended} words={text} />
      {canBegin && (
        <Select
          label={formText.expires}
          options={[
            { id: 'as-before', label: text.asBefore },
            ...usualDays.map((number) => ({ id: String(number), label: formText.inDays(number) })),
          ]}
          value={days === null ? 'as-before' : String(days)}
          onChange={(id) => setDays(id === 'as-before' ? null : Number(id))}
          isDisabled={job.busy}
          help={text.expiryHelp}
        />
      )}
      {chosen.length > mostInBulk && <Notice tone="error">{text.tooMany(mostInBulk)}</Notice>}
      {job.error && <FailureNotice error={job.error} />}
    </>
  )
  const footer = canBegin ? (
    <JobFooter
      job={job}
      doing={bulkRevokeText.starting}
      submit={chosen.length === 0 ? text.title : text.submit(chosen.length)}
      isDisabled={chosen.length === 0 || isBusy}
      onClose={onClose}
    />
  ) : (
    <Button variant="primary" autoFocus onPress={onClose}>
      {formText.close}
    </Button>
  )
  const view = { onClose, busy: job.busy, body, footer, ...(canBegin && { onSubmit: () => void submit() }) }
  return <ViewDialog title={text.title} size="large" view={view} />
}

function WhatHappens({ plan: { ways }, withOwn }: { readonly plan: RegeneratePlan; readonly withOwn: boolean }) {
  const dying = [...ways.native, ...(withOwn ? ways.own : [])]
  const placesOf = (rows: readonly TokenRow[]) => sumOf(rows.map((row) => placesInUse(row).length))
  const names = (rows: readonly TokenRow[]) => listed(rows.map(({ token }) => `“${calledBy(token)}”`))
  return (
    <section className={formStyles['guide']} aria-label={text.plan}>
      <p className={formStyles['strong']}>{text.plan}</p>
      <ol className={formStyles['steps']}>
        {dying.length > 0 && <li>{text.planDying(dying.length, names(dying), placesOf(dying))}</li>}
        {ways.emulated.length > 0 && <li>{text.planMade(ways.emulated.length, names(ways.emulated))}</li>}
        <li>{text.planPlaces(placesOf([...dying, ...ways.emulated]))}</li>
        {ways.emulated.length > 0 && <li>{text.planEnd(ways.emulated.length)}</li>}
      </ol>
    </section>
  )
}
