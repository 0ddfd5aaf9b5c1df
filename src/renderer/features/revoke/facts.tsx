import { useState } from 'react'
import type { Account } from '#shared/model/account'
import type { Expiry, Instant, LastUse } from '#shared/model/time'
import type { TokenRow } from '#shared/model/token'
import { placeText } from '#renderer/text/places'
import { dayText, momentText } from '#shared/text/dates'
import { revokeText as text } from '#renderer/text/revoke'
import { calledBy, ownerLabel } from '#shared/text/words'
import { FactList } from '#renderer/ui/forms/parts'
import { PlacesFact } from '#renderer/ui/forms/places-fact'

const day = 86_400_000

/** A token used within the last day is marked: somebody probably needs it. */
function lastUsedText(lastUsed: LastUse, now: Instant): string {
  switch (lastUsed.kind) {
    case 'never':
      return text.never
    case 'unknown':
      return text.unknown
    case 'at':
      return now - lastUsed.at < day ? text.today(momentText(lastUsed.at)) : momentText(lastUsed.at)
  }
}

function expiresText(expiry: Expiry): string {
  switch (expiry.kind) {
    case 'never':
      return text.neverExpires
    case 'unknown':
      return text.unknown
    case 'at':
      return dayText(expiry.at)
  }
}

/** What helps to judge whether this is the right token, and whether somebody still needs it. */
export function RevokeFacts({ row, account }: { readonly row: TokenRow; readonly account: Account | undefined }) {
  const [now] = useState(() => Date.now())
  const { token, held } = row
  return (
    <FactList
      facts={[
        [text.token, calledBy(token)],
        [text.owner, ownerLabel(token.owner)],
        [text.account, account?.name],
        [text.lastUsed, lastUsedText(token.lastUsed, now)],
        [text.expires, expiresText(token.expiry)],
        [placeText.usedIn, <PlacesFact key="places" row={row} />],
        [text.secret, held ? text.stored : text.notStored],
      ]}
    />
  )
}
