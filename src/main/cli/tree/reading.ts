import { InvalidArgumentError, type Command as Parser } from 'commander'
import { common, days, optionsOf, several, withFormat, type Run } from './options.ts'

function amount(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('Give a number.')
  return Number(text)
}

/** Commands that show what the vault tells. */
export function addReadingCommands(program: Parser, run: Run): void {
  common(program.command('list').description('list tokens, those that end first in front'))
    .option('--provider <provider>', 'only those of a provider', several)
    .option('--account <id>', 'only those of an account, by id or name', several)
    .option('--owner <owner>', 'only those of an owner, by name or id', several)
    .option('--state <state>', 'active, expired, due, fine, never, unknown, revoked or gone', several)
    .option('--expiring <time>', 'only those that expire within this time, such as 14d', days)
    .option('--unused <time>', 'only those not used for this time, such as 90d', days)
    .option('--search <words>', 'only those in which all of these words occur')
    .action(async (_options, parser: Parser) =>
      run(async (command) => (await import('../commands/list.ts')).list(command, optionsOf(parser))),
    )

  common(program.command('show').description('show what is known of a token'), 'table or json')
    .argument('<id>', 'id or name of a token')
    .action(async (id: string, _options, parser: Parser) =>
      run(async (command) => (await import('../commands/show.ts')).show(command, id, optionsOf(parser))),
    )

  common(program.command('activity').description('show what was done with the vault, newest first'))
    .option('--limit <number>', 'so many entries; 100 where it is not said', amount)
    .action(async (_options, parser: Parser) =>
      run(async (command) => (await import('../commands/activity.ts')).activity(command, optionsOf(parser))),
    )

  withFormat(program.command('providers').description('show what can be done with which kind of token')).action(
    async (_options, parser: Parser) =>
      run(async (command) => (await import('../commands/providers.ts')).providers(command, optionsOf(parser))),
  )
}
