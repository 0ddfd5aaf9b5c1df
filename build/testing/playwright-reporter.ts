import type { FullConfig, Reporter, Suite, TestCase, TestError } from '@playwright/test/reporter'
import type { Outcome } from './outcome.ts'
import { writeReport } from './report-file.ts'

/** Counts a Playwright run for `npm test`, with the reasons for skips and for expected failures. */
export default class CountingReporter implements Reporter {
  #root: Suite | undefined
  readonly #errors: string[] = []

  onBegin(_config: FullConfig, root: Suite): void {
    this.#root = root
  }

  onError(error: TestError): void {
    this.#errors.push(`an error outside of any test: ${(error.message ?? 'unknown').split('\n')[0] ?? ''}`)
  }

  async onEnd(): Promise<void> {
    await writeReport(count(this.#root?.allTests() ?? [], this.#errors))
  }

  printsToStdio(): boolean {
    return false
  }
}

function count(tests: readonly TestCase[], errors: readonly string[]): Outcome {
  const notes = [...errors]
  let [passed, failed, skipped] = [0, errors.length, 0]
  for (const test of tests) {
    const outcome = test.outcome()
    if (outcome === 'skipped') {
      skipped += 1
      notes.push(`skipped: ${test.title}: ${reason(test, 'skip', 'fixme')}`)
    } else if (outcome === 'expected') {
      passed += 1
      if (test.expectedStatus === 'failed') notes.push(`expected to fail: ${test.title}: ${reason(test, 'fail')}`)
    } else failed += 1
  }
  return { passed, failed, skipped, notes }
}

function reason(test: TestCase, ...types: readonly string[]): string {
  const notRun = test.results.length === 0 ? 'it did not run' : 'no reason given'
  return test.annotations.find(({ type }) => types.includes(type))?.description ?? notRun
}
