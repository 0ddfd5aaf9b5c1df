import { useEffect } from 'react'
import { useStore } from 'zustand'
import { call } from '#renderer/data/bridge'
import { showAccount, showDue, showToken } from '#renderer/data/show'
import { useFacts, useMirrorState } from '#renderer/data/use-mirror'
import type { View } from '#renderer/data/view'
import { dialogStore, openDialog } from '#renderer/dialogs'

/** Shows what a notice of the system was about, once the person has pressed that and no dialog is in the way. */
export function useWanted(view: View): void {
  const operationId = useFacts((facts) => facts.wantedOperation)
  const isExpiryWanted = useFacts((facts) => facts.expiry.wanted !== null)
  const tokenId = useFacts((facts) => facts.expiry.wanted?.tokenId ?? null)
  const accountId = useFacts((facts) => facts.expiry.wanted?.accountId ?? null)
  const isLoaded = useMirrorState((state) => state.rowsDone)
  const isFree = useStore(dialogStore, ({ dialog }) => dialog === null)
  useEffect(() => {
    if (operationId === null || !isFree) return
    openDialog({ kind: 'operation', operationId })
    void call('operation.shown', { operationId })
  }, [operationId, isFree])
  useEffect(() => {
    if (!isExpiryWanted || !isLoaded || !isFree) return
    if (tokenId !== null) showToken(view, tokenId)
    else if (accountId !== null) showAccount(view, accountId)
    else showDue(view)
    void call('expiry.shown', {})
  }, [isExpiryWanted, tokenId, accountId, isLoaded, isFree, view])
}
