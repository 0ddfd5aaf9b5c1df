import { useEffect, useState } from 'react'
import type { Instant } from '#shared/model/time'
import { formText } from '#renderer/text/forms'

/** A number that changes every second draws the eye from what it stands beside. */
const stepMs = 5_000

/** How long a secret stays in sight, in steps of five seconds. Not a live region: nobody wants to hear it count. */
export function Countdown({ until }: { readonly until: Instant }) {
  const [now, setNow] = useState(() => Date.now())
  const left = Math.max(0, until - now)
  const steps = Math.max(1, Math.ceil(left / stepMs))

  useEffect(() => {
    if (left === 0) return
    // To the next lower step.
    const timer = setTimeout(() => setNow(Date.now()), left - (steps - 1) * stepMs)
    return () => clearTimeout(timer)
  }, [left, steps])

  return <span>{formText.hiddenIn((steps * stepMs) / 1000)}</span>
}
