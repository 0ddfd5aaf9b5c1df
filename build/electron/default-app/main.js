// The default app of the test runtime: `electron [switches] [-r module] <folder or file>`, as far as tests need it. It runs
// inside Electron 33, from resources/default_app.asar, where a downloaded Electron has its own.
import { readFileSync, statSync } from 'node:fs'
import { Module } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

/** Splits the command line into the modules to load first and the app to start; Chromium has taken its own switches. */
function read(argv) {
  const modules = []
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at]
    if (word === '-v' || word === '--version') return { version: true, modules }
    if (word === '-r' || word === '--require') modules.push(argv[(at += 1)])
    else if (!word.startsWith('-')) return { version: false, modules, target: resolve(word) }
  }
  return { version: false, modules, target: resolve('.') }
}

/** Gives the app its name, version and folder, and tells which file to run. */
function prepare(target) {
  if (!statSync(target).isDirectory()) {
    app.setAppPath(dirname(target))
    return target
  }
  const manifest = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'))
  if (manifest.version) app.setVersion(manifest.version)
  if (manifest.productName ?? manifest.name) app.setName(manifest.productName ?? manifest.name)
  if (manifest.desktopName) app.setDesktopName(manifest.desktopName)
  app.setAppPath(target)
  return join(target, manifest.main ?? 'index.js')
}

process.defaultApp = true
const line = read(process.argv.slice(1))
if (line.version) {
  console.log(`v${process.versions.electron}`)
  process.exit(0)
}
try {
  if (line.modules.length > 0) Module._preloadModules(line.modules)
  await import(pathToFileURL(prepare(line.target)).href)
} catch (error) {
  console.error('App threw an error during load')
  console.error(error)
  process.exit(1)
}
