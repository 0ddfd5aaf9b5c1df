import { tool } from '../process.ts'
import { capture } from './capture.ts'
import { broken } from './outcome.ts'
import type { Kind, Outcome } from './outcome.ts'

interface Cruise {
  readonly modules: readonly { readonly source: string }[]
  readonly summary: {
    readonly violations: readonly {
      readonly from: string
      readonly to: string
      readonly comment?: string
      readonly rule: { readonly name: string; readonly severity: string }
    }[]
  }
}

/** The import walls over every module of src/, test/ and build/; a module that breaks one has failed. */
export const wallsKind: Kind = {
  name: 'walls',
  run: async () => {
    const config = ['--config', 'build/dependency-cruiser.cjs', '--output-type', 'json']
    const { code, output } = await capture(tool('depcruise'), ['src', 'test', 'build', ...config])
    if (!output.startsWith('{')) return broken(`dependency-cruiser ended with code ${code} and no report`)
    return report(JSON.parse(output) as Cruise)
  },
}

function report({ modules, summary }: Cruise): Outcome {
  for (const { rule, from, to, comment } of summary.violations) {
    console.log(`${rule.name}: ${from} -> ${to}${comment === undefined ? '' : ` (${comment})`}`)
  }
  const own = modules.map(({ source }) => source).filter((source) => /^(src|test|build)\//.test(source))
  const failed = new Set(summary.violations.map(({ from }) => from))
  return { passed: own.filter((source) => !failed.has(source)).length, failed: failed.size, skipped: 0, notes: [] }
}
