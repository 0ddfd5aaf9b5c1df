import { useState } from 'react'
import type { TokenRow } from '#shared/model/token'
import { expiryFromDate } from '#shared/rules/form'
import { dateFieldValue, dayText } from '#shared/text/dates'
import { detailText as text } from '#renderer/text/detail'
import { Button } from '#renderer/ui/button'
import { DateField, type Day } from '#renderer/ui/date-field'
import { Notice } from '#renderer/ui/notice'
import { Section } from '#renderer/ui/pane'
import pane from '#renderer/ui/pane.module.css'
import { annotate } from './annotate.ts'
import styles from './token-detail.module.css'

/** When a token expires whose issuer does not say: typed by the person, changed and taken back. */
export function TypedExpiry({ row }: { readonly row: TokenRow }) {
  /** What is being typed; undefined while nothing is, null while the date is not complete. */
  const [day, setDay] = useState<Day | null | undefined>(undefined)
  const [error, setError] = useState<string | null>(null)
  const { expiry, provider, state } = row.token
  const { typedBefore } = row
  const typed = expiry.kind === 'at' && expiry.by === 'typed' ? expiry.at : null
  // What is known of another service is all typed, where it is edited.
  if (state !== 'active' || provider === 'other' || (expiry.kind !== 'unknown' && typed === null)) return null

  const edit = (next: Day | null | undefined) => {
    setDay(next)
    setError(null)
  }
  async function save(): Promise<void> {
    const at = expiryFromDate(day ?? '')
    if (at === null) setError(text.typedNeeded)
    else if (at === typed || (await annotate(row, { expiry: at }, text.typedSaved))) edit(undefined)
  }

  return (
    <Section title={text.typedHeading}>
      {day === undefined ? (
        <>
          {typedBefore === undefined ? (
            <p className={pane['quiet']}>{typed === null ? text.typedHelp : text.typedIs}</p>
          ) : (
            <Notice tone="warn" shape="line">
              {text.typedBefore(dayText(typedBefore))}
            </Notice>
          )}
          <div className={pane['buttons']}>
            <Button size="small" onPress={() => edit(typed === null ? null : dateFieldValue(typed))}>
              {typed === null ? text.typedAdd : text.typedChange}
            </Button>
            {typedBefore !== undefined && (
              <Button size="small" onPress={() => void annotate(row, { expiry: typedBefore }, text.typedSaved)}>
                {text.typedStill}
              </Button>
            )}
            {typed !== null && (
              <Button size="small" onPress={() => void annotate(row, { expiry: null }, text.typedTaken)}>
                {text.typedTake}
              </Button>
            )}
          </div>
        </>
      ) : (
        <form
          className={styles['typed']}
          onSubmit={(event) => {
            event.preventDefault()
            void save()
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.stopPropagation()
            edit(undefined)
          }}
        >
          <DateField label={text.typedDate} value={day} onChange={edit} error={error} autoFocus />
          <div className={pane['buttons']}>
            <Button size="small" type="submit" variant="primary">
              {text.typedSave}
            </Button>
            <Button size="small" onPress={() => edit(undefined)}>
              {text.typedCancel}
            </Button>
          </div>
        </form>
      )}
    </Section>
  )
}
