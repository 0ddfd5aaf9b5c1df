import { CommanderError } from 'commander'
import { endingOf, exits, type Exit } from './exit.ts'
import { createProgram } from './program.ts'
import { createTerminal, type Terminal } from './terminal.ts'

/** Numbers of the signals that end a command; the exit code is 128 more. */
const signals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const

/** Runs the command that the arguments of this process name, and ends the process with its exit code. */
export async function main(): Promise<void> {
  const terminal = createTerminal(process)
  process.exit(await run(process.argv.slice(2), terminal))
}

async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const interrupt = new AbortController()
  const received: number[] = []
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      // The first asks the command to end in good order; who cannot wait for that asks once more.
      if (received.length > 0) process.exit(128 + signals[name])
      received.push(signals[name])
      interrupt.abort()
    })
  }
  let exit: Exit = exits.fine
  const command = { terminal, signal: interrupt.signal }
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
