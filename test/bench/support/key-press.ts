import { evaluate, type Target } from './cdp.ts'

/** A key as the protocol wants it: a letter, a digit or a space, or `Backspace`. */
export type Key = string

/** Presses and releases a real key; resolves when the page has handled both. */
export async function press(page: Target, key: Key): Promise<void> {
  const event = eventOf(key)
  await page.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event })
  await page.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event })
}

function eventOf(key: Key): object {
  if (key === 'Backspace') return { key, code: key, windowsVirtualKeyCode: 8 }
  return { key, text: key, windowsVirtualKeyCode: key.toUpperCase().charCodeAt(0) }
}

/** The keys that type each of these and delete it again. */
export function typingOf(queries: readonly string[]): Key[] {
  return queries.flatMap((query) => [...query, ...Array.from(query, () => 'Backspace')])
}

/** Seconds of script that the page has run since it was opened. */
export async function scriptSeconds(page: Target): Promise<number> {
  const { metrics } = await page.send<{ metrics: { name: string; value: number }[] }>('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN
}

/**
 * Runs in the page: `benchArm()` waits for a key, `benchPainted()` gives the milliseconds from it to the end of the last frame
 * that showed something new, the first frame after it at least. A message sent from inside a frame arrives when the frame's
 * own work (style, layout, paint) is done. A page that puts its work off is waited for, until six frames bring nothing new.
 */
const watch = `(() => {
  const quietFrames = 6
  const channel = new MessageChannel()
  let dirty, start, painted, quiet, done
  new MutationObserver(() => { dirty = true }).observe(document, {
    subtree: true, childList: true, characterData: true, attributes: true,
  })
  const nextFrame = () => requestAnimationFrame(() => channel.port2.postMessage(null))
  channel.port1.onmessage = () => {
    quiet = dirty ? 0 : quiet + 1
    if (dirty || painted === null) painted = performance.now()
    dirty = false
    if (quiet < quietFrames) nextFrame()
    else done(painted - start)
  }
  addEventListener('keydown', (event) => {
    dirty = false
    start = event.timeStamp
    nextFrame()
  }, true)
  globalThis.benchArm = () => {
    painted = null
    quiet = 0
    globalThis.benchPainted = new Promise((resolve) => { done = resolve })
  }
})()`

export async function watchPaints(page: Target): Promise<void> {
  await evaluate(page, watch)
}

/** Presses a key and gives the milliseconds until what it changed was painted. Needs `watchPaints`. */
export async function pressAndWait(page: Target, key: Key): Promise<number> {
  await evaluate(page, 'benchArm()')
  await press(page, key)
  return evaluate<number>(page, 'benchPainted')
}
