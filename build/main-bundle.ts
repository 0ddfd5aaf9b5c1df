import type { UserConfig } from 'vite'
import { aliases } from './aliases.ts'

/** The oldest Electron our code has to run on is the test runtime 33: Node 20 and Chromium 130. */
export const targets = { main: 'node20', preload: 'node20', renderer: 'chrome130' } as const

/**
 * How a root of the main process is bundled, the same for the desktop root and the demo root: one ES module with everything
 * in it but `electron`, so a package needs no node_modules.
 */
export function mainBundle(entry: string, outDir: string): UserConfig & { build: { externalizeDeps: false } } {
  return {
    resolve: { alias: [...aliases] },
    build: {
      target: targets.main,
      externalizeDeps: false,
      sourcemap: false,
      outDir,
      rolldownOptions: {
        input: { index: entry },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  }
}
