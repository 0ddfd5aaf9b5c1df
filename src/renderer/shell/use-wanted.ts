import { useEffect } from 'react'
import { useStore } from 'zustand'
import { call } from '#renderer/data/bridge'
import { useFacts } from '#renderer/data/use-mirror'
import { dialogStore, openDialog } from '#renderer/dialogs'

/** Shows the operation that a notice of the system was about, once the person has pressed that and no dialog is in the way. */
export function useWanted(): void {
  const operationId = useFacts((facts) => facts.wantedOperation)
  const isFree = useStore(dialogStore, ({ dialog }) => dialog === null)
  useEffect(() => {
    if (operationId === null || !isFree) return
    openDialog({ kind: 'operation', operationId })
    void call('operation.shown', { operationId })
  }, [operationId, isFree])
}
