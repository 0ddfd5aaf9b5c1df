import { MousePointerClick, X } from 'lucide-react'
import { type ComponentType, type ReactNode, Suspense } from 'react'
import type { TokenRow } from '#shared/model/token'
import { focusOn, focusPlaces } from '#renderer/data/focus'
import { useDesk, useView } from '#renderer/data/use-desk'
import { useRow } from '#renderer/data/use-mirror'
import { detailText } from '#renderer/text/detail'
import { EmptyState } from '#renderer/ui/empty-state'
import { IconButton } from '#renderer/ui/icon-button'
import pane from '#renderer/ui/pane.module.css'
import styles from './detail.module.css'

interface DetailPaneProps {
  /** Draws the details of a token. It may be loaded when it is needed first. */
  readonly detail: ComponentType<{ readonly row: TokenRow }>
}

/** Everything that is known of the token the grid stands at. */
export function DetailPane({ detail: TokenDetail }: DetailPaneProps) {
  const { view } = useDesk()
  const currentId = useView((state) => state.currentId)
  const row = useRow(currentId ?? '')

  function close(): void {
    view.setDetailOpen(false)
    focusOn('grid')
  }

  return (
    <aside
      id={focusPlaces.detail}
      aria-label={detailText.title}
      tabIndex={-1}
      className={pane['pane']}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        focusOn('grid')
      }}
    >
      <CloseCorner onPress={close} />
      {row ? (
        <Suspense fallback={null}>
          <TokenDetail key={row.token.id} row={row} />
        </Suspense>
      ) : (
        <EmptyState icon={<MousePointerClick size={26} strokeWidth={1.5} />} title={detailText.pick}>
          {detailText.pickHelp}
        </EmptyState>
      )}
    </aside>
  )
}

function CloseCorner({ onPress }: { readonly onPress: () => void }): ReactNode {
  return (
    <div className={styles['corner']}>
      <IconButton size="small" label={detailText.close} icon={<X size={15} aria-hidden />} onPress={onPress} />
    </div>
  )
}
