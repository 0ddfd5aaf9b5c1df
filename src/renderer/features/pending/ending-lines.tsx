import { CircleDot } from 'lucide-react'
import { useMemo } from 'react'
import type { Ending } from '#shared/model/ending'
import { tellFailure } from '#renderer/data/actions'
import { call } from '#renderer/data/bridge'
import { useMinute } from '#renderer/data/use-desk'
import { providerOf, useCatalogue, useFacts } from '#renderer/data/use-mirror'
import { endingText as text } from '#renderer/text/endings'
import { Button } from '#renderer/ui/button'
import styles from './pending.module.css'

/** Most providers forget a secret in seconds: until then nobody has to know. */
const quietMs = 60_000

/** Secrets that were ended and are not known to be dead, after a minute: those that are tried, and those that were given up. */
export function useUnended(): readonly Ending[] {
  const endings = useFacts((facts) => facts.endings)
  const now = useMinute()
  return useMemo(
    () =>
      endings.filter(({ state, endedAt, triedAt }) => {
        return state === 'pending' ? triedAt !== null && now - endedAt > quietMs : state !== 'dead'
      }),
    [endings, now],
  )
}

/** One of them: how it is, and what the person can do where Keyrack has given up. */
export function EndingLine({ ending }: { readonly ending: Ending }) {
  const catalogue = useCatalogue()
  const { operationId, provider, state } = ending
  const sentence = text.line(ending, providerOf(catalogue, provider)?.name ?? provider)

  async function say(channel: 'ending.tryAgain' | 'ending.dismiss'): Promise<void> {
    const answer = await call(channel, { operationId })
    if (!answer.ok) tellFailure(answer.error)
  }

  return (
    <li className={styles['item']}>
      <CircleDot size={14} aria-hidden />
      <span className={styles['sentence']}>{sentence}</span>
      {state !== 'pending' && (
        <Button
          size="small"
          label={`${text.tryAgain}: ${ending.tokenName}`}
          onPress={() => void say('ending.tryAgain')}
        >
          {text.tryAgain}
        </Button>
      )}
      <Button
        size="small"
        variant="quiet"
        label={`${text.dismiss}: ${ending.tokenName}`}
        onPress={() => void say('ending.dismiss')}
      >
        {text.dismiss}
      </Button>
    </li>
  )
}
