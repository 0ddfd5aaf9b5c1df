import { defineConfig } from 'electron-vite'
import { mainBundle } from './main-bundle.ts'

// What the bench measures inside Electron without a window: bundled as the app is, for a Node that reads no TypeScript.
export default defineConfig({ main: mainBundle('test/bench/in-electron/index.ts', 'out/bench') })
