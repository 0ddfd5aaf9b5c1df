import type { ProviderRecord } from '#shared/model/provider'
import { formText } from '#renderer/text/forms'
import { leakedText as text } from '#renderer/text/leaked'
import { Button } from '#renderer/ui/button'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { JobFooter, type View } from '#renderer/ui/forms/parts'
import { Notice } from '#renderer/ui/notice'
import type { Ended, Found, Leak } from './use-leak.ts'
import { ValueList } from './value-list.tsx'

interface ResultOptions {
  readonly record: ProviderRecord
  readonly leak: Leak
  readonly found: Found
  readonly ended: Ended
  readonly onClose: () => void
}

/** Last view: what became of each secret, as far as trying it tells. Nothing is called dead that was not refused. */
export function resultView({ record, leak, found, ended, onClose }: ResultOptions): View {
  const { job } = leak
  const numberOf = (state: string) => ended.values.filter((value) => value.state === state).length
  const canLook = numberOf('pending') + numberOf('not-asked') > 0
  const isLost = ended.answer === 'lost'
  return {
    onClose,
    busy: job.busy,
    body: (
      <>
        {isLost && <Notice tone="error">{text.lost(record.name)}</Notice>}
        <Summary
          record={record}
          all={ended.values.length}
          pending={numberOf('pending')}
          unsure={numberOf('not-asked') + numberOf('not-told')}
        />
        <ValueList
          values={found.values}
          record={record}
          ended={ended}
          inLines={found.values.length + found.leftOut.length > 1}
        />
        {job.error &&
          (job.error.kind === 'not-found' ? (
            <Notice tone="error">{text.overdue}</Notice>
          ) : (
            <FailureNotice error={job.error} />
          ))}
      </>
    ),
    footer: canLook ? (
      <JobFooter
        job={job}
        doing={text.looking}
        submit={text.look}
        onSubmit={() => void leak.look()}
        onClose={onClose}
        closeLabel={formText.close}
        extra={
          isLost && (
            // The ticks of the view before stand: the same secrets, and the same call.
            <Button variant="danger-quiet" onPress={() => void leak.revoke(true)}>
              {text.sendAgain}
            </Button>
          )
        }
      />
    ) : (
      <Button variant="primary" autoFocus onPress={onClose}>
        {formText.done}
      </Button>
    ),
  }
}

interface SummaryProps {
  readonly record: ProviderRecord
  readonly all: number
  readonly pending: number
  readonly unsure: number
}

function Summary({ record, all, pending, unsure }: SummaryProps) {
  if (pending > 0) return <Notice tone="warn">{text.pending(pending, record.name)}</Notice>
  if (unsure > 0) return <Notice tone="warn">{text.unsure(record.name)}</Notice>
  return <Notice tone="info">{text.allOver(all, record.name)}</Notice>
}
