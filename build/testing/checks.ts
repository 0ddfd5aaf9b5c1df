import type { Outcome } from './outcome.ts'

/** One statement about something that was made, and the check of it; it throws, with a sentence, when it is not so. */
export interface Check {
  readonly name: string
  readonly check: () => Promise<void> | void
}

/** A check that cannot be made here, with the reason. */
export class Skip extends Error {
  override readonly name = 'Skip'
}

/** What a check found wrong. */
export class Wrong extends Error {
  override readonly name = 'Wrong'
}

/** Runs checks one after the other, prints a line for each, and counts. */
export async function runChecks(checks: readonly Check[]): Promise<Outcome> {
  let [passed, failed, skipped] = [0, 0, 0]
  const notes: string[] = []
  for (const { name, check } of checks) {
    try {
      await check()
      passed += 1
      console.log(`  ✓ ${name}`)
    } catch (error) {
      const why = error instanceof Wrong || error instanceof Skip ? error.message : String(error)
      if (error instanceof Skip) skipped += 1
      else failed += 1
      console.log(`  ${error instanceof Skip ? '-' : '×'} ${name}: ${why}`)
      if (error instanceof Skip) notes.push(`skipped: ${name}: ${why}`)
    }
  }
  return { passed, failed, skipped, notes }
}
