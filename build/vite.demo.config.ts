import { defineConfig } from 'electron-vite'
import { mainBundle } from './main-bundle.ts'

// The demo and test root, beside the product's bundles in out/: it loads the product's own preload and window.
export default defineConfig({ main: mainBundle('test/demo/main.ts', 'out/demo') })
