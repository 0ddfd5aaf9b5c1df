import { ESLint } from 'eslint'
import { projectRoot } from '../aliases.ts'
import { tool } from '../process.ts'
import { capture } from './capture.ts'
import type { Kind } from './outcome.ts'

/** ESLint and the formatting over every file; a file with a complaint of either has failed. */
export const lintKind: Kind = {
  name: 'lint',
  run: async () => {
    const eslint = new ESLint({ cwd: projectRoot })
    const results = await eslint.lintFiles(['.'])
    const formatter = await eslint.loadFormatter('stylish')
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
