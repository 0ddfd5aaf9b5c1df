import { CommanderError } from 'commander'
import { endingOf, exits } from './exit.ts'
import { isOwnVariable } from './own-variables.ts'
import { createProgram } from './program.ts'
import type { Command } from './session.ts'
import { createTerminal, type Terminal } from './terminal.ts'

/** Numbers of the signals that end a command; the exit code is 128 more. */
const signals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const

/** Runs the command that the arguments of this process name, and ends the process with its exit code. */
export async function main(): Promise<void> {
  const interrupt = new AbortController()
  const terminal = createTerminal(process, { ...process.env }, interrupt.signal)
  // Node would show the error and where it came from; what an error says could hold anything.
  process.on('uncaughtException', (error) => {
    terminal.say(`keyrack: ${endingOf(error).sentence}`)
    process.exit(exits.internal)
  })
  // Programs that are started from here need no key of the vault.
  for (const name of Object.keys(process.env)) if (isOwnVariable(name)) Reflect.deleteProperty(process.env, name)
  // The app's timers let a process end; one that waits until another process has written must not.
  setInterval(() => undefined, 60_000)
  process.exit(await run(process.argv.slice(2), terminal, interrupt))
}

async function run(args: readonly string[], terminal: Terminal, interrupt: AbortController): Promise<number> {
  const received: number[] = []
  let taker: ((signal: NodeJS.Signals) => void) | null = null
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (taker !== null) {
        taker(name)
        return
      }
      // The first asks the command to end in good order; who cannot wait for that asks once more.
      if (received.length > 0) process.exit(128 + signals[name])
      received.push(signals[name])
      interrupt.abort()
    })
  }
  let exit: number = exits.fine
  const command: Command = {
    terminal,
    signal: interrupt.signal,
    takeSignals(listener) {
      taker = listener
    },
  }
  let help = ''
  const program = createProgram(
    async (action) => {
      exit = await action(command)
    },
    { help: (text) => void (help += text), wrong: (text) => terminal.say(text.trimEnd()) },
  )
  try {
    await program.parseAsync([...args], { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) {
      await terminal.write(help)
      return error.exitCode === 0 ? exits.fine : exits.usage
    }
    terminal.progress('')
    const [signal] = received
    if (signal !== undefined) return 128 + signal
    const { exit: code, sentence } = endingOf(error)
    terminal.say(`keyrack: ${sentence}`)
    return code
  }
  return exit
}
