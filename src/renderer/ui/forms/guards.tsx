import { CircleCheck, CircleMinus, CircleX } from 'lucide-react'
import { useId } from 'react'
import { guardsOf, guardText, type Way } from '#renderer/text/guards'
import styles from './guards.module.css'

const icons = { yes: CircleCheck, partly: CircleMinus, no: CircleX } as const

/** What a way of keeping the vault protects against, and what not. The words say it; sign and colour only help. */
export function Guards({ way }: { readonly way: Way }) {
  const titleId = useId()
  return (
    <div className={styles['guards']} role="group" aria-labelledby={titleId}>
      <div id={titleId} className={styles['title']}>
        {guardText.title}
      </div>
      <ul className={styles['list']}>
        {guardsOf(way).map(({ against, level, says }) => {
          const Icon = icons[level]
          return (
            <li key={against} className={styles['guard']}>
              <Icon size={14} role="img" aria-label={guardText.levels[level]} className={styles[level]} />
              <span>
                <span className={styles['against']}>{against}.</span> {says}
              </span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
