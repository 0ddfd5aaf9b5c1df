import { tellFailure } from '#renderer/data/actions'
import { call } from '#renderer/data/bridge'
import { detailText } from '#renderer/text/detail'
import { Notice } from '#renderer/ui/notice'

/** Asks whether this is the token that Keyrack signs in with; the provider does not tell. */
export function OwnQuestion({ tokenId }: { readonly tokenId: string }) {
  async function answer(own: 'yes' | 'no'): Promise<void> {
    const result = await call('token.ownCredential', { tokenId, own })
    if (!result.ok) tellFailure(result.error)
  }

  return (
    <Notice
      tone="info"
      action={{ label: detailText.ownYes, onPress: () => void answer('yes') }}
      secondAction={{ label: detailText.ownNo, onPress: () => void answer('no') }}
    >
      <strong>{detailText.ownQuestion}</strong> {detailText.ownHelp}
    </Notice>
  )
}
