import { useEffect } from 'react'
import { listen } from '#renderer/data/bridge'
import { shellText } from '#renderer/text/shell'
import { toast } from '#renderer/ui/toast'

/** Says that a copied secret could not be taken from the clipboard, wherever in the window the person is by then. */
export function useClipboardWarning(): void {
  useEffect(() => {
    let takeBack: (() => void) | null = null
    return listen('clipboard', ({ cleared }) => {
      takeBack?.()
      takeBack = cleared ? null : toast({ text: shellText.clipboardNotCleared, tone: 'error' })
    })
  }, [])
}
