import { Suspense, useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { useStore } from 'zustand'
import { createDesk, type Desk } from '#renderer/data/desk'
import { DeskContext } from '#renderer/data/use-desk'
import { useMirror } from '#renderer/data/use-mirror'
import { Banner } from '#renderer/features/banner/index'
import { BulkLine } from '#renderer/features/bulk-line/index'
import { DetailPane } from '#renderer/features/detail/index'
import { PendingOperations } from '#renderer/features/pending/index'
import { SideBar } from '#renderer/features/sidebar/index'
import { TokensScreen } from '#renderer/features/tokens/index'
import { shellText } from '#renderer/text/shell'
import { defaultPreferences } from '#shared/rules/default-preferences'
import { FindingPane, OpenScreen, TokenDetail } from './loaded-later.tsx'
import { Splitter } from './splitter.tsx'
import { useFileDrop } from './use-file-drop.ts'
import { useHotkeys } from './use-hotkeys.ts'
import { useSize } from './use-size.ts'
import { useWanted } from './use-wanted.ts'
import styles from './shell.module.css'

/** The work itself: lays the desk, and shows side bar, grid and details on it. */
export function Frame() {
  const mirror = useMirror()
  const [desk] = useState(() => createDesk(mirror))
  useEffect(() => desk.start(), [desk])
  return (
    <DeskContext value={desk}>
      <Layout desk={desk} />
    </DeskContext>
  )
}

const { grid: initial } = defaultPreferences
/** The bounds are those that the preferences accept. */
const sideBar = { initial: initial.sideBarWidth, min: 190, max: 400 } as const
const details = { initial: initial.detailWidth, min: 300, max: 560 } as const

function Layout({ desk }: { readonly desk: Desk }) {
  useHotkeys(desk)
  useWanted(desk.view)
  const fileTaker = useFileDrop()
  const detailOpen = useStore(desk.view.store, (state) => state.detailOpen)
  const screen = useStore(desk.view.store, (state) => state.screen)
  const hasCurrent = useStore(desk.view.store, (state) => state.currentId !== null)
  const { isNarrow } = useSize()
  const sideBarWidth = useStore(desk.view.store, (state) => state.sideBarWidth)
  const detailWidth = useStore(desk.view.store, (state) => state.detailWidth)
  const { setSideBarWidth, setDetailWidth } = desk.view
  // Over the grid an empty pane would only be in the way.
  const showDetail = detailOpen && (!isNarrow || hasCurrent)
  return (
    <div className={styles['frame']}>
      <div className={styles['side']} style={{ width: sideBarWidth }}>
        <SideBar />
      </div>
      <main className={styles['main']}>
        <Splitter label={shellText.resizeSideBar} {...sideBar} width={sideBarWidth} onResize={setSideBarWidth} />
        <Banner
          pending={
            <>
              <BulkLine />
              <PendingOperations />
            </>
          }
        />
        {screen === 'tokens' ? (
          <TokensScreen />
        ) : (
          <Suspense fallback={null}>
            <OpenScreen screen={screen} />
          </Suspense>
        )}
        {showDetail && !isNarrow && (
          <Splitter label={shellText.resizeDetail} {...details} width={detailWidth} onResize={setDetailWidth} isAtEnd />
        )}
      </main>
      {showDetail && (
        <div className={isNarrow ? styles['over'] : styles['detail']} style={{ width: detailWidth }}>
          {screen === 'audit' ? (
            <Suspense fallback={null}>
              <FindingPane detail={TokenDetail} />
            </Suspense>
          ) : (
            <DetailPane detail={TokenDetail} />
          )}
        </div>
      )}
      {fileTaker !== null &&
        // Over a dialog too, which is beside this frame.
        createPortal(
          <div className={styles['drop']} role="status">
            {fileTaker === 'inspect' ? shellText.dropToInspect : shellText.dropHere}
          </div>,
          document.body,
        )}
    </div>
  )
}
