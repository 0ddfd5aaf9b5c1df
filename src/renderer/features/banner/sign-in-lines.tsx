import { distanceText } from '#shared/text/ages'
import { quiet } from '#renderer/data/quiet'
import { useDesk, useMinute } from '#renderer/data/use-desk'
import { useFacts } from '#renderer/data/use-mirror'
import { openDialog } from '#renderer/dialogs'
import { expiryText } from '#renderer/text/expiry'
import { shellText } from '#renderer/text/shell'
import { Notice } from '#renderer/ui/notice'

/** At most so many are spelled out. */
const shownLines = 2

/** What accounts sign in with ends, and no list has it: without a new one its lists will not be refreshed. */
export function SignInLines() {
  const { mirror } = useDesk()
  const accounts = useFacts((facts) => facts.accounts)
  const credentials = useFacts((facts) => facts.expiry.credentials)
  const now = useMinute()
  // What is refused already has a line of its own.
  const lines = credentials.flatMap(({ accountId, tokenId, at, days }) => {
    const account = accounts.find(({ id, credentialError }) => id === accountId && credentialError === null)
    return account === undefined ? [] : [{ account, tokenId, at, days }]
  })
  return lines.slice(0, shownLines).map(({ account, tokenId, at, days }, place) => (
    <Notice
      key={tokenId}
      tone="warn"
      shape="band"
      action={{
        label: shellText.reenter,
        onPress: () => openDialog({ kind: 'reenter-token', accountId: account.id }),
      }}
      secondAction={{ label: expiryText.iKnow, onPress: () => void quiet(mirror, [tokenId], { kind: 'known' }) }}
    >
      {shellText.signInEnds(account.name, days, distanceText(at, now))}{' '}
      {place === shownLines - 1 && lines.length > shownLines && shellText.moreSignIns(lines.length - shownLines)}
    </Notice>
  ))
}
