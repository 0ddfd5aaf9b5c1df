import { existsSync } from 'node:fs'
import { expect, type ElectronApplication } from '@playwright/test'
import type { Bridge } from '#shared/contract'

// Once the window's process was ended on purpose, Playwright takes its page for crashed for good. These go through main.

/** The operating system's id of the window's process. */
export async function windowPid(app: ElectronApplication): Promise<number> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0)
}

/** Is there a process of this id? */
export function isAlive(pid: number): boolean {
  if (process.platform === 'linux') return existsSync(`/proc/${pid}`)
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Runs a script in the window's page and gives what it gives. */
export async function inWindow<T>(app: ElectronApplication, script: string): Promise<T> {
  return app.evaluate(async ({ BrowserWindow }, code) => {
    const window = BrowserWindow.getAllWindows()[0]
    if (window === undefined) throw new Error('no window')
    return window.webContents.executeJavaScript(code) as Promise<T>
  }, script)
}

/** Waits until the window has a process of another id than `before`, and its page has asked main for facts. */
export async function renewed(app: ElectronApplication, before: number): Promise<number> {
  await expect.poll(() => windowPid(app)).not.toBe(before)
  await expect.poll(() => headingOf(app)).toBe('Unlock the vault')
  return windowPid(app)
}

/** The heading of the page; empty while there is none. */
export const headingOf = (app: ElectronApplication) =>
  inWindow<string>(app, `document.querySelector('h1, h2')?.textContent ?? ''`).catch(() => '')

/** Calls main as the page does. */
export async function callMain(
  app: ElectronApplication,
  ...[channel, input]: Parameters<Bridge['call']>
): Promise<Awaited<ReturnType<Bridge['call']>>> {
  return inWindow(app, `window.keyrack.call(${JSON.stringify(channel)}, ${JSON.stringify(input)})`)
}

/** Which of these texts the heap of the window's process holds, in whatever object. */
export async function foundInHeap(app: ElectronApplication, needles: readonly string[]): Promise<string[]> {
  return app.evaluate(
    async ({ BrowserWindow }, texts) => {
      const window = BrowserWindow.getAllWindows()[0]
      if (window === undefined) throw new Error('no window')
      const { debugger: devtools } = window.webContents
      let heap = ''
      const collect = (_event: unknown, method: string, params: { chunk?: string }): void => {
        if (method === 'HeapProfiler.addHeapSnapshotChunk') heap += params.chunk ?? ''
      }
      devtools.attach('1.3')
      devtools.on('message', collect)
      try {
        await devtools.sendCommand('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
      } finally {
        devtools.off('message', collect)
        devtools.detach()
      }
      // Whole, or what is not found proves nothing.
      JSON.parse(heap)
      return texts.filter((text) => heap.includes(text))
    },
    [...needles],
  )
}
