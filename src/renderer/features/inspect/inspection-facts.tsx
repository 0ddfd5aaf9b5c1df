import type { ReactNode } from 'react'
import type { Claim, Form, Match } from '#shared/model/inspection'
import { useMinute } from '#renderer/data/use-desk'
import { kindOf, providerOf, useCatalogue } from '#renderer/data/use-mirror'
import { inspectText as text } from '#renderer/text/inspect'
import {
  aroundSentence,
  claimLabel,
  formSentence,
  inspectionText,
  matchSentence,
  noMatch,
  signSentences,
  timeText,
  troubleTexts,
  validitySentence,
} from '#shared/text/inspection'
import { FactList } from '#renderer/ui/forms/parts'
import { Notice } from '#renderer/ui/notice'
import { KnownFacts } from './known-facts.tsx'
import type { Found } from './use-inspection.ts'
import styles from './inspect.module.css'

/** What an inspection has found, part by part. */
export function InspectionFacts({ found, onShown }: { readonly found: Found; readonly onShown: () => void }) {
  const { inspection } = found
  const { form, matches } = inspection
  const isOne = form.form === 'opaque' || form.form === 'jwt' || form.form === 'jwe' || form.form === 'paseto'
  const around = aroundSentence(inspection)
  return (
    <div className={styles['facts']}>
      <Part title={text.what}>
        <p className={styles['what']}>{formSentence(form)}</p>
        {around !== '' && <p className={styles['quiet']}>{around}</p>}
        {'troubles' in form &&
          form.troubles.map((trouble) => (
            <Notice key={trouble} tone="warn">
              {troubleTexts[trouble]}
            </Notice>
          ))}
      </Part>
      {isOne && (
        <Part title={text.matches}>{matches.length === 0 ? <p>{noMatch}</p> : <Matches matches={matches} />}</Part>
      )}
      {isOne && (
        <Part title={text.known}>
          <KnownFacts found={found} onShown={onShown} />
        </Part>
      )}
      <Structured form={form} />
      {isOne && (
        <Part title={text.signs}>
          {signSentences(inspection).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </Part>
      )}
      {isOne && <p className={styles['quiet']}>{inspectionText.offline}</p>}
    </div>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title} className={styles['part']}>
      <h3>{title}</h3>
      {children}
    </section>
  )
}

function Matches({ matches }: { readonly matches: readonly Match[] }) {
  const catalogue = useCatalogue()
  const name = ({ provider, kind }: Match) => {
    const record = providerOf(catalogue, provider)
    const label = kind === null ? undefined : kindOf(record, kind)?.label
    return [record?.name ?? provider, label].filter((part) => part !== undefined).join(', ')
  }
  // Several shapes of one kind say the same.
  const sentences = new Map(matches.map((match) => [matchSentence(match, name(match)), match]))
  return (
    <ul className={styles['matches']}>
      {[...sentences].map(([sentence, { checksum }]) => (
        <li key={sentence} className={checksum === 'wrong' ? styles['wrong'] : undefined}>
          {sentence}
        </li>
      ))}
    </ul>
  )
}

function Structured({ form }: { readonly form: Form }) {
  const now = useMinute()
  if (form.form !== 'jwt' && form.form !== 'jwe' && form.form !== 'paseto') return null
  const times = 'validity' in form && !(form.form === 'paseto' && form.purpose === 'local') ? form.validity : null
  return (
    <>
      {times !== null && (
        <Part title={text.times}>
          <p>{validitySentence(times)}</p>
          <FactList
            facts={(['issued', 'begins', 'expires'] as const).map((what) => {
              const at = times[what]
              return [text.timeLabels[what], at === null ? null : timeText(at, now)]
            })}
          />
          <p className={styles['quiet']}>
            {inspectionText.skew} {inspectionText.unverified}
          </p>
        </Part>
      )}
      <Fields title={text.header} fields={form.header} />
      {'claims' in form && <Fields title={text.claims} fields={form.claims} />}
    </>
  )
}

function Fields({ title, fields }: { readonly title: string; readonly fields: readonly Claim[] }) {
  const now = useMinute()
  if (fields.length === 0) return null
  return (
    <Part title={title}>
      <table className={styles['fields']}>
        <tbody>
          {fields.map(({ name, value, at }, place) => (
            <tr key={place}>
              <th scope="row">
                {claimLabel(name)} {claimLabel(name) !== name && name !== '' && <code>{name}</code>}
              </th>
              <td>
                <bdi>{value}</bdi>
                {at !== null && <span className={styles['quiet']}> {timeText(at, now)}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  )
}
