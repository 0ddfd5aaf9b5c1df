import { Copy, History } from 'lucide-react'
import type { TokenRow } from '#shared/model/token'
import { tellFailure } from '#renderer/data/actions'
import { call } from '#renderer/data/bridge'
import { openDialog } from '#renderer/dialogs'
import { detailText } from '#renderer/text/detail'
import { Button } from '#renderer/ui/button'
import { toast } from '#renderer/ui/toast'
import styles from './token-detail.module.css'

/** Copies what is no secret, the token's name and the provider's id of it, and leads to what was done with the token. */
export function CopyButtons({ row: { token } }: { readonly row: TokenRow }) {
  async function copy(what: 'name' | 'id'): Promise<void> {
    const answer = await call('token.copyText', { tokenId: token.id, what })
    if (answer.ok) toast({ text: what === 'name' ? detailText.nameCopied : detailText.idCopied, tone: 'good' })
    else tellFailure(answer.error)
  }

  return (
    <div className={styles['copy']}>
      <Button size="small" icon={<Copy size={12} aria-hidden />} onPress={() => void copy('name')}>
        {detailText.copyName}
      </Button>
      <Button size="small" icon={<Copy size={12} aria-hidden />} onPress={() => void copy('id')}>
        {detailText.copyId}
      </Button>
      <Button
        size="small"
        icon={<History size={12} aria-hidden />}
        onPress={() => openDialog({ kind: 'activity', tokenId: token.id })}
      >
        {detailText.activity}
      </Button>
    </div>
  )
}
