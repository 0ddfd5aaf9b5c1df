import { writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Plugin, UserConfig } from 'vite'
import { aliases, projectRoot } from './aliases.ts'

/** The oldest Electron our code has to run on is the test runtime 33: Node 20 and Chromium 130. */
export const targets = { main: 'node20', preload: 'node20', renderer: 'chrome130' } as const

/** What stands in the bundle for parts of packages that Keyrack must not have in it; each says why. */
const standIns = [
  { find: /^(ajv\/dist\/2020\.js|ajv-formats|semver)$/, replacement: standIn('left-out.ts') },
  { find: /^when-exit$/, replacement: standIn('no-exit-hooks.ts') },
]

function standIn(file: string): string {
  return join(projectRoot, 'build', 'stand-ins', file)
}

/** Writes what went into the bundle to `<outDir>.modules.json`, beside it, where the checks of the output look. */
export function listModules(outDir: string): Plugin {
  return {
    name: 'list-modules',
    writeBundle(_options, bundle) {
      const chunks = Object.values(bundle).flatMap((one) => (one.type === 'chunk' ? [one] : []))
      const modules = chunks.flatMap(({ moduleIds }) => moduleIds.map((id) => relative(projectRoot, id)))
      writeFileSync(join(projectRoot, `${outDir}.modules.json`), JSON.stringify(modules.sort(), null, 1))
    },
  }
}

/**
 * How a root of the main process is bundled, the same for the desktop root and the demo root: ES modules with
 * everything in them but `electron`, so a package needs no node_modules. Minified, because comments and long names are read
 * at every start too; what the logs say names no function.
 */
export function mainBundle(entry: string, outDir: string): UserConfig & { build: { externalizeDeps: false } } {
  return {
    resolve: { alias: [...aliases, ...standIns] },
    plugins: [listModules(outDir)],
    build: {
      target: targets.main,
      externalizeDeps: false,
      sourcemap: false,
      minify: true,
      outDir,
      rolldownOptions: {
        // The threads that look into files are scripts of their own.
        input: {
          index: entry,
          'scan-thread': 'src/main/scan-thread.ts',
          'import-thread': 'src/main/import-thread.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  }
}
