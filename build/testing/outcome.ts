/** How one kind of tests ended. */
export interface Outcome {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** Reasons for skips, expected failures and failures that no test stands for; one line each. */
  readonly notes: readonly string[]
}

/** One kind of tests, such as `unit`. Prints what it does while it runs. */
export interface Kind {
  readonly name: string
  /** Where a skip is a failure when KEYRACK_REQUIRE_E2E=1. */
  readonly needsElectron?: boolean
  run(): Promise<Outcome>
}

/** A kind that could not do its work: one failure, with the reason. */
export function broken(reason: string): Outcome {
  return { passed: 0, failed: 1, skipped: 0, notes: [reason] }
}

/** Where Electron is required, what was skipped has failed. */
export function requireAll(outcome: Outcome): Outcome {
  if (outcome.skipped === 0) return outcome
  return {
    passed: outcome.passed,
    failed: outcome.failed + outcome.skipped,
    skipped: 0,
    notes: [...outcome.notes, `KEYRACK_REQUIRE_E2E=1: ${outcome.skipped} skipped counted as failed`],
  }
}

/** The notes of a kind and then its closing line, which stands alone on its line. */
export function closingLines(kind: string, outcome: Outcome): string[] {
  const skipped = outcome.skipped > 0 ? `, ${outcome.skipped} skipped` : ''
  return [
    ...outcome.notes.map((note) => `  ${kind}: ${note.replaceAll(/\s*\n\s*/g, ' ')}`),
    `${kind}: ${outcome.passed} passed, ${outcome.failed} failed${skipped}`,
  ]
}
