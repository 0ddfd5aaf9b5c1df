import { useState } from 'react'
import type { ProviderRecord } from '#shared/model/provider'
import { providerOf, useCatalogue, useFacts } from '#renderer/data/use-mirror'
import { formText } from '#renderer/text/forms'
import { leakedText as text } from '#renderer/text/leaked'
import { listed } from '#renderer/text/words'
import { Button } from '#renderer/ui/button'
import { Checkbox } from '#renderer/ui/choices'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { JobFooter, Lead, type View } from '#renderer/ui/forms/parts'
import { Notice } from '#renderer/ui/notice'
import type { Found, Leak } from './use-leak.ts'
import { ValueList } from './value-list.tsx'
import styles from './leaked.module.css'

interface ConfirmOptions {
  readonly record: ProviderRecord
  readonly leak: Leak
  readonly found: Found
  /** Undefined where the secret was not pasted. */
  readonly onBack: (() => void) | undefined
  readonly onClose: () => void
}

/** Second view: what was recognised, what ending it means, and the ticks without which nothing is sent. */
export function useConfirmView({ record, leak, found, onBack, onClose }: ConfirmOptions): View {
  const { job } = leak
  const accounts = useFacts((facts) => facts.accounts)
  const [sure, setSure] = useState(false)
  const [ownSure, setOwnSure] = useState(false)
  const { values, leftOut, doubled } = found
  const ownIds = new Set(values.flatMap(({ accountIds }) => accountIds))
  const own = accounts.filter(({ id }) => ownIds.has(id)).map(({ name }) => `“${name}”`)
  const inLines = values.length + leftOut.length > 1
  const isOverdue = job.error?.kind === 'not-found'
  const back = onBack && (
    <Button variant="quiet" onPress={onBack}>
      {formText.back}
    </Button>
  )
  return {
    onClose,
    busy: job.busy,
    body: (
      <>
        <Lead>
          {values.length === 0
            ? text.noneRecognised(record.name)
            : text.recognised(values.length, record.name, new URL(found.origin).host)}
          {doubled > 0 && ` ${text.doubled(doubled)}`}
        </Lead>
        {values.length > 0 && <ValueList values={values} record={record} inLines={inLines} />}
        {leftOut.length > 0 && <LeftOutList leftOut={leftOut} />}
        {values.length > 0 && (
          <>
            <Notice tone="warn">{record.revokeByValue.warning}</Notice>
            <Checkbox isSelected={sure} onChange={setSure} isDisabled={job.busy}>
              {values.length === 1 ? text.sureOne : text.sure}
            </Checkbox>
          </>
        )}
        {own.length > 0 && (
          <>
            <Notice tone="warn">{text.own(listed(own))}</Notice>
            <Checkbox isSelected={ownSure} onChange={setOwnSure} isDisabled={job.busy}>
              {text.ownSure}
            </Checkbox>
          </>
        )}
        {job.error && (isOverdue ? <Notice tone="error">{text.overdue}</Notice> : <FailureNotice error={job.error} />)}
      </>
    ),
    footer:
      values.length === 0 ? (
        <>
          {back}
          <Button variant="primary" onPress={onClose}>
            {formText.close}
          </Button>
        </>
      ) : (
        <JobFooter
          job={job}
          doing={text.ending(record.name)}
          submit={text.end(values.length)}
          variant="danger"
          isDisabled={!sure || (own.length > 0 && !ownSure)}
          onSubmit={() => void leak.revoke(ownSure)}
          onClose={onClose}
          extra={back}
        />
      ),
  }
}

function LeftOutList({ leftOut }: Pick<Found, 'leftOut'>) {
  const catalogue = useCatalogue()
  return (
    <section>
      <h3 className={styles['heading']}>{text.leftOutList}</h3>
      <ul className={styles['leftOut']} aria-label={text.leftOutList}>
        {leftOut.map(({ line, why, provider }) => {
          const other = provider === null ? undefined : providerOf(catalogue, provider)
          return (
            <li key={line}>
              <strong>{text.line(line)}</strong>: {other ? text.otherProvider(other.name) : text.leftOut[why]}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
