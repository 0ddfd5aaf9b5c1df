import { HttpFailure } from '#main/ports/http'
import type { HttpFetch } from '#main/ports/http'
import { openLab } from '#test/support/http-lab/lab'
import type { LabCertificates } from '#test/support/http-lab/certificates'
import { NotHere } from './bench.ts'
import type { Case } from './bench.ts'
import { answerCases } from './cases/answers.ts'
import { failureCases } from './cases/failures.ts'
import { proxyCases } from './cases/proxy.ts'
import { tlsCases } from './cases/tls.ts'
import { writeCases } from './cases/writes.ts'

/** What every HttpFetch does. Runs in any process that has Node's modules: in plain Node and in Electron's main process. */
export const cases: readonly Case[] = [...answerCases, ...failureCases, ...writeCases, ...tlsCases, ...proxyCases]

/** An adapter to be looked at. */
export interface Subject {
  /** Makes the adapter anew, with a proxy given as a URL or with none. */
  open(proxy: string | null): Promise<HttpFetch>
}

/** What the process that runs the suite is told, as JSON. */
export interface SuiteOrder {
  readonly certificates: LabCertificates
  /** Why the lab's authority is not trusted here; empty when it is. */
  readonly untrusted: string
  /** The file that gets the results. */
  readonly resultFile: string
}

/** How one case ended, as JSON. Without `wrong` and `skipped` it passed. */
export interface CaseResult {
  readonly name: string
  readonly wrong?: string
  readonly skipped?: string
}

/** Longer than any case needs: what is not done by then hangs. */
const caseLimit = 60_000

/** Runs all cases, one after the other, against lab servers in this process. */
export async function runSuite(subject: Subject, order: SuiteOrder): Promise<CaseResult[]> {
  const lab = await openLab(order.certificates)
  try {
    const http = await subject.open(null)
    const bench = { lab, http, through: (proxy: string) => subject.open(proxy), untrusted: order.untrusted }
    const results: CaseResult[] = []
    for (const { name, run } of cases) {
      try {
        await within(caseLimit, run(bench))
        results.push({ name })
      } catch (error) {
        if (error instanceof NotHere) results.push({ name, skipped: error.message })
        else results.push({ name, wrong: describe(error) })
      }
    }
    return results
  } finally {
    await lab.close()
  }
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  let limit: NodeJS.Timeout | undefined
  const late = new Promise<never>((_done, failed) => {
    limit = setTimeout(() => failed(new Error(`not done after ${ms} ms`)), ms)
  })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(limit)
  }
}

function describe(error: unknown): string {
  const sent = error instanceof HttpFailure ? ` (sent: ${error.sent})` : ''
  return error instanceof Error ? `${error.stack ?? error.message}${sent}` : String(error)
}
