import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { environment } from './keyrack.ts'

/** What a person does: waits until the terminal shows the text, and types, or does something else. */
export type Step = readonly [shown: string, then: string | ((shown: string, terminal: ChildProcess) => void)]

/** Why nothing can be run on a terminal here; null where it can. */
export function noTerminal(): string | null {
  if (process.platform !== 'linux') return 'only the `script` of Linux is known to pass the exit code on'
  return spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0 ? null : 'there is no `script` here'
}

/** Runs a line of the shell on a terminal of its own (util-linux' `script`). Gives what the terminal showed. */
export function onTerminal(
  line: string,
  steps: readonly Step[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly exit: number | null; readonly shown: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('script', ['-qec', line, '/dev/null'], {
      env: environment({ TERM: 'xterm', SHELL: '/bin/sh', ...env }),
    })
    const left = [...steps]
    let shown = ''
    let from = 0
    child.once('error', reject)
    child.stdin.on('error', () => undefined)
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      shown += text
      const [step] = left
      const at = step === undefined ? -1 : shown.indexOf(step[0], from)
      if (step === undefined || at === -1) return
      from = at + step[0].length
      left.shift()
      if (typeof step[1] === 'string') child.stdin.write(step[1])
      else step[1](shown, child)
    })
    child.once('close', (exit) => resolve({ exit, shown }))
  })
}
