import type { Bulk, BulkResult } from '#shared/contract/bulk'
import { tellFailure } from '#renderer/data/actions'
import { call } from '#renderer/data/bridge'
import { useAccount, useFacts } from '#renderer/data/use-mirror'
import { openDialog, type DialogProps } from '#renderer/dialogs'
import { bulkRegenerateText } from '#renderer/text/bulk-regenerate'
import { bulkRevokeText as text } from '#renderer/text/bulk-revoke'
import { explain } from '#shared/text/errors'
import { formText } from '#renderer/text/forms'
import { Button } from '#renderer/ui/button'
import { Lead, ViewDialog } from '#renderer/ui/forms/parts'
import { useJob } from '#renderer/ui/forms/use-job'
import { useStepUp } from '#renderer/ui/forms/use-step-up'
import { Notice } from '#renderer/ui/notice'
import { Progress } from '#renderer/ui/progress'
import { dismissBulk, stopBulk } from '#renderer/data/bulk-actions'
import { ResultList } from './result-list.tsx'
import { useResults } from './use-results.ts'

/** How far revoking many tokens is, and what became of each. It goes on without this dialog. */
export function BulkProgressDialog({ onClose }: DialogProps<'bulk-progress'>) {
  const bulk = useFacts((facts) => facts.bulk)
  if (bulk !== null) return <Run bulk={bulk} onClose={onClose} />
  const footer = (
    <Button variant="primary" autoFocus onPress={onClose}>
      {formText.close}
    </Button>
  )
  return <ViewDialog title={text.title} view={{ onClose, body: <Lead>{text.over}</Lead>, footer }} />
}

function Run({ bulk, onClose }: { readonly bulk: Bulk; readonly onClose: () => void }) {
  const { id: bulkId, what, phase, asks, total, done, gone, failed, cutOff } = bulk
  const results = useResults(bulk)
  const isOver = phase === 'ended'
  const tried = done + gone + failed
  const others = total - done - gone
  // Only the person can say whether these were made: trying them again would be refused.
  const undecided = what === 'regenerate' ? results.filter(isUndecided).length : 0
  const [asked] = asks

  function close(): void {
    if (isOver) void dismissBulk(bulkId)
    onClose()
  }

  async function again(): Promise<void> {
    const answer = await call('bulk.again', { bulkId })
    if (!answer.ok) tellFailure(answer.error)
  }

  /** What was cut off is planned anew, with what is left: nothing of it goes on without a word. */
  async function planRest(): Promise<void> {
    const answer = await call('bulk.left', { bulkId })
    if (!answer.ok) tellFailure(answer.error)
    else if (what === 'revoke-old') openDialog({ kind: 'walk-all' })
    else openDialog({ kind: what === 'revoke' ? 'bulk-revoke' : 'bulk-regenerate', tokenIds: answer.value.tokenIds })
  }

  const body = (
    <>
      {isOver ? (
        <Notice tone={others === 0 ? 'info' : 'warn'}>{text.summary(bulk)}</Notice>
      ) : (
        <Progress label={phase === 'stopping' ? text.stopping : text.running(bulk)} value={tried / total} />
      )}
      {cutOff && <p>{text.cutOff}</p>}
      {isOver && undecided > 0 && <p>{bulkRegenerateText.undecided(undecided)}</p>}
      {asked && <Asked key={asked.accountId} bulkId={bulkId} asked={asked} />}
      <ResultList results={results} />
      {!isOver && <p>{text.goesOn}</p>}
    </>
  )
  const footer = (
    <>
      {!isOver && (
        <Button variant="danger-quiet" isDisabled={phase === 'stopping'} onPress={() => void stopBulk(bulkId)}>
          {text.stop}
        </Button>
      )}
      {isOver && what === 'regenerate' && done > 0 && (
        <Button
          onPress={() => {
            // What has failed is there to come back to.
            if (others === 0) void dismissBulk(bulkId)
            openDialog({ kind: 'walk-all' })
          }}
        >
          {bulkRegenerateText.walk}
        </Button>
      )}
      {isOver && others > undecided && !cutOff && (
        <Button onPress={() => void again()}>{text.again(others - undecided)}</Button>
      )}
      {cutOff && others > 0 && <Button onPress={() => void planRest()}>{text.planRest(others)}</Button>}
      <Button variant="primary" autoFocus={!asked} onPress={close}>
        {isOver ? formText.done : formText.close}
      </Button>
    </>
  )
  return <ViewDialog title={text.titleOf(bulk)} size="large" view={{ onClose: close, body, footer }} />
}

/** Asked, and nobody knows whether it happened; it waits for the person above the list. */
function isUndecided({ outcome, error }: BulkResult): boolean {
  if (outcome !== 'failed' || error === null) return false
  return error.kind === 'answer-lost' || (error.kind === 'busy' && error.code === 'unfinished')
}

interface AskedProps {
  readonly bulkId: string
  readonly asked: Bulk['asks'][number]
}

/** What a provider asks for before it goes on: typed once for all tokens of the account. */
function Asked({ bulkId, asked: { accountId, error } }: AskedProps) {
  const account = useAccount(accountId)
  const job = useJob()
  const stepUp = useStepUp(job, error, text.askHelp)

  async function goOn(): Promise<void> {
    const answer = await stepUp.run((given) => call('bulk.goOn', { bulkId, accountId, ...given }))
    if (answer !== null && !answer.ok) tellFailure(answer.error)
  }

  return (
    <>
      <Notice tone="warn">
        {text.asks(account?.name ?? accountId)} {explain(error).sentence}
      </Notice>
      {stepUp.fields}
      <div>
        <Button variant="danger" busy={job.busy} onPress={() => void goOn()}>
          {text.goOn}
        </Button>
      </div>
    </>
  )
}
