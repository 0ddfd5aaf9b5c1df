import { tool } from '../process.ts'
import { capture } from './capture.ts'
import type { Kind, Outcome } from './outcome.ts'

/** The compiler over every TypeScript project; a project with an error has failed. */
export const typesKind: Kind = {
  name: 'types',
  run: async () => {
    const { code, output } = await capture(tool('tsc'), ['-b', '--verbose', '--pretty', 'false'])
    const { problems, ...outcome } = readCompiler(output, code)
    for (const line of problems) console.log(line)
    return outcome
  },
}

const isError = (line: string): boolean => /\berror TS\d+/.test(line)

/**
 * Reads what `tsc -b --verbose` prints: the list of projects, then for each one it builds "Building project 'x'", followed by
 * the errors of that project, whose further lines are indented.
 */
export function readCompiler(output: string, code: number): Outcome & { readonly problems: readonly string[] } {
  const lines = output.split(/\r?\n/)
  const projects = lines.flatMap((line) => /^ {4}\* (build\/tsconfig\/\S+)$/.exec(line)?.[1] ?? [])
  const failed = new Set<string>()
  const problems: string[] = []
  let current = 'tsconfig.json'
  let inError = false
  for (const line of lines) {
    current = /Building project '[^']*?(build\/tsconfig\/[^']+)'/.exec(line)?.[1] ?? current
    inError = isError(line) || (inError && line.startsWith('  '))
    if (inError) problems.push(line)
    if (isError(line)) failed.add(current)
  }
  if (code !== 0 && failed.size === 0) failed.add('tsc itself')
  const passed = projects.filter((project) => !failed.has(project)).length
  return { passed, failed: failed.size, skipped: 0, notes: [], problems }
}
