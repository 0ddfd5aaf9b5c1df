import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { broken } from './outcome.ts'
import type { Outcome } from './outcome.ts'

/** The environment variable that tells our reporters where to put their outcome. */
export const reportVariable = 'KEYRACK_TEST_REPORT'

/** Writes what a reporter counted; does nothing when it was not `npm test` that asked for it. */
export async function writeReport(outcome: Outcome): Promise<void> {
  const path = process.env[reportVariable]
  if (path !== undefined) await writeFile(path, JSON.stringify(outcome))
}

/**
 * Runs a test program whose reporter writes its outcome to the file in `reportVariable`. A program that wrote none, found no
 * test, or failed with all its tests passed, has failed.
 */
export async function withReport(run: (env: NodeJS.ProcessEnv) => Promise<number>): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'keyrack-report-'))
  try {
    const path = join(folder, 'outcome.json')
    const code = await run({ ...process.env, [reportVariable]: path })
    const text = await readFile(path, 'utf8').catch(() => undefined)
    if (text === undefined) return broken(`the test program ended with code ${code} and counted nothing`)
    return judge(JSON.parse(text) as Outcome, code)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Holds what was counted against the exit code of the program that counted. */
export function judge(outcome: Outcome, code: number): Outcome {
  if (outcome.passed + outcome.failed + outcome.skipped === 0) {
    return { ...outcome, failed: 1, notes: [...outcome.notes, 'no test was found'] }
  }
  if (code !== 0 && outcome.failed === 0) {
    return { ...outcome, failed: 1, notes: [...outcome.notes, `the test program ended with code ${code}`] }
  }
  return outcome
}
