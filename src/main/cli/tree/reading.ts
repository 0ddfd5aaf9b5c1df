import { InvalidArgumentError, type Command as Parser } from 'commander'
import { common, days, each, optionsOf, several, withFormat, withKey, type Run } from './options.ts'

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

  common(
    program.command('audit').description('say what is wrong with the tokens, by a policy'),
    'table, json, csv, sarif, markdown or html',
  )
    .option('--policy <policy>', 'issuer, strict, relaxed, or a policy file; as chosen in the app where it is not said')
    .option('--refresh', 'ask the providers first')
    .option('--fail-on <what>', 'exit 3 for findings of this severity or worse, or of this rule', several)
    .option('--account <provider=env:VARIABLE>', 'without a vault: sign in with a token of the environment', each)
    .option('--field <id=value>', 'what else signing in needs; id=env:VARIABLE for what is secret', each)
    .action(async (_options, parser: Parser) =>
      run(async (command) => (await import('../commands/audit.ts')).audit(command, optionsOf(parser))),
    )

  withFormat(program.command('inspect').description('say what a value is, by its look alone'), 'table or json')
    .argument('[file]', 'a file, or - for standard input')
    .action(async (file: string | undefined, _options, parser: Parser) =>
      run(async (command) => (await import('../commands/inspect.ts')).inspect(command, file, optionsOf(parser))),
    )

  withKey(program.command('calendar').description('write what expires as a calendar file'))
    .option('--names', 'with the names of the tokens: a calendar is often kept elsewhere')
    .option('--fail-on-due', 'exit 3 when a token has expired or is at one of its steps of warning')
    .action(async (_options, parser: Parser) =>
      run(async (command) => (await import('../commands/calendar.ts')).calendar(command, optionsOf(parser))),
    )
}
