// Loaded before every component test: DOM matchers, and a page that is empty again after each test.
import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach, vi } from 'vitest'

afterEach(cleanup)

// A window in jsdom is slow on a busy machine; a test that waits for nothing still fails, only later.
vi.setConfig({ testTimeout: 20_000 })
configure({ asyncUtilTimeout: 5000 })
