import type { ReactNode } from 'react'
import { useMirrorState } from '#renderer/data/use-mirror'
import type { DialogProps } from '#renderer/dialogs'
import { formText } from '#renderer/text/forms'
import { settingsText as text } from '#renderer/text/settings'
import { Button } from '#renderer/ui/button'
import { Dialog } from '#renderer/ui/dialog'
import styles from './settings.module.css'
import { BackgroundFields } from './background.tsx'
import { LockingFields } from './locking.tsx'
import { PreferenceFields } from './preference-fields.tsx'
import { Protection } from './protection.tsx'
import { SharedScreens } from './shared-screens.tsx'
import { Vaults } from './vaults.tsx'

interface SettingsDialogProps extends DialogProps<'settings'> {
  /** Sections of other features. */
  readonly children?: ReactNode
}

/** What the person can set. Every change counts at once; there is nothing to save. */
export function SettingsDialog({ at, onClose, children }: SettingsDialogProps) {
  const version = useMirrorState((state) => state.version)
  return (
    <Dialog
      title={text.title}
      size="large"
      onClose={onClose}
      footer={
        <>
          <span className={styles['version']}>{text.version(version)}</span>
          <Button variant="primary" onPress={onClose}>
            {formText.done}
          </Button>
        </>
      }
    >
      <PreferenceFields />
      <BackgroundFields />
      <LockingFields />
      <SharedScreens />
      <Protection />
      <Vaults isAskedFor={at === 'vaults'} />
      {children}
    </Dialog>
  )
}
