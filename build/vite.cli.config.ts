import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vite'
import { aliases, projectRoot } from './aliases.ts'
import { npmPackage } from './cli-package.ts'
import { listModules } from './main-bundle.ts'
import { ownModulesOnDemand } from './own-modules.ts'

const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string }

/**
 * The command line: ES modules for plain Node with every package in them, and its threads beside them. Minified, because
 * what is not there need not be read at every start.
 */
export default defineConfig({
  root: projectRoot,
  publicDir: false,
  resolve: { alias: [...aliases] },
  define: { keyrackVersion: JSON.stringify(version) },
  plugins: [ownModulesOnDemand(), listModules('out/cli'), npmPackage('out/cli')],
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    target: 'node22',
    minify: true,
    sourcemap: false,
    outDir: 'out/cli',
    emptyOutDir: true,
    rolldownOptions: {
      input: {
        keyrack: 'src/main/cli/index.ts',
        'scan-thread': 'src/main/scan-thread.ts',
        'import-thread': 'src/main/import-thread.ts',
      },
      output: {
        format: 'es',
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js',
        banner: (chunk) => (chunk.name === 'keyrack' ? '#!/usr/bin/env node' : ''),
      },
    },
  },
})
