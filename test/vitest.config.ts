import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { aliases, projectRoot } from '../build/aliases.ts'

const resolve = {
  alias: [{ find: /^electron$/, replacement: `${projectRoot}/test/support/no-electron.ts` }, ...aliases],
}

/** One Vitest project for every kind of test that needs no Electron. */
function kind(name: string, environment: 'node' | 'jsdom') {
  return {
    resolve,
    plugins: environment === 'jsdom' ? [react()] : [],
    test: {
      name,
      environment,
      root: projectRoot,
      include: [`test/${name}/**/*.test.{ts,tsx}`],
      // Class names stay readable and the same in every run.
      css: { modules: { classNameStrategy: 'non-scoped' as const }, include: [/\.css$/] },
      setupFiles: environment === 'jsdom' ? [`${projectRoot}/test/support/dom/setup.ts`] : [],
      // A time limit is there to end what hangs, not to measure: CI may be busy with other things.
      testTimeout: 60_000,
      hookTimeout: 120_000,
      restoreMocks: true,
      unstubEnvs: true,
      unstubGlobals: true,
    },
  }
}

/** The same, with something that is done once before its tests. */
function withSetup({ test, ...project }: ReturnType<typeof kind>, file: string) {
  return { ...project, test: { ...test, globalSetup: [`${projectRoot}/${file}`] } }
}

export default defineConfig({
  test: {
    root: projectRoot,
    projects: [
      kind('unit', 'node'),
      kind('component', 'jsdom'),
      kind('contract', 'node'),
      kind('adapters', 'node'),
      kind('integration', 'node'),
      kind('torture', 'node'),
      withSetup(kind('cli', 'node'), 'test/cli/support/build.ts'),
    ],
  },
})
