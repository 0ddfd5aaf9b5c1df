import { Suspense, useEffect } from 'react'
import { useStore } from 'zustand'
import type { Mirror } from '#renderer/data/mirror'
import { MirrorContext, useMirror, useMirrorState } from '#renderer/data/use-mirror'
import { closeDialog } from '#renderer/dialogs'
import { explain } from '#shared/text/errors'
import { shellText } from '#renderer/text/shell'
import { Button } from '#renderer/ui/button'
import { EmptyState } from '#renderer/ui/empty-state'
import { Spinner } from '#renderer/ui/spinner'
import { clearToasts, ToastRegion } from '#renderer/ui/toast'
import { DialogHost } from './dialog-host.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { Frame } from './frame.tsx'
import { VaultScreen } from './loaded-later.tsx'
import { useClipboardWarning } from './use-clipboard-warning.ts'
import { useTheme } from './use-theme.ts'
import styles from './shell.module.css'

/** The whole window, over the mirror of main's facts. */
export function App({ mirror }: { readonly mirror: Mirror }) {
  useTheme(useStore(mirror.store, (state) => state.facts?.preferences.theme ?? 'system'))
  useClipboardWarning()
  return (
    <MirrorContext value={mirror}>
      <ErrorBoundary>
        <Screen />
      </ErrorBoundary>
      <ToastRegion />
    </MirrorContext>
  )
}

/** One of: starting, could not start, the vault is not open, or the work itself. */
function Screen() {
  const phase = useMirrorState((state) => state.phase)
  const isOpen = useMirrorState((state) => state.facts?.vault.kind === 'open')
  useEffect(() => {
    if (isOpen) return
    // What was open or said belongs to the work, of which nothing is to be seen now.
    closeDialog()
    clearToasts()
  }, [isOpen])
  if (phase === 'failed') return <StartFailed />
  if (phase === 'starting') return <Starting />
  return isOpen ? (
    <>
      <Frame />
      <DialogHost />
    </>
  ) : (
    <Suspense fallback={<Starting />}>
      <VaultScreen />
    </Suspense>
  )
}

function Starting() {
  return (
    <main className={styles['whole']}>
      <Spinner size={24} label={shellText.starting} />
    </main>
  )
}

function StartFailed() {
  const mirror = useMirror()
  const error = useMirrorState((state) => state.startError)
  const words = error === null ? null : explain(error)
  return (
    <main className={styles['whole']}>
      <EmptyState
        title={shellText.startFailed}
        actions={
          <Button variant="primary" onPress={() => void mirror.start()}>
            {shellText.retry}
          </Button>
        }
      >
        {words?.sentence} {words?.nextStep}
      </EmptyState>
    </main>
  )
}
