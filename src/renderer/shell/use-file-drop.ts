import { useEffect, useState } from 'react'
import { dialogStore, openDialog } from '#renderer/dialogs'
import { shellText } from '#renderer/text/shell'
import { toast } from '#renderer/ui/toast'

/**
 * Takes a file that is dropped anywhere onto the window, to look for secrets in it; its content never comes here. Gives
 * whether one is being held over the window. While a form is open nothing is taken: what is typed there would be lost.
 */
export function useFileDrop(): boolean {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const end = new AbortController()
    const { signal } = end
    document.addEventListener(
      'dragover',
      (event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        const takes = takesFiles()
        if (event.dataTransfer) event.dataTransfer.dropEffect = takes ? 'copy' : 'none'
        setOver(takes)
      },
      { signal },
    )
    document.addEventListener(
      'dragleave',
      (event) => {
        // Between two elements of the page it has not left the window.
        if (event.relatedTarget === null) setOver(false)
      },
      { signal },
    )
    document.addEventListener(
      'drop',
      (event) => {
        if (!hasFiles(event)) return
        // Left to itself the window would go to the file.
        event.preventDefault()
        setOver(false)
        const [file, ...more] = event.dataTransfer?.files ?? []
        if (file === undefined || !takesFiles()) return
        openDialog({ kind: 'import', file })
        if (more.length > 0) toast({ text: shellText.dropOne })
      },
      { signal },
    )
    return () => end.abort()
  }, [])
  return isOver
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true
}

function takesFiles(): boolean {
  return dialogStore.getState().dialog === null || document.querySelector('[data-takes-files]') !== null
}
