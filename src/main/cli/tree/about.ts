import { Argument, type Command as Parser } from 'commander'
import { exits } from '../exit.ts'
import { outlineOf } from './outline.ts'
import type { Run } from './options.ts'

/** Commands about the command line itself. */
export function addAboutCommands(program: Parser, run: Run): void {
  program
    .command('completion')
    .description('write the script that makes a shell complete keyrack')
    .addArgument(new Argument('<shell>', 'bash, zsh or fish').choices(['bash', 'zsh', 'fish']))
    .action(async (shell: 'bash' | 'zsh' | 'fish') =>
      run(async ({ terminal }) => {
        const { completionFor } = await import('../completion.ts')
        await terminal.write(completionFor(shell, outlineOf(program)))
        return exits.fine
      }),
    )

  program
    .command('manual')
    .description('write the manual page, for man')
    .action(async () =>
      run(async ({ terminal }) => {
        const { manualOf } = await import('../manual.ts')
        await terminal.write(manualOf(outlineOf(program)))
        return exits.fine
      }),
    )
}
