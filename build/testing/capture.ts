import { spawn } from 'node:child_process'
import { projectRoot } from '../aliases.ts'

/** Runs a program in the project's folder and gives its exit code and what it printed; its errors go to ours. */
export function capture(command: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk))
    child.once('error', failed)
    child.once('close', (code) => done({ code: code ?? 1, output }))
  })
}
