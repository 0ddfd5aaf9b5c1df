import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { build } from 'vite'
import { expect, it } from 'vitest'
import { importsOf } from '#build/testing/imports-of'
import { ownModulesOnDemand } from '#build/own-modules'
import { temporaryFolder } from './temporary-folder.ts'

it('asks Node for its own modules, however they are imported, and works', async () => {
  const folder = temporaryFolder()
  writeFileSync(
    join(folder, 'entry.js'),
    `import 'node:tty'
     import process from 'node:process'
     import { default as path, join as joined, sep } from 'node:path'
     import * as os from 'node:os'
     import { hash } from 'node:crypto'
     export const later = () => import('node:util')
     console.log(JSON.stringify([typeof process.pid, path.join('a', 'b'), joined('c', 'd'), sep, typeof os.EOL,
       hash('sha256', '').length]))`,
  )
  await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    plugins: [ownModulesOnDemand()],
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: join(folder, 'entry.js'),
      outDir: join(folder, 'out'),
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'entry.mjs' } },
    },
  })
  const file = join(folder, 'out', 'entry.mjs')
  expect(JSON.parse(execFileSync(process.execPath, [file], { encoding: 'utf8' }))).toEqual([
    'number',
    join('a', 'b'),
    join('c', 'd'),
    sep,
    'string',
    64,
  ])
  const code = readFileSync(file, 'utf8')
  expect(code).not.toMatch(/^import/m)
  expect(importsOf(code).sort()).toEqual(
    ['node:crypto', 'node:os', 'node:path', 'node:path', 'node:path', 'node:process', 'node:util'].sort(),
  )
})
