import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { expect, it } from 'vitest'
import { projectRoot } from '#build/aliases'
import { importsOf } from '#build/testing/imports-of'

/** Every module that one loads when it runs, and those that these load: files of the project, and names of all others. */
function reachedFrom(file: string, reached = new Set<string>()): Set<string> {
  if (reached.has(file)) return reached
  reached.add(file)
  const code = stripTypeScriptTypes(readFileSync(join(projectRoot, file), 'utf8'))
  for (const name of importsOf(code)) {
    if (name.startsWith('.')) reachedFrom(join(dirname(file), name), reached)
    else if (name.startsWith('#')) reachedFrom(`${name.replace('#', 'src/')}.ts`, reached)
    else reached.add(name)
  }
  return reached
}

it('reaches no network, no file and no window: its own files, what everybody shares, bytes, and the schemas', () => {
  const reached = [...reachedFrom(relative(projectRoot, join(projectRoot, 'src/main/inspect/index.ts')))]
  expect(reached.length).toBeGreaterThan(8)
  const strangers = reached.filter((name) => !/^src\/(?:main\/inspect|shared)\//.test(name))
  expect(strangers.sort()).toEqual(['node:buffer', 'zod'])
})
