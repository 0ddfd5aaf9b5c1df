import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './aliases.ts'
import { packageInputs } from './cli-package.ts'
import { newestChange } from './freshness.ts'
import { run, tool } from './process.ts'

/**
 * What can be built: the product (main, preload, window), the command line, the demo root that is added to it for demo, tests and bench, and
 * what the bench measures inside Electron without a window.
 */
export type Bundle = 'product' | 'cli' | 'demo' | 'bench'

const common = [
  'src',
  'build/aliases.ts',
  'build/stand-ins',
  'build/main-bundle.ts',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
]
const inputs: Record<Bundle, readonly string[]> = {
  product: common,
  cli: [...common, ...packageInputs, 'build/vite.cli.config.ts', 'build/cli-package.ts', 'build/own-modules.ts'],
  demo: [...common, 'test/demo', 'test/simulators', 'test/support', 'build/vite.demo.config.ts'],
  bench: [...common, 'test/bench', 'test/support', 'build/vite.bench.config.ts'],
}
const configs: Record<Bundle, string> = {
  product: 'electron.vite.config.ts',
  cli: 'build/vite.cli.config.ts',
  demo: 'build/vite.demo.config.ts',
  bench: 'build/vite.bench.config.ts',
}

function stampOf(bundle: Bundle): string {
  return join(projectRoot, 'out', `${bundle}.built`)
}

/** True when a file that goes into the bundle is newer than the last build of it. */
export function isStale(bundle: Bundle): boolean {
  const built = newestChange([stampOf(bundle)])
  return built === 0 || newestChange(inputs[bundle].map((path) => join(projectRoot, path))) > built
}

/** Builds one bundle into out/ and gives the exit code of the build. */
export async function build(bundle: Bundle): Promise<number> {
  const begun = new Date()
  // The others share their modules with the product, and so its warnings; their own is that they have no window.
  const level = bundle === 'product' ? 'warn' : 'error'
  const builder = tool(bundle === 'cli' ? 'vite' : 'electron-vite')
  const code = await run(builder, ['build', '--config', configs[bundle], '--logLevel', level])
  if (code === 0) {
    mkdirSync(join(projectRoot, 'out'), { recursive: true })
    writeFileSync(stampOf(bundle), `${begun.toISOString()}\n`)
    // What was saved while the build ran is newer than the build.
    utimesSync(stampOf(bundle), begun, begun)
  }
  return code
}

/** Builds those bundles that are stale; false when a build failed. */
export async function buildStale(...bundles: readonly Bundle[]): Promise<boolean> {
  for (const bundle of bundles) {
    if (!isStale(bundle)) continue
    console.error(`Building the ${bundle} ...`)
    if ((await build(bundle)) !== 0) return false
  }
  return true
}
