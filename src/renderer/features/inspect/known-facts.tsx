import { tokenStatus } from '#shared/rules/expiry'
import { placesInUse } from '#shared/rules/places'
import { stepsOf } from '#shared/rules/warning'
import { useDesk, useMinute, useStatusTime } from '#renderer/data/use-desk'
import { showToken } from '#renderer/data/show'
import { useAccount, useRow, useStepChoice } from '#renderer/data/use-mirror'
import { inspectText as text } from '#renderer/text/inspect'
import { ageText } from '#shared/text/ages'
import { calledBy, statusLabels } from '#shared/text/words'
import { Button } from '#renderer/ui/button'
import { FactList } from '#renderer/ui/forms/parts'
import { PlacesFact } from '#renderer/ui/forms/places-fact'
import type { Found } from './use-inspection.ts'
import styles from './inspect.module.css'

interface KnownProps {
  readonly found: Found
  readonly onShown: () => void
}

/** What the vault has of a value: its tokens with their state, how old that is, and where they are used. */
export function KnownFacts({ found: { tokenIds, accountIds }, onShown }: KnownProps) {
  if (tokenIds.length + accountIds.length === 0) return <p>{text.notKnown}</p>
  return (
    <>
      {tokenIds.map((tokenId) => (
        <StoredToken key={tokenId} tokenId={tokenId} onShown={onShown} />
      ))}
      {accountIds.map((accountId) => (
        <SignsIn key={accountId} accountId={accountId} />
      ))}
    </>
  )
}

function StoredToken({ tokenId, onShown }: { readonly tokenId: string; readonly onShown: () => void }) {
  const now = useMinute()
  const { view } = useDesk()
  const statusTime = useStatusTime()
  const steps = useStepChoice()
  const row = useRow(tokenId)
  if (row === undefined) return null
  const { token } = row
  const { kind } = tokenStatus(token, statusTime, stepsOf(row, steps))
  return (
    <div>
      <p className={styles['stored']}>
        {text.storedAs(calledBy(token))}{' '}
        <Button
          variant="link"
          onPress={() => {
            showToken(view, tokenId)
            onShown()
          }}
        >
          {text.show}
        </Button>
      </p>
      <FactList
        facts={[
          [text.state, `${statusLabels[kind]}, ${text.asOf(ageText(token.asOf, now))}`],
          [text.usedIn, placesInUse(row).length > 0 ? <PlacesFact row={row} /> : null],
        ]}
      />
    </div>
  )
}

function SignsIn({ accountId }: { readonly accountId: string }) {
  const account = useAccount(accountId)
  return account && <p>{text.signsIn(account.name)}</p>
}
