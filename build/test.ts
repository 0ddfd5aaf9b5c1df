// `npm test`: every kind of test in order, or those that are named: `npm test -- unit e2e`. Ends with one closing line a kind.
import { buildKind } from './testing/build-kind.ts'
import { e2eKind } from './testing/e2e-kind.ts'
import { lintKind } from './testing/lint-kind.ts'
import { broken, closingLines, requireAll } from './testing/outcome.ts'
import type { Kind, Outcome } from './testing/outcome.ts'
import { packageKind } from './testing/package-kind.ts'
import { typesKind } from './testing/types-kind.ts'
import { vitestKind } from './testing/vitest-kind.ts'
import { wallsKind } from './testing/walls-kind.ts'

const kinds: readonly Kind[] = [
  typesKind,
  lintKind,
  wallsKind,
  vitestKind('unit'),
  vitestKind('component'),
  vitestKind('contract'),
  // Parts of these run in Electron too, or with a keyring.
  { ...vitestKind('adapters'), needsElectron: true },
  { ...vitestKind('integration'), needsElectron: true },
  vitestKind('torture'),
  vitestKind('cli'),
  buildKind,
  e2eKind,
  packageKind,
]

async function outcomeOf(kind: Kind): Promise<Outcome> {
  try {
    const outcome = await kind.run()
    return kind.needsElectron === true && process.env['KEYRACK_REQUIRE_E2E'] === '1' ? requireAll(outcome) : outcome
  } catch (error) {
    console.error(error)
    return broken(`it could not be run: ${error instanceof Error ? error.message : String(error)}`)
  }
}

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !kinds.some((kind) => kind.name === name))
  if (unknown.length > 0) {
    console.error(
      `There is no kind of test named ${unknown.join(', ')}. There are: ${kinds.map(({ name }) => name).join(' ')}.`,
    )
    return 2
  }
  const lines: string[] = []
  let failed = 0
  for (const kind of kinds) {
    if (names.length > 0 && !names.includes(kind.name)) continue
    const begun = performance.now()
    console.log(`\n== ${kind.name}`)
    const outcome = await outcomeOf(kind)
    console.log(`== ${kind.name} took ${((performance.now() - begun) / 1000).toFixed(1)} s`)
    failed += outcome.failed
    lines.push(...closingLines(kind.name, outcome))
  }
  console.log(`\n${lines.join('\n')}`)
  return failed === 0 ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
