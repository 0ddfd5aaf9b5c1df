import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '#build/aliases'
import { outputChecks } from '#build/testing/output-checks'
import { temporaryFolder } from './temporary-folder.ts'

const policy = "default-src 'none'; script-src 'self'"

/** The bundles as they should be, small. */
const good: Readonly<Record<string, string>> = {
  'main/index.js': `import { app } from "electron"\nimport fs from "node:fs"\nconst csp = "${policy}"\n`,
  'main/join-a1.js': 'import { a } from "./index.js"\n',
  'main.modules.json': '["build/stand-ins/left-out.ts","src/main/index.ts"]',
  'preload/index.cjs': 'let electron = require("electron");\nelectron.contextBridge.exposeInMainWorld("keyrack", {})\n',
  'renderer/index.html': '<!doctype html><script type="module" src="./assets/a.js"></script>',
  'renderer/assets/a.js': 'document.title="Keyrack"',
  'demo.modules.json': '["src/main/app/start.ts","test/demo/main.ts"]',
}

/** Writes the good bundles with some files added, replaced, or (undefined) left out, and names the checks that fail. */
async function failures(change: Readonly<Record<string, string | undefined>>): Promise<string[]> {
  const out = temporaryFolder()
  for (const [file, content] of Object.entries({ ...good, ...change })) {
    mkdirSync(dirname(join(out, file)), { recursive: true })
    if (content === undefined) rmSync(join(out, file), { force: true })
    else writeFileSync(join(out, file), content)
  }
  const failed: string[] = []
  for (const { name, check } of outputChecks(out)) {
    try {
      await check()
    } catch {
      failed.push(name)
    }
  }
  return failed
}

const main = good['main/index.js']!

describe('the checks of what was built', () => {
  it('pass good bundles', async () => {
    expect(await failures({})).toEqual([])
  })

  it('do not take a comment or a text for an import', async () => {
    const code = "/** @type {import('ajv').Options} */\n// require('ajv')\nconst text = `require(\"ajv\").default`\n"
    expect(await failures({ 'main/chunk.js': code })).toEqual([])
  })

  it.each<[string, string, Record<string, string | undefined>]>([
    ['a preload in two files', 'the preload is one', { 'preload/chunk.cjs': '' }],
    [
      'a preload that requires more',
      'the preload is one',
      { 'preload/index.cjs': 'require("electron"); require("node:fs")' },
    ],
    ['a preload that is an ES module', 'the preload is one', { 'preload/index.cjs': 'import { x } from "electron"' }],
    ['a package left outside of main', 'main imports nothing', { 'main/index.js': `${main}import { z } from "zod"\n` }],
    [
      'a module that Node 20 lacks',
      'main imports nothing',
      { 'main/index.js': `${main}import { x } from "node:sqlite"\n` },
    ],
    ['a lazy import of a package', 'main imports nothing', { 'main/chunk.js': 'const x = await import("undici")\n' }],
    ['a package that is required', 'main imports nothing', { 'main/chunk.js': 'var x = __require("conf")\n' }],
    ['zod in the window', 'the window holds no zod', { 'renderer/assets/b.js': 'x._zod={}' }],
    ['ipcRenderer in the window', 'the window holds no ipcRenderer', { 'renderer/assets/b.js': 'ipcRenderer.send()' }],
    ['Node in the window', 'the window holds no ipcRenderer', { 'renderer/assets/b.js': 'import a from"node:fs"' }],
    [
      'test code in main',
      'main holds nothing of test/',
      { 'main.modules.json': '["src/main/index.ts","test/support/fake.ts"]' },
    ],
    ['a simulator in main', 'main holds nothing of test/', { 'main/index.js': `${main}startSimulator()\n` }],
    ['a list of modules without ours', 'main holds nothing of test/', { 'main.modules.json': '[]' }],
    ['a demo that lists no test code', 'main holds nothing of test/', { 'demo.modules.json': '["src/main/index.ts"]' }],
    ['a source map', 'no source map', { 'renderer/assets/a.js.map': '{}' }],
    ['a path of this machine', 'no source map', { 'main/index.js': `${main}//${projectRoot}/src\n` }],
    ['no policy', 'the content security policy', { 'main/index.js': '' }],
    ['an unsafe policy', 'the content security policy', { 'main/chunk.js': `"style-src 'unsafe-inline'"` }],
    ['an inline script', 'the page has no script', { 'renderer/index.html': '<script>start()</script>' }],
    ['an inline style', 'the page has no script', { 'renderer/index.html': '<p style="color:red">' }],
  ])('catch %s', async (_what, check, change) => {
    expect(await failures(change)).toEqual([expect.stringContaining(check)])
  })
})
