import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Plugin } from 'vite'
import { projectRoot } from './aliases.ts'

/** What goes along beside the code, and what it is called there. */
const beside = {
  'docs/command-line.md': 'README.md',
  'docs/policy.md': 'policy.md',
  'docs/policy.schema.json': 'policy.schema.json',
  'docs/audit.schema.json': 'audit.schema.json',
  'docs/keyrack.1': 'keyrack.1',
  LICENSE: 'LICENSE',
} as const

/** Files other than sources that the package of the command line is made of. */
export const packageInputs: readonly string[] = Object.keys(beside)

/**
 * Makes the folder that the command line is built into an npm package of its own. Everything is bundled, so that it depends on
 * nothing: whoever installs it gets none of what the window needs.
 */
export function npmPackage(outDir: string): Plugin {
  return {
    name: 'npm-package',
    writeBundle() {
      const folder = join(projectRoot, outDir)
      for (const [from, to] of Object.entries(beside)) copyFileSync(join(projectRoot, from), join(folder, to))
      writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`)
    },
  }
}

function manifest(): object {
  const all = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as Record<string, unknown>
  const { name, version, author, license, bin } = all
  const { keyrack } = bin as { readonly keyrack: string }
  return {
    name,
    version,
    description: 'Access tokens for many services on the command line: one encrypted vault, every service, every date.',
    author,
    license,
    type: 'module',
    bin: { keyrack: `./${basename(keyrack)}` },
    man: './keyrack.1',
    files: ['*.js', ...Object.values(beside)],
    engines: { node: '>=22.19' },
  }
}
