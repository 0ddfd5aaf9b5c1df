import { defineConfig } from '@playwright/test'
import { projectRoot } from '#build/aliases'

// One app at a time: they share the display, its clipboard and its focus. No retries: a test that passes at the second try is
// a bug. No traces, videos, pictures or descriptions of the page are kept of a failure: they would hold secrets of the run.
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.test.ts',
  outputDir: `${projectRoot}/test-results`,
  preserveOutput: 'never',
  globalSetup: './global-setup.ts',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: process.env['KEYRACK_REQUIRE_E2E'] === '1',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: { trace: 'off', screenshot: 'off', video: 'off', actionTimeout: 10_000 },
})
