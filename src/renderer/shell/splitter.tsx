import { useRef } from 'react'
import { classNames } from '#renderer/ui/class-names'
import styles from './shell.module.css'

export interface SplitterProps {
  readonly label: string
  readonly width: number
  readonly min: number
  readonly max: number
  /** What a double click goes back to. */
  readonly initial: number
  readonly onResize: (width: number) => void
  /** The pane lies behind the splitter: dragging towards the start makes it wider. */
  readonly isAtEnd?: boolean
}

const step = 16

/** The edge of a pane, to be dragged or moved with the arrow keys. */
export function Splitter({ label, width, min, max, initial, onResize, isAtEnd = false }: SplitterProps) {
  const start = useRef<{ readonly x: number; readonly width: number } | null>(null)
  const towards = isAtEnd ? -1 : 1

  function set(next: number): void {
    onResize(Math.round(Math.max(min, Math.min(max, next))))
  }

  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      className={classNames(styles['splitter'], isAtEnd && styles['atEnd'])}
      onDoubleClick={() => set(initial)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { x: event.clientX, width }
      }}
      onPointerMove={(event) => {
        if (start.current) set(start.current.width + towards * (event.clientX - start.current.x))
      }}
      onPointerUp={() => (start.current = null)}
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight') set(width + towards * step)
        else if (event.key === 'ArrowLeft') set(width - towards * step)
        else if (event.key === 'Home') set(min)
        else if (event.key === 'End') set(max)
        else return
        event.preventDefault()
      }}
    />
  )
}
