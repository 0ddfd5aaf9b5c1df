import type { ReactNode } from 'react'
import { placesInUse } from '#shared/rules/places'
import { useAccount } from '#renderer/data/use-mirror'
import { regenerateText as text } from '#renderer/text/regenerate'
import { calledBy, supportReason, tokenInSentence } from '#shared/text/words'
import styles from '#renderer/ui/forms/forms.module.css'
import { PlacesFact } from '#renderer/ui/forms/places-fact'
import type { Subject } from './subject.ts'

/** What is about to happen, one line for each thing, before anything of it does. */
export function Plan({ subject }: { readonly subject: Subject }) {
  return (
    <section className={styles['guide']} aria-label={text.plan}>
      <p className={styles['strong']}>{text.plan}</p>
      <ol className={styles['steps']}>
        {useLines(subject).map((line, number) => (
          <li key={number}>{line}</li>
        ))}
      </ol>
    </section>
  )
}

function useLines({ row, record, kind }: Subject): readonly ReactNode[] {
  const { token, own } = row
  const account = useAccount(token.accountId)?.name ?? token.accountId
  const support = kind.support.regenerate
  const subject = tokenInSentence(token)
  const name = calledBy(token)
  const number = placesInUse(row).length
  const noted = number > 0 && <PlacesFact row={row} />
  if (support.how === 'emulated') {
    return [
      <>
        {text.planNew(subject)} {supportReason(support)}
      </>,
      text.planChecked,
      <>
        {text.planReplace(number)}
        {noted}
      </>,
      <>
        {text.planEnd(name)} {own === 'yes' && text.planSignsIn(account)}
      </>,
    ]
  }
  return [
    support.how === 'guided' ? text.planPage(subject, record.name) : text.planSame(subject),
    <>
      {support.how === 'guided' ? text.planTaken : text.planStored} {own === 'yes' && text.planSignsIn(account)}
    </>,
    <>
      {text.planBroken(number)}
      {noted}
    </>,
  ]
}
