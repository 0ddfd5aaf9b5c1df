import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  defaultRangeExtractor,
  type Range,
} from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useReducer, useState, type RefObject } from 'react'

export interface VirtualRows {
  /** Indexes of the rows to draw: those in sight, a few around them, and the one that holds the keyboard. */
  readonly indexes: readonly number[]
  readonly totalHeight: number
  readonly scrollTo: (index: number) => void
  /** Rows that fit on the screen. */
  readonly page: number
}

export interface VirtualRowsOptions {
  readonly count: number
  readonly rowHeight: number
  readonly headerHeight: number
  readonly scroller: RefObject<HTMLDivElement | null>
  /** A row that stays drawn wherever one scrolls, so that the keyboard keeps its place; -1 for none. */
  readonly pinned: number
}

const around = 8

/** Which rows of a long list to draw. Rows all have the same height, so nothing is ever measured. */
export function useVirtualRows({ count, rowHeight, headerHeight, scroller, pinned }: VirtualRowsOptions): VirtualRows {
  const [, redraw] = useReducer((times: number) => times + 1, 0)
  const [virtualizer] = useState(
    () =>
      new Virtualizer<HTMLDivElement, HTMLDivElement>({
        count: 0,
        estimateSize: () => rowHeight,
        getScrollElement: () => scroller.current,
        // Not measured yet, but less than the window's own height.
        initialRect: { width: 0, height: window.innerHeight },
        observeElementRect: (instance, tell) => inNextFrame(() => observeElementRect(instance, tell)),
        observeElementOffset,
        scrollToFn: (offset, options, instance) => {
          // Also scrolling to where it stands has the browser lay everything out.
          if (offset + (options.adjustments ?? 0) !== instance.scrollOffset) elementScroll(offset, options, instance)
        },
      }),
  )
  virtualizer.setOptions({
    ...virtualizer.options,
    count,
    // The first picture needs none: nobody has scrolled.
    overscan: virtualizer.scrollElement === null ? 0 : around,
    estimateSize: () => rowHeight,
    scrollPaddingStart: headerHeight,
    rangeExtractor: (range: Range) => {
      const indexes = defaultRangeExtractor(range)
      if (pinned < 0 || pinned >= count || indexes.includes(pinned)) return indexes
      return pinned < (indexes[0] ?? 0) ? [pinned, ...indexes] : [...indexes, pinned]
    },
    onChange: () => redraw(),
  })
  useEffect(() => virtualizer._didMount(), [virtualizer])
  useLayoutEffect(() => virtualizer._willUpdate())

  return {
    indexes: virtualizer.getVirtualItems().map(({ index }) => index),
    totalHeight: virtualizer.getTotalSize(),
    scrollTo: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
    page: Math.max(1, Math.floor(((virtualizer.scrollRect?.height ?? 0) - headerHeight) / rowHeight) - 1),
  }
}

/** Measuring while React commits would have the browser lay everything out twice. Gives the function that ends it. */
function inNextFrame(observe: () => (() => void) | undefined): () => void {
  let end: (() => void) | undefined
  const frame = requestAnimationFrame(() => (end = observe()))
  return () => {
    cancelAnimationFrame(frame)
    end?.()
  }
}
