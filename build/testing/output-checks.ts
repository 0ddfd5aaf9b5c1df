import { readdirSync, readFileSync, statSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { projectRoot } from '../aliases.ts'
import { Wrong } from './checks.ts'
import type { Check } from './checks.ts'
import { importsOf } from './imports-of.ts'

/**
 * What must be so of the built bundles in a folder laid out as out/ is: main, preload, renderer, and demo.
 * @param out that folder
 */
export function outputChecks(out: string): Check[] {
  const all = (part: string) => filesUnder(join(out, part))
  const text = (...path: string[]) => readFileSync(join(out, ...path), 'utf8')
  const modulesOf = (part: string) => JSON.parse(text(`${part}.modules.json`)) as string[]
  const product = () => [...all('main'), ...all('preload'), ...all('renderer')]

  return [
    {
      name: 'the preload is one CommonJS file that requires nothing but electron',
      check: () => {
        const names = all('preload').map((file) => file.slice(join(out, 'preload').length + 1))
        refuse(names.join() === 'index.cjs' ? [] : names, 'out/preload should hold index.cjs alone, and holds')
        const code = text('preload', 'index.cjs')
        refuse(
          /^\s*(?:import|export)\b/m.test(code) ? ['import or export'] : [],
          'the preload has statements of ES modules:',
        )
        refuse(
          importsOf(code).filter((name) => name !== 'electron'),
          'the preload requires',
        )
      },
    },
    {
      name: 'main imports nothing but electron and modules of Node 20',
      check: () => {
        const late = ['sqlite', 'sea', 'test']
        const known = new Set(['electron', ...builtinModules.filter((name) => !late.includes(name))])
        const imports = all('main').flatMap((file) => importsOf(readFileSync(file, 'utf8')))
        refuse(
          imports.filter((name) => !name.startsWith('./') && !known.has(name.replace(/^node:/, ''))),
          'main imports',
        )
      },
    },
    {
      name: 'the window holds no zod',
      check: () => refuse(found(all('renderer'), /_zod\b|\$ZodType|ZodError/), 'zod is in'),
    },
    {
      name: 'the window holds no ipcRenderer, no electron and no module of Node',
      check: () =>
        refuse(found(all('renderer'), /ipcRenderer|require\(["'`]electron|["'`]node:[a-z]/), 'Node or Electron is in'),
    },
    {
      name: 'main holds nothing of test/ and no simulator',
      check: () => {
        // The bundler lists the modules. Without ours in the list, or without test/ in the demo's, this would prove nothing.
        const main = modulesOf('main')
        if (!main.includes('src/main/index.ts')) throw new Wrong('the list of modules does not name main')
        if (!modulesOf('demo').includes('test/demo/main.ts'))
          throw new Wrong('the demo’s list names no module of test/')
        refuse(
          main.filter((path) => /^(?:test|build)\//.test(path) && !path.startsWith('build/stand-ins/')),
          'main holds',
        )
        // The records name a simulator as what they were verified by: a string of this one word.
        refuse(found(all('main'), /simulator(?!["'`])/i), 'test code is in')
      },
    },
    {
      name: 'no source map, and no path of this machine',
      check: () => {
        refuse(
          product().filter((file) => file.endsWith('.map')),
          'there are source maps:',
        )
        refuse(found(product(), projectRoot), 'the path of this checkout is in')
      },
    },
    {
      name: 'the content security policy starts from none and allows nothing unsafe',
      check: () => {
        if (found(product(), /default-src 'none'/).length === 0)
          throw new Wrong("no policy with default-src 'none' was found")
        refuse(found(product(), /'unsafe-[a-z-]+'/), 'an unsafe source is in')
      },
    },
    {
      name: 'the page has no script or style of its own inside',
      check: () => {
        const html = text('renderer', 'index.html')
        const inline = /<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=|\son[a-z]+=/gi
        refuse(html.match(inline) ?? [], 'index.html has')
      },
    },
  ]
}

function refuse(things: readonly string[], sentence: string): void {
  if (things.length > 0) throw new Wrong(`${sentence} ${[...new Set(things)].join(', ')}`)
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesUnder(path) : [path]))
}

function found(files: readonly string[], wanted: RegExp | string): string[] {
  const isIn = (text: string) => (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text))
  return files.filter((file) => /\.(?:c?js|html|css)$/.test(file) && isIn(readFileSync(file, 'utf8')))
}
