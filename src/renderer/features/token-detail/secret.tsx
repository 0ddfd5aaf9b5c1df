import { useState } from 'react'
import type { Held, TokenRow } from '#shared/model/token'
import { useMinute } from '#renderer/data/use-desk'
import { openDialog } from '#renderer/dialogs'
import { ageText, instantTitle } from '#shared/text/ages'
import { detailText } from '#renderer/text/detail'
import { tokensText } from '#renderer/text/tokens'
import { proofLabels, proofSentences } from '#shared/text/words'
import { Badge } from '#renderer/ui/badge'
import { Button } from '#renderer/ui/button'
import { SecretField } from '#renderer/ui/forms/secret-field'
import { ForgetDialog } from '#renderer/ui/forms/forget-dialog'
import { Section } from '#renderer/ui/pane'
import pane from '#renderer/ui/pane.module.css'

interface SecretProps {
  readonly row: TokenRow
}

/** The token's secret: in the vault, with how sure it is that it is this token's, or not. */
export function Secret({ row }: SecretProps) {
  return (
    <Section title={detailText.secret}>
      {row.held === null ? <NotStored row={row} /> : <Stored row={row} held={row.held} />}
    </Section>
  )
}

function NotStored({ row }: SecretProps) {
  return (
    <>
      <p className={pane['quiet']}>
        {detailText.notStored} {detailText.notStoredHelp}
      </p>
      <div className={pane['buttons']}>
        <Button onPress={() => openDialog({ kind: 'store-secret', tokenId: row.token.id })}>{detailText.store}</Button>
        <Leaked row={row} />
      </div>
    </>
  )
}

function Stored({ row, held }: SecretProps & { readonly held: Held }) {
  const now = useMinute()
  const [forgetting, setForgetting] = useState(false)
  const isSure = held.proof === 'made-here' || held.proof === 'proven'
  return (
    <>
      <SecretField id={held.secretId} />
      <p className={pane['quiet']}>
        <Badge tone={isSure ? 'good' : 'quiet'}>{proofLabels[held.proof]}</Badge> {proofSentences[held.proof]}
      </p>
      <p className={pane['quiet']}>
        <span title={instantTitle(held.storedAt)}>{detailText.storedAt(ageText(held.storedAt, now))}</span>
        {held.checkedAt !== undefined && (
          <span title={instantTitle(held.checkedAt)}>, {detailText.checkedAt(ageText(held.checkedAt, now))}</span>
        )}
      </p>
      <div className={pane['buttons']}>
        <Button variant="danger-quiet" onPress={() => setForgetting(true)}>
          {detailText.forget}
        </Button>
        <Button variant="quiet" onPress={() => openDialog({ kind: 'inspect', secretId: held.secretId })}>
          {detailText.inspect}
        </Button>
        <Leaked row={row} />
      </div>
      {forgetting && <ForgetDialog row={row} secretId={held.secretId} onClose={() => setForgetting(false)} />}
    </>
  )
}

/** Leads to ending a secret that somebody else can see; a stored one need not be pasted. */
function Leaked({ row: { token, held } }: SecretProps) {
  if (token.state !== 'active') return null
  return (
    <Button
      variant="danger-quiet"
      onPress={() => openDialog({ kind: 'leaked', ...(held !== null && { secretId: held.secretId }) })}
    >
      {tokensText.leaked}
    </Button>
  )
}
