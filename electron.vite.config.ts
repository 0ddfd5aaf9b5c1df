import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { aliases } from './build/aliases.ts'

const resolve = { alias: [...aliases] }

// The targets are those of the oldest Electron the code has to run on, the test runtime 33: Node 20 and Chromium 130.
// Everything but `electron` is bundled, so the package needs no node_modules.
export default defineConfig({
  main: {
    resolve,
    build: {
      target: 'node20',
      externalizeDeps: false,
      sourcemap: false,
      outDir: 'out/main',
      rolldownOptions: {
        input: { index: 'src/main/index.ts' },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    resolve,
    build: {
      target: 'node20',
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
      target: 'chrome130',
      minify: true,
      sourcemap: false,
      outDir: 'out/renderer',
      // Inlined images would be data: URLs, which the content security policy refuses.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: 'src/renderer/index.html' },
    },
  },
})
