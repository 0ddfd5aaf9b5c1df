import { useEffect } from 'react'
import { call } from '#renderer/data/bridge'

/** Whatever main has opened of a backup is closed with the dialog. */
export function useDropAtEnd(): void {
  useEffect(
    () => () => {
      void call('backup.drop', {})
    },
    [],
  )
}
