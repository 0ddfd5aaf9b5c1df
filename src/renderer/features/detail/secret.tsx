import { useState } from 'react'
import type { Held, TokenRow } from '#shared/model/token'
import { useMinute } from '#renderer/data/use-desk'
import { openDialog } from '#renderer/dialogs'
import { ageText, instantTitle } from '#renderer/text/ages'
import { detailText } from '#renderer/text/detail'
import { proofLabels, proofSentences } from '#renderer/text/words'
import { Badge } from '#renderer/ui/badge'
import { Button } from '#renderer/ui/button'
import { SecretField } from '#renderer/ui/forms/secret-field'
import { ForgetDialog } from './forget-dialog.tsx'
import styles from './detail.module.css'

/** The token's secret: in the vault, with how sure it is that it is this token's, or not. */
export function Secret({ row }: { readonly row: TokenRow }) {
  return (
    <section className={styles['section']}>
      <h3 className={styles['heading']}>{detailText.secret}</h3>
      {row.held === null ? <NotStored tokenId={row.token.id} /> : <Stored row={row} held={row.held} />}
    </section>
  )
}

function NotStored({ tokenId }: { readonly tokenId: string }) {
  return (
    <>
      <p className={styles['quiet']}>
        {detailText.notStored} {detailText.notStoredHelp}
      </p>
      <div className={styles['buttons']}>
        <Button onPress={() => openDialog({ kind: 'store-secret', tokenId })}>{detailText.store}</Button>
      </div>
    </>
  )
}

function Stored({ row, held }: { readonly row: TokenRow; readonly held: Held }) {
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
      </div>
      {forgetting && <ForgetDialog row={row} secretId={held.secretId} onClose={() => setForgetting(false)} />}
    </>
  )
}
