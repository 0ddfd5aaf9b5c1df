// The smallest window there is: what the app's start and memory are compared with. It serves one page by a scheme of its
// own from a sandboxed, isolated window, as the app does, and does nothing else.
'use strict'

const { app, BrowserWindow, protocol, session } = require('electron')
const { readFile } = require('node:fs/promises')
const { join } = require('node:path')

app.setPath('userData', process.env['KEYRACK_BENCH_PROFILE'])
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])

app.whenReady().then(() => {
  const pages = session.fromPartition('bare')
  pages.protocol.handle('app', async () => {
    const page = await readFile(join(__dirname, 'index.html'))
    return new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } })
  })
  const window = new BrowserWindow({
    width: 1280,
    height: 820,
    show: false,
    webPreferences: { session: pages, sandbox: true, contextIsolation: true, nodeIntegration: false },
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL('app://bare/index.html')
})
