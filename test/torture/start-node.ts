import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { projectRoot } from '#build/aliases'

/** Ends what hangs. */
const timeLimit = 120_000

/** Starts a script of this folder in a process of its own, on the Node that runs this one. */
export function startNode(
  script: string,
  args: readonly string[],
  flags: readonly string[] = [],
): ChildProcessByStdio<Writable, Readable, Readable> {
  return spawn(process.execPath, [...flags, join(projectRoot, 'test', 'torture', script), ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Node keeps what it has compiled: a child starts in half the time.
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: join(projectRoot, 'node_modules', '.cache', 'torture') },
    timeout: timeLimit,
    killSignal: 'SIGTERM',
  })
}
