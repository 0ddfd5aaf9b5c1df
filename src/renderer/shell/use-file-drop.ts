import { useEffect, useState } from 'react'
import { dialogStore, openDialog } from '#renderer/dialogs'
import { shellText } from '#renderer/text/shell'
import { toast } from '#renderer/ui/toast'

/** What is done with a file: secrets are looked for in it, or the token in it is inspected. */
export type FileTaker = 'import' | 'inspect'

/**
 * Takes a file that is dropped anywhere onto the window; its content never comes here. Gives what would be done with one that is
 * being held over the window, null while there is none. While another form is open nothing is taken: what is typed there would
 * be lost.
 */
export function useFileDrop(): FileTaker | null {
  const [over, setOver] = useState<FileTaker | null>(null)
  useEffect(() => {
    const end = new AbortController()
    const { signal } = end
    document.addEventListener(
      'dragover',
      (event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        const taker = takesFiles()
        if (event.dataTransfer) event.dataTransfer.dropEffect = taker === null ? 'none' : 'copy'
        setOver(taker)
      },
      { signal },
    )
    document.addEventListener(
      'dragleave',
      (event) => {
        // Between two elements of the page it has not left the window.
        if (event.relatedTarget === null) setOver(null)
      },
      { signal },
    )
    document.addEventListener(
      'drop',
      (event) => {
        if (!hasFiles(event)) return
        // Left to itself the window would go to the file.
        event.preventDefault()
        setOver(null)
        const files = [...(event.dataTransfer?.files ?? [])]
        const [file, ...more] = files
        const taker = takesFiles()
        if (file === undefined || taker === null) return
        if (taker === 'inspect') {
          openDialog({ kind: 'inspect', files })
          return
        }
        openDialog({ kind: 'import', file })
        if (more.length > 0) toast({ text: shellText.dropOne })
      },
      { signal },
    )
    return () => end.abort()
  }, [])
  return over
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true
}

/** Who takes files is said by the dialog itself, where one is open. */
function takesFiles(): FileTaker | null {
  const taker = document.querySelector<HTMLElement>('[data-takes-files]')?.dataset['takesFiles']
  if (taker === 'import' || taker === 'inspect') return taker
  return dialogStore.getState().dialog === null ? 'import' : null
}
