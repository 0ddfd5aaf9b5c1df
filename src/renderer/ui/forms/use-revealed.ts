import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { AppError } from '#shared/model/error'
import type { Instant } from '#shared/model/time'
import { call, listen } from '#renderer/data/bridge'

export interface Revealed {
  /** The one node that the value is written into. */
  readonly node: RefObject<HTMLElement | null>
  /** When it will be hidden; null while it is not shown. */
  readonly hiddenAt: Instant | null
  /** Was shown before, and is not now: by the person, or because its time was over or another secret is shown. */
  readonly hidden: 'never-shown' | 'by-person' | 'by-itself'
  readonly error: AppError | null
  /** Gives the failure, which is in `error` too; null when it is shown. */
  readonly reveal: () => Promise<AppError | null>
  readonly hide: () => void
}

/** Puts the value into the node, which is emptied by `textContent`. */
type Write = (node: HTMLElement, value: string) => void

const asText: Write = (node, value) => {
  node.textContent = value
}

/**
 * A secret that main shows for a while. Its value is in one node of the page and nowhere else, not in React's state and not
 * in a store. It is taken out when main says so, at its time in any case, when the window loses the focus, and when its
 * place goes away. Main is told of that, because it keeps the window out of pictures meanwhile. `id` may be asked for when
 * it is needed; without one nothing is shown.
 */
export function useRevealed(id: string | (() => Promise<string | null>), write: Write = asText): Revealed {
  const node = useRef<HTMLElement>(null)
  /** The number of the showing that is in the node. */
  const showing = useRef<number | null>(null)
  /** The last one that main has ended; its value may come after that word. */
  const ended = useRef(0)
  const [hiddenAt, setHiddenAt] = useState<Instant | null>(null)
  const [hidden, setHidden] = useState<Revealed['hidden']>('never-shown')
  const [error, setError] = useState<AppError | null>(null)

  const takeOut = useCallback((by: 'by-person' | 'by-itself') => {
    if (node.current) node.current.textContent = ''
    const number = showing.current
    if (number === null) return
    showing.current = null
    setHiddenAt(null)
    setHidden(by)
    if (number > ended.current) void call('secret.conceal', { showing: number })
  }, [])

  useEffect(
    () =>
      listen('concealed', (last) => {
        ended.current = last.showing
        if (showing.current !== null && showing.current <= last.showing) takeOut('by-itself')
      }),
    [takeOut],
  )

  useEffect(() => {
    if (hiddenAt === null) return
    const end = () => takeOut('by-itself')
    const timer = setTimeout(end, Math.max(0, hiddenAt - Date.now()))
    window.addEventListener('blur', end)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('blur', end)
    }
  }, [hiddenAt, takeOut])

  useEffect(() => {
    const place = node.current
    return () => {
      if (place) place.textContent = ''
      if (showing.current !== null) void call('secret.conceal', { showing: showing.current })
    }
  }, [])

  async function reveal(): Promise<AppError | null> {
    setError(null)
    const known = typeof id === 'string' ? id : await id()
    if (known === null) return null
    const answer = await call('secret.reveal', { id: known })
    if (!answer.ok) {
      setError(answer.error)
      return answer.error
    }
    const { value, showing: number, hiddenAt: until } = answer.value
    if (number <= ended.current) return null
    if (node.current === null) {
      void call('secret.conceal', { showing: number })
      return null
    }
    write(node.current, value)
    showing.current = number
    setHiddenAt(until)
    return null
  }

  return { node, hiddenAt, hidden, error, reveal, hide: () => takeOut('by-person') }
}
