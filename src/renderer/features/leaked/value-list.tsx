import type { LeakedValue } from '#shared/contract'
import type { ProviderRecord } from '#shared/model/provider'
import { useAccount, useRow } from '#renderer/data/use-mirror'
import { leakedText as text } from '#renderer/text/leaked'
import { calledBy } from '#renderer/text/words'
import { Badge } from '#renderer/ui/badge'
import type { Ended } from './use-leak.ts'
import styles from './leaked.module.css'

export interface ValueListProps {
  readonly values: readonly LeakedValue[]
  readonly record: ProviderRecord
  /** Without it nothing was sent yet. */
  readonly ended?: Ended
  /** Did they come in lines? Not a single one, nor one from the vault. */
  readonly inLines: boolean
}

const tones = {
  ended: 'good',
  'was-refused': 'warn',
  pending: 'danger',
  'not-told': 'quiet',
  'not-asked': 'warn',
} as const

/** What each secret is, by its line and its kind; nothing of the secrets themselves. */
export function ValueList({ values, record, ended, inLines }: ValueListProps) {
  const states = new Map(ended?.values.map(({ line, state }) => [line, state]))
  return (
    <ul className={styles['values']} aria-label={text.list}>
      {values.map((value) => {
        const state = states.get(value.line)
        return (
          <li key={value.line}>
            <p className={styles['value']}>
              {inLines && <strong>{text.line(value.line)}</strong>}
              <span>{record.revokeByValue.values.find(({ prefix }) => prefix === value.prefix)?.label}</span>
              <code>{value.prefix}…</code>
              {state === undefined ? (
                value.checked && <Badge tone="good">{text.checked}</Badge>
              ) : (
                <Badge tone={tones[state]}>{text.states[state]}</Badge>
              )}
            </p>
            {state !== undefined && <p className={styles['quiet']}>{text.stateHelp[state]}</p>}
            {value.tokenIds.map((tokenId) => (
              <StoredAs key={tokenId} tokenId={tokenId} />
            ))}
            {value.accountIds.map((accountId) => (
              <SignsIn key={accountId} accountId={accountId} />
            ))}
          </li>
        )
      })}
    </ul>
  )
}

function StoredAs({ tokenId }: { readonly tokenId: string }) {
  const row = useRow(tokenId)
  return row && <p className={styles['quiet']}>{text.storedAs(calledBy(row.token))}</p>
}

function SignsIn({ accountId }: { readonly accountId: string }) {
  const account = useAccount(accountId)
  return account && <p className={styles['quiet']}>{text.signsIn(account.name)}</p>
}
