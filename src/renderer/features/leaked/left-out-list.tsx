import { providerOf, useCatalogue } from '#renderer/data/use-mirror'
import { leakedText as text } from '#renderer/text/leaked'
import type { Found } from './use-leak.ts'
import styles from './leaked.module.css'

/** The lines that nothing is done with, and why. */
export function LeftOutList({ leftOut }: Pick<Found, 'leftOut'>) {
  const catalogue = useCatalogue()
  if (leftOut.length === 0) return null
  return (
    <section>
      <h3 className={styles['heading']}>{text.leftOutList}</h3>
      <ul className={styles['leftOut']} aria-label={text.leftOutList}>
        {leftOut.map(({ line, why, provider }) => {
          const other = provider === null ? undefined : providerOf(catalogue, provider)
          return (
            <li key={line}>
              <strong>{text.line(line)}</strong>: {other && text.beginsLike(other.name)}
              {text.leftOut[why]}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
