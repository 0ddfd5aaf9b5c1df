import { Ban, Copy, RotateCw, Tag } from 'lucide-react'
import { tellFailure } from '#renderer/data/actions'
import { call } from '#renderer/data/bridge'
import { useDesk, useTokenList, useView } from '#renderer/data/use-desk'
import { openDialog } from '#renderer/dialogs'
import { bulkRevokeText } from '#renderer/text/bulk-revoke'
import { tokensText } from '#renderer/text/tokens'
import { Button } from '#renderer/ui/button'
import screen from '#renderer/ui/screen.module.css'
import { toast } from '#renderer/ui/toast'
import styles from './toolbar.module.css'

/** What can be done with the tokens that are picked out. */
export function SelectionBar() {
  const { view } = useDesk()
  const selected = useView((state) => state.selected)
  const list = useTokenList()
  // A search leaves what was picked out before it.
  const shown = list.reduce((sum, { row }) => sum + (selected.has(row.token.id) ? 1 : 0), 0)

  async function copyNames(): Promise<void> {
    const [tokenId, ...more] = selected
    if (tokenId === undefined) return
    const answer = await call('token.copyText', { tokenId, more, what: 'name' })
    if (answer.ok) toast({ text: tokensText.namesCopied(selected.size), tone: 'good' })
    else tellFailure(answer.error)
  }

  return (
    <>
      <div className={styles['filters']}>
        <span className={screen['strong']} role="status">
          {tokensText.selectedCount(selected.size, selected.size - shown)}
        </span>
        <Button
          size="small"
          variant="quiet"
          icon={<Tag size={13} aria-hidden />}
          onPress={() => openDialog({ kind: 'tag', tokenIds: [...selected] })}
        >
          {tokensText.tagSelected}
        </Button>
        <Button size="small" variant="quiet" icon={<Copy size={13} aria-hidden />} onPress={() => void copyNames()}>
          {tokensText.copyNames}
        </Button>
        <Button
          size="small"
          variant="quiet"
          icon={<RotateCw size={13} aria-hidden />}
          onPress={() => openDialog({ kind: 'bulk-regenerate', tokenIds: [...selected] })}
        >
          {tokensText.regenerateSelected}
        </Button>
        <Button
          size="small"
          variant="danger-quiet"
          icon={<Ban size={13} aria-hidden />}
          onPress={() => openDialog({ kind: 'bulk-revoke', tokenIds: [...selected] })}
        >
          {bulkRevokeText.open}
        </Button>
      </div>
      <Button size="small" variant="quiet" onPress={() => view.setSelected([])}>
        {tokensText.clearSelection}
      </Button>
    </>
  )
}
