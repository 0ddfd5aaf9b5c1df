import { spawn } from 'node:child_process'
import { platform } from 'node:process'

/** What opens a page in the browser that a person has chosen. */
const programs: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

/** Opens a page, whose address the caller has checked. False where nothing could be started; never throws. */
export function openInBrowser(url: string): Promise<boolean> {
  const { protocol, href } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') return Promise.resolve(false)
  const [program, ...args] = programs[platform] ?? ['xdg-open']
  return new Promise((resolve) => {
    const child = spawn(program, [...args, href], { detached: true, stdio: 'ignore' })
    child.once('error', () => resolve(false))
    child.once('spawn', () => resolve(true))
    child.unref()
  })
}
