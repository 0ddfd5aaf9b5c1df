import { join } from 'node:path'
import { ESLint } from 'eslint'
import { projectRoot } from '../aliases.ts'
import { tool } from '../process.ts'
import { capture } from './capture.ts'
import type { Kind } from './outcome.ts'

/** In megabytes. What is known of every type of the project stays in memory until the end. */
const mostMemory = 8192

/** Linted by a process of its own: with it goes its memory, of which a usual process may not have enough. */
async function lintResults(): Promise<ESLint.LintResult[]> {
  const program = join(projectRoot, 'node_modules', 'eslint', 'bin', 'eslint.js')
  const args = [`--max-old-space-size=${mostMemory}`, program, '.', '--max-warnings', '0', '--format', 'json']
  const { code, output } = await capture(process.execPath, args)
  if (code > 1) throw new Error(`ESLint has ended with code ${code}:\n${output}`)
  return JSON.parse(output) as ESLint.LintResult[]
}

/** ESLint and the formatting over every file; a file with a complaint of either has failed. */
export const lintKind: Kind = {
  name: 'lint',
  run: async () => {
    const results = await lintResults()
    const formatter = await new ESLint({ cwd: projectRoot }).loadFormatter('stylish')
    const text = await formatter.format(results)
    if (text.trim() !== '') console.log(text)
    const linted = results.map(({ filePath }) => filePath)
    const complained = results.filter(({ messages }) => messages.length > 0).map(({ filePath }) => filePath)

    const { code, output } = await capture(tool('prettier'), ['--list-different', '.'])
    const unformatted = output.split('\n').filter((line) => line !== '')
    for (const file of unformatted) console.log(`${file} is not formatted: run "npm run format"`)

    const failed = new Set([...complained, ...unformatted.map((file) => `${projectRoot}/${file}`)])
    if (code > 1) failed.add('prettier itself')
    return { passed: linted.filter((file) => !failed.has(file)).length, failed: failed.size, skipped: 0, notes: [] }
  },
}
