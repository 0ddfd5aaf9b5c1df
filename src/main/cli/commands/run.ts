import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Ended, exits } from '../exit.ts'
import { createMasking } from '../masking.ts'
import { isOwnVariable } from '../own-variables.ts'
import type { CommonOptions } from '../place.ts'
import { withVault, type Command } from '../session.ts'
import { storedSecret } from './reveal.ts'

export interface RunOptions extends CommonOptions {
  /** Each `NAME=ID`. */
  readonly env?: readonly string[]
  readonly masking?: boolean
}

/** As shells say it. */
const notFound = 127
const notExecutable = 126
const signalBase = 128

/** Passed on to the program, which decides what they mean. */
const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGWINCH', 'SIGCONT'] as const

/**
 * `keyrack run --env NAME=ID -- command`: runs a program with secrets in its environment, and gives its exit code. The vault is
 * closed before the program begins.
 */
export async function run(command: Command, words: readonly string[], options: RunOptions): Promise<number> {
  const wanted = (options.env ?? []).map(pairOf)
  const secrets = new Map<string, string>()
  await withVault(command, options, { access: 'write' }, async (session) => {
    for (const [name, id] of wanted) {
      const { secretId } = storedSecret(session, id)
      secrets.set(name, (await session.app.handlers['secret.reveal']({ id: secretId })).value)
    }
    return exits.fine
  })
  return runWith(command, words, secrets, options.masking !== false)
}

function pairOf(text: string): readonly [string, string] {
  const [, name, id] = /^([A-Za-z_][A-Za-z0-9_]*)=(.+)$/s.exec(text) ?? []
  if (name === undefined || id === undefined) {
    throw new Ended(exits.usage, 'Give --env as NAME=ID: the name of a variable, and the id or name of a token.')
  }
  return [name, id]
}

async function runWith(
  { terminal, takeSignals }: Command,
  [program = '', ...args]: readonly string[],
  secrets: ReadonlyMap<string, string>,
  masked: boolean,
): Promise<number> {
  const passed = Object.entries(terminal.environment).filter(([name]) => !isOwnVariable(name))
  const child = spawn(program, args, {
    env: { ...Object.fromEntries(passed), ...Object.fromEntries(secrets) },
    stdio: masked ? ['inherit', 'pipe', 'pipe'] : 'inherit',
  })
  const pass = (signal: NodeJS.Signals): void => {
    // What is typed on a terminal reaches every program there: twice would be once too often.
    if (signal !== 'SIGINT' || !terminal.isInputTerminal) child.kill(signal)
  }
  takeSignals(pass)
  for (const signal of passedOn.slice(3)) process.on(signal, pass)
  const values = [...secrets.values()].map((value) => Buffer.from(value))
  const outputs = Promise.all([
    passOn(child.stdout, terminal.streams.out, values),
    passOn(child.stderr, terminal.streams.err, values),
  ])
  const code = await new Promise<number>((resolve) => {
    child.once('error', (error) => {
      const code = 'code' in error ? error.code : ''
      terminal.say(`keyrack: The program ${code === 'ENOENT' ? 'is not there.' : 'cannot be run.'}`)
      resolve(code === 'ENOENT' ? notFound : notExecutable)
    })
    child.once('exit', (exit, signal) =>
      resolve(exit ?? signalBase + (signal === null ? 0 : constants.signals[signal])),
    )
  })
  await outputs
  return code
}

/** Passes output on with the secrets masked, at the pace at which it is read. A reader that has gone ends it. */
async function passOn(
  from: NodeJS.ReadableStream | null,
  to: NodeJS.WritableStream,
  values: readonly Buffer[],
): Promise<void> {
  if (from === null) return
  const masking = createMasking(values)
  const transform = new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(null, masking.push(chunk)),
    flush: (done) => done(null, masking.end()),
  })
  await pipeline(from, transform, to, { end: false }).catch(() => undefined)
}
