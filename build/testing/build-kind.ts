import { join } from 'node:path'
import { projectRoot } from '../aliases.ts'
import { build } from '../bundles.ts'
import { runChecks } from './checks.ts'
import { broken } from './outcome.ts'
import type { Kind } from './outcome.ts'
import { outputChecks } from './output-checks.ts'

/** Builds the product and the demo root anew and looks at what came out. */
export const buildKind: Kind = {
  name: 'build',
  run: async () => {
    for (const bundle of ['product', 'cli', 'demo'] as const) {
      if ((await build(bundle)) !== 0) return broken(`the ${bundle} could not be built`)
    }
    return runChecks(outputChecks(join(projectRoot, 'out')))
  },
}
