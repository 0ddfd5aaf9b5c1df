import { spawn, type ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import type { BrowserWindow } from 'electron'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createWindowProcess } from '#main/adapters/electron/window-process'
import { systemClock } from '#main/adapters/node/clock'
import { FakeLog } from '#test/support/fake-log'

/** A window over a process that does nothing, as far as Electron's is used. */
class FakeBrowserWindow {
  isGone = false
  cleared = 0
  readonly child: ChildProcess
  readonly webContents: EventEmitter & {
    getOSProcessId?: () => number
    navigationHistory?: { clear(): void }
    focus?: () => void
  } = new EventEmitter()

  constructor() {
    this.child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
    this.child.once('exit', () => this.webContents.emit('render-process-gone'))
    this.webContents.getOSProcessId = () =>
      (this.child.exitCode ?? this.child.signalCode) === null ? (this.child.pid ?? 0) : 0
    this.webContents.navigationHistory = { clear: () => (this.cleared += 1) }
    this.webContents.focus = () => undefined
  }

  isDestroyed(): boolean {
    return this.isGone
  }

  isFocused(): boolean {
    return true
  }
}

let window: FakeBrowserWindow
let log: FakeLog

beforeEach(() => {
  window = new FakeBrowserWindow()
  log = new FakeLog()
})

afterEach(() => {
  window.child.kill('SIGKILL')
})

function processOf(load: () => Promise<void>) {
  const owner = createWindowProcess({ clock: systemClock, log, load })
  owner.attach(window as unknown as BrowserWindow)
  return owner
}

it('ends the process, and then has another load the page', async () => {
  const loaded = Promise.withResolvers<unknown>()
  const owner = processOf(async () => loaded.resolve([window.child.signalCode, owner.isRenewing()]))
  const renewed = owner.port.renew()
  expect(owner.isRenewing()).toBe(true)
  await renewed
  expect(await loaded.promise).toEqual(['SIGKILL', false])
  await new Promise((resolve) => setImmediate(resolve))
  expect(window.cleared).toBe(1)
})

it('is done when the process is gone, though the page may never be loaded', async () => {
  const owner = processOf(() => new Promise(() => {}))
  await owner.port.renew()
  expect(window.child.signalCode).toBe('SIGKILL')
  expect(owner.isRenewing()).toBe(false)
})

it('says when the page cannot be loaded, and goes on', async () => {
  const owner = processOf(() => Promise.reject(new TypeError('no page')))
  await owner.port.renew()
  await new Promise((resolve) => setImmediate(resolve))
  expect(log.text()).toContain('could not be loaded anew')
  expect(log.text()).toContain('TypeError')
})

it('leaves a window alone that has no process', async () => {
  let loads = 0
  const owner = processOf(async () => void (loads += 1))
  await owner.port.renew()
  await owner.port.renew()
  expect(loads).toBe(1)
})

it('loads nothing into a window that was closed meanwhile', async () => {
  let loads = 0
  const owner = processOf(async () => void (loads += 1))
  window.webContents.once('render-process-gone', () => (window.isGone = true))
  await owner.port.renew()
  expect(loads).toBe(0)
})
