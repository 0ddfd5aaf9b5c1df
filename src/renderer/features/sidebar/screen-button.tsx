import { useId, type ReactNode } from 'react'
import type { Screen } from '#shared/model/preferences'
import { useDesk, useView } from '#renderer/data/use-desk'
import { useMirrorState } from '#renderer/data/use-mirror'
import { screenKeys, shellText } from '#renderer/text/shell'
import { classNames } from '#renderer/ui/class-names'
import { SrOnly } from '#renderer/ui/sr-only'
import styles from './sidebar.module.css'

export interface ScreenButtonProps {
  readonly screen: Exclude<Screen, 'tokens'>
  readonly icon: ReactNode
  /** Numbers at the end of the line, and what they say. They describe the button and are not in its name. */
  readonly numbers?: ReactNode
  readonly says?: string
}

/** Leads to a view that fills the window in place of the list of tokens. */
export function ScreenButton({ screen, icon, numbers, says }: ScreenButtonProps) {
  const saysId = useId()
  const { view } = useDesk()
  const isCurrent = useView((state) => state.screen === screen)
  const isMac = useMirrorState((state) => state.platform === 'darwin')
  return (
    <div className={classNames(styles['placeLine'], isCurrent && styles['here'])}>
      <button
        type="button"
        className={styles['place']}
        aria-current={isCurrent ? 'page' : undefined}
        aria-describedby={says === undefined ? undefined : saysId}
        title={shellText.withKey(shellText.screens[screen], screenKeys[screen], isMac)}
        onClick={() => view.setScreen(screen)}
      >
        {icon}
        <span className={styles['placeName']}>{shellText.screens[screen]}</span>
      </button>
      {says !== undefined && (
        <>
          <SrOnly id={saysId}>{says}</SrOnly>
          <span className={styles['counts']} aria-hidden>
            {numbers}
          </span>
        </>
      )}
    </div>
  )
}
