import { useDeferredValue, useMemo, useState } from 'react'
import type { ActivityCheck, ActivityFilter } from '#shared/model/activity'
import { activityFits, everyActivity } from '#shared/rules/activity'
import { call } from '#renderer/data/bridge'
import { useMirror } from '#renderer/data/use-mirror'
import type { DialogProps } from '#renderer/dialogs'
import { activityText as text } from '#renderer/text/activity'
import { calledBy } from '#shared/text/words'
import { Button } from '#renderer/ui/button'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { JobFooter, Lead, type View, ViewDialog } from '#renderer/ui/forms/parts'
import { useJob } from '#renderer/ui/forms/use-job'
import { Notice } from '#renderer/ui/notice'
import { CheckResult } from './check-result.tsx'
import { EntryList } from './entry-list.tsx'
import { FilterFields } from './filter-fields.tsx'
import { useEntries } from './use-entries.ts'

/** Keyrack's own log: to look through, to check, and to take along as a file. */
export function ActivityDialog({ tokenId, accountId, onClose }: DialogProps<'activity'>) {
  const view = useActivityView({ tokenId: tokenId ?? null, accountId: accountId ?? null }, onClose)
  return <ViewDialog size="wide" title={text.title} view={view} />
}

function useActivityView(about: Pick<ActivityFilter, 'tokenId' | 'accountId'>, onClose: () => void): View {
  const known = useEntries()
  const job = useJob()
  const [doing, setDoing] = useState('')
  const [filter, setFilter] = useState<ActivityFilter>({ ...everyActivity, ...about })
  const [check, setCheck] = useState<ActivityCheck | null>(null)
  const [saved, setSaved] = useState<string | null>(null)
  const wanted = useDeferredValue(filter)
  const shown = useMemo(() => known.entries.filter(activityFits(wanted)), [known.entries, wanted])
  const tokenName = useNameOf(filter.tokenId, known.entries)

  async function follow(): Promise<void> {
    setDoing(text.checking)
    setCheck(null)
    const answer = await job.run((jobId) => call('activity.check', { jobId }))
    if (answer.ok) setCheck(answer.value)
  }

  async function save(format: 'csv' | 'json'): Promise<void> {
    setDoing(text.saving)
    setSaved(null)
    const answer = await job.run((jobId) => call('activity.export', { format, filter, jobId }))
    const written = answer.ok ? answer.value.written : null
    if (written !== null) setSaved(text.saved(written.name, written.entries))
  }

  const error = known.error ?? job.error
  return {
    onClose,
    busy: job.busy,
    body: (
      <>
        <Lead>{text.lead}</Lead>
        {filter.tokenId !== null && (
          <Notice
            tone="info"
            shape="line"
            action={{ label: text.allTokens, onPress: () => setFilter({ ...filter, tokenId: null }) }}
          >
            {text.onlyToken(tokenName)}
          </Notice>
        )}
        <FilterFields
          entries={known.entries}
          filter={filter}
          onChange={(change) => setFilter((before) => ({ ...before, ...change }))}
        />
        {check !== null && <CheckResult check={check} />}
        {saved !== null && <Notice tone="info">{saved}</Notice>}
        {error !== null && <FailureNotice error={error} />}
        <p role="status">
          {known.isComplete ? text.shown(shown.length, known.entries.length) : text.reading(known.entries.length)}
        </p>
        {shown.length > 0 && <EntryList entries={shown} />}
        {known.isComplete && shown.length === 0 && (
          <p>{known.entries.length === 0 ? text.empty : text.filteredEmpty}</p>
        )}
      </>
    ),
    footer: (
      <JobFooter
        job={job}
        doing={doing}
        submit={text.check}
        onSubmit={() => void follow()}
        onClose={onClose}
        closeLabel={text.close}
        extra={(['csv', 'json'] as const).map((format) => (
          <Button key={format} onPress={() => void save(format)}>
            {text.save(format)}
          </Button>
        ))}
      />
    ),
  }
}

/** How the token is called now, or was called when something was last done with it. */
function useNameOf(tokenId: string | null, entries: ReturnType<typeof useEntries>['entries']): string {
  const mirror = useMirror()
  if (tokenId === null) return ''
  const row = mirror.store.getState().rows.get(tokenId)
  if (row !== undefined) return calledBy(row.token)
  return entries.find((entry) => entry.tokenId === tokenId)?.tokenName ?? tokenId
}
