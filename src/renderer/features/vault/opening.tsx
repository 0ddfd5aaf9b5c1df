import { useEffect, useState } from 'react'
import { vaultText as text } from '#renderer/text/vault'
import { Spinner } from '#renderer/ui/spinner'
import styles from './vault.module.css'

/** From so many seconds on the wait is explained; a vault opens faster than that unless the system asks something. */
const explainAfter = 3

/** While the vault opens. The time is shown once the wait is worth a word. */
export function Opening() {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((number) => number + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  const long = seconds >= explainAfter
  return (
    <main className={styles['screen']} aria-label={text.region}>
      <div className={styles['opening']} aria-busy>
        <Spinner size={24} />
        <span role="status">{long ? text.openingHelp : text.opening}</span>
        {long && <span aria-hidden>{text.openingLong(seconds)}</span>}
      </div>
    </main>
  )
}
