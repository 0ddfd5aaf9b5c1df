import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { writeReport } from './report-file.ts'

/** Counts a Vitest run for `npm test`, with the reasons for skips and for expected failures. */
export default class CountingReporter implements Reporter {
  async onTestRunEnd(modules: readonly TestModule[], errors: readonly { readonly message: string }[]): Promise<void> {
    let [passed, failed, skipped] = [0, 0, 0]
    const notes: string[] = []
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') passed += 1
        else if (state === 'skipped') skipped += 1
        else failed += 1
        notes.push(...noteOn(test))
      }
      for (const error of module.errors()) {
        failed += 1
        notes.push(`${module.relativeModuleId} could not be run: ${firstLine(error.message)}`)
      }
    }
    for (const error of errors) {
      failed += 1
      notes.push(`an error outside of any test: ${firstLine(error.message)}`)
    }
    await writeReport({ passed, failed, skipped, notes })
  }
}

function noteOn(test: TestCase): string[] {
  const result = test.result()
  if (result.state === 'skipped') return [`skipped: ${test.fullName}: ${result.note ?? 'no reason given'}`]
  if (result.state === 'passed' && test.options.fails === true) return [`expected to fail: ${test.fullName}`]
  return []
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? ''
}
