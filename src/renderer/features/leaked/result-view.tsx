import type { EndedLeak } from '#shared/contract'
import { useMirrorState } from '#renderer/data/use-mirror'
import { openDialog } from '#renderer/dialogs'
import { formText } from '#renderer/text/forms'
import { leakedText as text } from '#renderer/text/leaked'
import { calledBy, listed } from '#shared/text/words'
import { Badge } from '#renderer/ui/badge'
import { Button } from '#renderer/ui/button'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { JobFooter, type View } from '#renderer/ui/forms/parts'
import { Notice } from '#renderer/ui/notice'
import type { Found, Leak } from './use-leak.ts'
import { ValueFacts } from './value-facts.tsx'
import { WhatElse } from './what-else.tsx'
import styles from './leaked.module.css'

type Ended = EndedLeak['values'][number]

interface ResultOptions {
  readonly leak: Leak
  readonly found: Found
  readonly ended: EndedLeak
  readonly onClose: () => void
}

const tones = {
  ended: 'good',
  'was-refused': 'warn',
  pending: 'danger',
  which: 'danger',
  'not-told': 'quiet',
  'not-asked': 'warn',
} as const

/**
 * Last view: what became of each secret, as far as trying it tells, and what else there is to do. Nothing is called dead that was
 * not refused.
 */
export function resultView({ leak, found, ended, onClose }: ResultOptions): View {
  const { job } = leak
  const canLook = ended.values.some(({ state }) => ['pending', 'which', 'not-asked'].includes(state))
  const isLost = ended.values.some(({ lost }) => lost)
  const canSend = isLost || ended.values.some(({ error }) => error !== null)
  const inLines = found.values.length + found.leftOut.length > 1
  return {
    onClose,
    busy: job.busy,
    body: (
      <>
        {isLost && <Notice tone="error">{text.lost}</Notice>}
        <Summary values={ended.values} />
        <ul className={styles['values']} aria-label={text.list}>
          {found.values.map((value) => {
            const end = ended.values.find(({ line }) => line === value.line)
            return (
              <li key={value.line}>
                <ValueFacts
                  value={value}
                  inLines={inLines}
                  badge={end && <Badge tone={tones[end.state]}>{text.states[end.state]}</Badge>}
                />
                {end && <End end={end} />}
              </li>
            )
          })}
        </ul>
        <WhatElse found={found} ended={ended} />
        {leak.stepUp.fields}
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
          canSend && (
            // The ticks of the view before stand: the same secrets, and the same calls.
            <Button variant="danger-quiet" onPress={() => void leak.again()}>
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

/** What became of one, and the way on where something is left. */
function End({ end: { state, error, who, tokenIds } }: { readonly end: Ended }) {
  const rows = useMirrorState((mirror) => mirror.rows)
  const names = tokenIds.flatMap((id) => rows.get(id)?.token ?? []).map((token) => `“${calledBy(token)}”`)
  const [first] = tokenIds
  return (
    <>
      <p className={styles['quiet']}>
        {text.stateHelp[state]} {who !== null && text.who(who)}
      </p>
      {error && state !== 'ended' && <FailureNotice error={error} />}
      {state === 'which' && (
        <>
          <p>{names.length === 0 ? text.isNone : text.mayBe(names.length, listed(names))}</p>
          {first !== undefined && (
            <Button
              variant="danger-quiet"
              onPress={() =>
                openDialog(
                  tokenIds.length === 1 ? { kind: 'revoke', tokenId: first } : { kind: 'bulk-revoke', tokenIds },
                )
              }
            >
              {tokenIds.length === 1 ? text.revokeThere : text.revokeMany(tokenIds.length)}
            </Button>
          )}
        </>
      )}
    </>
  )
}

function Summary({ values }: { readonly values: readonly Ended[] }) {
  const numberOf = (...states: Ended['state'][]) => values.filter(({ state }) => states.includes(state)).length
  const failed = values.filter(({ error, state }) => error !== null && state !== 'ended').length
  if (failed > 0) return <Notice tone="error">{text.refusedCall(failed)}</Notice>
  if (numberOf('which') > 0) return <Notice tone="warn">{text.which(numberOf('which'))}</Notice>
  if (numberOf('pending') > 0) return <Notice tone="warn">{text.pending(numberOf('pending'))}</Notice>
  if (numberOf('not-asked', 'not-told') > 0) return <Notice tone="warn">{text.unsure}</Notice>
  return <Notice tone="info">{text.allOver(values.length)}</Notice>
}
