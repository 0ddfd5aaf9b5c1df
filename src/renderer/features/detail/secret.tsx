import { useState } from 'react'
import type { ProviderRecord } from '#shared/model/provider'
import type { Held, TokenRow } from '#shared/model/token'
import { useMinute } from '#renderer/data/use-desk'
import { useAccount } from '#renderer/data/use-mirror'
import { openDialog } from '#renderer/dialogs'
import { ageText, instantTitle } from '#renderer/text/ages'
import { detailText } from '#renderer/text/detail'
import { leakedText } from '#renderer/text/leaked'
import { proofLabels, proofSentences } from '#renderer/text/words'
import { Badge } from '#renderer/ui/badge'
import { Button } from '#renderer/ui/button'
import { SecretField } from '#renderer/ui/forms/secret-field'
import { ForgetDialog } from './forget-dialog.tsx'
import styles from './detail.module.css'

interface SecretProps {
  readonly row: TokenRow
  readonly provider: ProviderRecord | undefined
}

/** The token's secret: in the vault, with how sure it is that it is this token's, or not. */
export function Secret({ row, provider }: SecretProps) {
  return (
    <section className={styles['section']}>
      <h3 className={styles['heading']}>{detailText.secret}</h3>
      {row.held === null ? (
        <NotStored row={row} provider={provider} />
      ) : (
        <Stored row={row} provider={provider} held={row.held} />
      )}
    </section>
  )
}

function NotStored({ row, provider }: SecretProps) {
  return (
    <>
      <p className={styles['quiet']}>
        {detailText.notStored} {detailText.notStoredHelp}
      </p>
      <div className={styles['buttons']}>
        <Button onPress={() => openDialog({ kind: 'store-secret', tokenId: row.token.id })}>{detailText.store}</Button>
        <Leaked row={row} provider={provider} />
      </div>
    </>
  )
}

function Stored({ row, provider, held }: SecretProps & { readonly held: Held }) {
  const now = useMinute()
  const [forgetting, setForgetting] = useState(false)
  const isSure = held.proof === 'made-here' || held.proof === 'proven'
  return (
    <>
      <SecretField id={held.secretId} />
      <p className={styles['quiet']}>
        <Badge tone={isSure ? 'good' : 'quiet'}>{proofLabels[held.proof]}</Badge> {proofSentences[held.proof]}
      </p>
      <p className={styles['quiet']}>
        <span title={instantTitle(held.storedAt)}>{detailText.storedAt(ageText(held.storedAt, now))}</span>
        {held.checkedAt !== undefined && (
          <span title={instantTitle(held.checkedAt)}>, {detailText.checkedAt(ageText(held.checkedAt, now))}</span>
        )}
      </p>
      <div className={styles['buttons']}>
        <Button variant="danger-quiet" onPress={() => setForgetting(true)}>
          {detailText.forget}
        </Button>
        <Leaked row={row} provider={provider} />
      </div>
      {forgetting && <ForgetDialog row={row} secretId={held.secretId} onClose={() => setForgetting(false)} />}
    </>
  )
}

/** Leads to ending it by its value, where the provider has a call for that; a stored secret need not be pasted. */
function Leaked({ row: { token, held }, provider }: SecretProps) {
  const account = useAccount(token.accountId)
  if (provider?.revokeByValue.support.how !== 'native' || token.state !== 'active') return null
  const stored = held !== null && account !== undefined && { secretId: held.secretId, origin: account.origin }
  return (
    <Button
      variant="danger-quiet"
      onPress={() => openDialog({ kind: 'leaked', provider: provider.id, ...(stored && { stored }) })}
    >
      {leakedText.open}
    </Button>
  )
}
