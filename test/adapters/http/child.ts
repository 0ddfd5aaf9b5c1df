import { spawn } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { projectRoot } from '#build/aliases'
import type { LabCertificates } from '#test/support/http-lab/certificates'
import type { CaseResult, SuiteOrder } from './suite.ts'

/** A process that runs the suite. */
export interface SuiteProcess {
  readonly command: string
  /** The file with the order is `orderFile`. */
  readonly args: (orderFile: string) => readonly string[]
  readonly env: NodeJS.ProcessEnv
  /** A folder of its own, for the order and the results. */
  readonly folder: string
  readonly certificates: LabCertificates
  readonly untrusted: string
}

const limit = 240_000

/**
 * Runs the suite in a process and gives the result of each case by name.
 * @throws Error with what the process printed when it gives none
 */
export async function runInProcess(suite: SuiteProcess): Promise<ReadonlyMap<string, CaseResult>> {
  const orderFile = join(suite.folder, 'order.json')
  const resultFile = join(suite.folder, 'results.json')
  const { certificates, untrusted } = suite
  await writeFile(orderFile, JSON.stringify({ certificates, untrusted, resultFile } satisfies SuiteOrder))
  const printed = await runToEnd(suite.command, suite.args(orderFile), suite.env)
  const text = await readFile(resultFile, 'utf8').catch(() => {
    throw new Error(`The suite's process gave no results. It printed:\n${printed}`)
  })
  return new Map((JSON.parse(text) as CaseResult[]).map((result) => [result.name, result]))
}

/** Runs a program and gives what it printed; ends it when it takes too long. */
export function runToEnd(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { cwd: projectRoot, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let printed = ''
    const note = (chunk: string): void => {
      printed += chunk
    }
    child.stdout.setEncoding('utf8').on('data', note)
    child.stderr.setEncoding('utf8').on('data', note)
    const late = setTimeout(() => child.kill('SIGKILL'), limit)
    child.once('error', failed)
    child.once('close', (code, signal) => {
      clearTimeout(late)
      if (code === 0) done(printed)
      else failed(new Error(`${command} ended with ${code ?? signal ?? 'nothing'}:\n${printed}`))
    })
  })
}
