import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { aliases, projectRoot } from './build/aliases.ts'
import { mainBundle, targets } from './build/main-bundle.ts'

const resolve = { alias: [...aliases] }

export default defineConfig({
  main: mainBundle('src/main/index.ts', 'out/main'),
  preload: {
    resolve,
    build: {
      target: targets.preload,
      externalizeDeps: false,
      sourcemap: false,
      outDir: 'out/preload',
      // A sandboxed preload is a plain script: one CommonJS file that requires nothing but `electron`.
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    resolve,
    plugins: [react()],
    build: {
      target: targets.renderer,
      minify: true,
      sourcemap: false,
      outDir: 'out/renderer',
      // Inlined images would be data: URLs, which the content security policy refuses.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // In kB; the page comes from the disk, not over a network.
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { input: `${projectRoot}/src/renderer/index.html` },
    },
  },
})
