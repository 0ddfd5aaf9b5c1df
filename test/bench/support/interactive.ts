import type { Target } from './cdp.ts'
import type { Electron } from './electron.ts'

/** When a window could be worked with, in milliseconds since its program was spawned. */
export interface Interactive {
  /** The first rows are in the document and the next frame has begun. */
  readonly rows: number
  /** The search box has the focus, a real key press has arrived in it, and the frame after that has begun. */
  readonly answers: number
}

/** Runs in the page, before its own scripts where that can be done; the same for the app and for the bare window. */
const watch = `(() => {
  if (globalThis.benchWatches) return
  globalThis.benchWatches = true
  const observer = new MutationObserver(look)
  function look() {
    const box = document.querySelector('input[type=search], [role=searchbox]')
    if (!box || !document.querySelector('[role=grid] [role=gridcell]')) return
    observer.disconnect()
    requestAnimationFrame(() => {
      box.focus()
      if (document.activeElement !== box) throw new Error('the search box took no focus')
      box.addEventListener('input', () => requestAnimationFrame(() => benchTells('answers')), { once: true })
      benchTells('rows')
    })
  }
  observer.observe(document, { subtree: true, childList: true })
  look()
})()`

const patienceMs = 60_000
const againMs = 50

/** Waits until the window can be worked with. Leaves one character in the search box. */
export async function untilInteractive({ page, spawnedAt }: Electron): Promise<Interactive> {
  const times = new Map<string, number>()
  const told = new Map<string, () => void>()
  const reached = (name: string) =>
    new Promise<void>((resolve, reject) => {
      const patience = setTimeout(() => reject(new Error(`The window never came to "${name}".`)), patienceMs)
      told.set(name, () => {
        clearTimeout(patience)
        resolve()
      })
    })
  const rows = reached('rows')
  const answers = reached('answers')
  page.on('Runtime.bindingCalled', ({ payload }) => {
    times.set(String(payload), performance.now() - spawnedAt)
    told.get(String(payload))?.()
  })
  await install(page)
  // A document that was just being put in the place of the first one may have missed it.
  const again = setInterval(() => void install(page), againMs)
  // Its time limit runs while the rows are awaited.
  answers.catch(() => undefined)
  await rows.finally(() => clearInterval(again))
  await page.send('Input.dispatchKeyEvent', { type: 'keyDown', text: 'e', key: 'e', code: 'KeyE' })
  await page.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'e', code: 'KeyE' })
  await answers
  return { rows: times.get('rows') ?? Number.NaN, answers: times.get('answers') ?? Number.NaN }
}

/** Puts the watch into the page's document and those that follow it. A page that is going away takes no harm. */
async function install(page: Target): Promise<void> {
  await Promise.allSettled([
    page.send('Runtime.enable'),
    page.send('Runtime.addBinding', { name: 'benchTells' }),
    page.send('Page.enable'),
    page.send('Page.addScriptToEvaluateOnNewDocument', { source: watch }),
    page.send('Runtime.evaluate', { expression: watch }),
  ])
}
