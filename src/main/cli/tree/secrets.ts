import type { Command as Parser } from 'commander'
import { each, optionsOf, withKey, type Run } from './options.ts'

/** Commands that give stored secrets to somebody. */
export function addSecretCommands(program: Parser, run: Run): void {
  withKey(program.command('reveal').description('write the stored secret of a token'))
    .argument('<id>', 'id or name of a token')
    .option('--stdout', 'also where standard output is no terminal')
    .action(async (id: string, _options, parser: Parser) =>
      run(async (command) => (await import('../commands/reveal.ts')).reveal(command, id, optionsOf(parser))),
    )

  withKey(program.command('copy').description('put the stored secret of a token on the clipboard for a while'))
    .argument('<id>', 'id or name of a token')
    .action(async (id: string, _options, parser: Parser) =>
      run(async (command) => (await import('../commands/reveal.ts')).copy(command, id, optionsOf(parser))),
    )

  withKey(program.command('run').description('run a program with stored secrets in its environment'))
    .usage('[options] -- <command...>')
    .argument('<command...>', 'the program and its arguments, behind --')
    .requiredOption('--env <NAME=ID>', 'the variable, and the token whose secret it gets', each)
    .option('--no-masking', 'do not mask the secrets in what the program writes')
    .passThroughOptions()
    .action(async (words: readonly string[], _options, parser: Parser) =>
      run(async (command) => (await import('../commands/run.ts')).run(command, words, optionsOf(parser))),
    )
}
