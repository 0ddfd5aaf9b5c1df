import { useLayoutEffect, useRef, type FocusEvent, type RefObject } from 'react'
import type { Arranged } from './arrange.ts'
import { useAuditDesk, useAuditView } from './use-audit.ts'

export interface ListPosition {
  /** The line that can be tabbed to; -1 when there is none. */
  readonly row: number
  readonly moveTo: (row: number) => void
  /** Where a range of picked findings starts. */
  readonly anchor: () => number
  readonly setAnchor: (row: number) => void
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void
  readonly onBlur: (event: FocusEvent<HTMLElement>) => void
}

/**
 * Where the keyboard is in the list: with its finding or group wherever that moves to, and when that leaves the list, with
 * the one that took its place.
 */
export function useListPosition({ lines, indexOf }: Arranged, list: RefObject<HTMLElement | null>): ListPosition {
  const { view } = useAuditDesk()
  const at = useAuditView((state) => state.at)
  const hasFocus = useRef(false)
  const last = useRef(0)
  const anchorKey = useRef<string | null>(null)
  const found = at === null ? -1 : indexOf(at)
  const row = lines.length === 0 ? -1 : Math.max(0, found)

  function moveTo(next: number): void {
    const line = lines[next]
    if (line !== undefined) view.setAt(line.key, line.kind === 'finding' ? line.key : null)
  }

  useLayoutEffect(() => {
    if (found >= 0) last.current = found
    else if (at !== null && lines.length > 0 && hasFocus.current) {
      moveTo(Math.min(last.current, lines.length - 1))
      return
    }
    if (!hasFocus.current) return
    const active = list.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')
    if (active && active !== document.activeElement) active.focus({ preventScroll: true })
  })

  return {
    row,
    moveTo,
    anchor: () => {
      const index = anchorKey.current === null ? -1 : indexOf(anchorKey.current)
      return index < 0 ? row : index
    },
    setAnchor: (next) => {
      anchorKey.current = lines[next]?.key ?? null
    },
    onFocus: () => {
      hasFocus.current = true
    },
    onBlur: (event) => {
      // A line that is drawn anew loses the focus to nothing; only a focus that goes elsewhere has left.
      if (event.relatedTarget instanceof Node && !event.currentTarget.contains(event.relatedTarget)) {
        hasFocus.current = false
      }
    },
  }
}
