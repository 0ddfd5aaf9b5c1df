import type { LeakedValue } from '#shared/contract'
import { useAccount, useRow } from '#renderer/data/use-mirror'
import { leakedText as text } from '#renderer/text/leaked'
import { calledBy } from '#shared/text/words'
import { Badge } from '#renderer/ui/badge'
import { PlacesFact } from '#renderer/ui/forms/places-fact'
import { placesInUse } from '#shared/rules/places'
import type { ReactNode } from 'react'
import styles from './leaked.module.css'

interface ValueFactsProps {
  readonly value: LeakedValue
  /** Did they come in lines? Not a single one, nor one from the vault. */
  readonly inLines: boolean
  /** What became of it, at the end of the first line; without it nothing was done yet. */
  readonly badge?: ReactNode
}

/** What a secret is: its line, what it begins with, and where it is stored; nothing of the secret itself. */
export function ValueFacts({ value, inLines, badge }: ValueFactsProps) {
  const { line, prefix, look, tokenIds, accountIds } = value
  return (
    <>
      <p className={styles['value']}>
        {inLines && <strong>{text.line(line)}</strong>}
        {prefix === '' ? <span>{text.noStart}</span> : <code>{text.starts(prefix)}</code>}
        {badge ?? (look === 'certain' && <Badge tone="good">{text.checked}</Badge>)}
      </p>
      {tokenIds.map((tokenId) => (
        <StoredAs key={tokenId} tokenId={tokenId} isAhead={badge === undefined} />
      ))}
      {accountIds.map((accountId) => (
        <SignsIn key={accountId} accountId={accountId} />
      ))}
    </>
  )
}

function StoredAs({ tokenId, isAhead }: { readonly tokenId: string; readonly isAhead: boolean }) {
  const row = useRow(tokenId)
  if (row === undefined) return null
  return (
    <>
      <p className={styles['quiet']}>{text.storedAs(calledBy(row.token))}</p>
      {isAhead && placesInUse(row).length > 0 && (
        <div className={styles['quiet']}>
          {text.inUse}: <PlacesFact row={row} />
        </div>
      )}
    </>
  )
}

function SignsIn({ accountId }: { readonly accountId: string }) {
  const account = useAccount(accountId)
  return account && <p className={styles['quiet']}>{text.signsIn(account.name)}</p>
}
