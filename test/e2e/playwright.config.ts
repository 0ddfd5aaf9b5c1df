import { defineConfig } from '@playwright/test'
import { projectRoot } from '#build/aliases'

// One app at a time: they share the display, its clipboard and its focus. No retries: a test that passes at the second try is
// a bug. No traces, videos or automatic pictures: they would hold secrets of the run.
// Nor a description of the page beside a failure, for the same reason; there is no option for it.
process.env['PLAYWRIGHT_NO_COPY_PROMPT'] = '1'

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.test.ts',
  outputDir: `${projectRoot}/test-results`,
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
