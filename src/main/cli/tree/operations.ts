import { InvalidArgumentError, type Command as Parser } from 'commander'
import type { ExpiryChoice } from '../commands/create.ts'
import { common, days, each, optionsOf, type Run } from './options.ts'

/** `90d`, `never`, or a day such as `2027-03-12`. */
function expiry(text: string): ExpiryChoice {
  if (text === 'never') return 'never'
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return { date: text }
  if (!/^\d+[dw]?$/.test(text))
    throw new InvalidArgumentError('Give a time such as 90d, a day such as 2027-03-12, or never.')
  return { days: days(text) }
}

const openSays = 'what is done on the provider’s page: open that in the browser, and not only name it'

/** Commands that change tokens at their providers. */
export function addOperationCommands(program: Parser, run: Run): void {
  common(program.command('create').description('make a token and store its secret'), 'table or json')
    .requiredOption('--account <id>', 'the account to make it with, by id or name')
    .option('--kind <kind>', 'the kind of token, where there are several')
    .option('--owner <owner>', 'whom it is for; the person of the account where it is not said')
    .option('--name <name>', 'what it is called')
    .option('--description <text>', 'what it is for')
    .option('--expires <when>', 'a time such as 90d, a day such as 2027-03-12, or never', expiry)
    .option('--scope <id>', 'what it may do; may be given more than once', each)
    .option('--role <id>', 'the role that it has, by id or name')
    .option('--admin', 'it may do what administrators may')
    .option('--done', 'it was made on the provider’s page: its secret is on standard input')
    .option('--open', openSays)
    .action(async (_options, parser: Parser) =>
      run(async (command) => (await import('../commands/create.ts')).create(command, optionsOf(parser))),
    )

  common(program.command('regenerate').description('give a token a new secret and store it'), 'table or json')
    .argument('<id>', 'id or name of a token')
    .option('--expires <time>', 'how long it lasts, such as 90d; as long as before where it is not said', days)
    .option('--revoke-old', 'where a successor is made: revoke the old token at once')
    .option('--own-credential', 'also where Keyrack signs in with it')
    .option('--done', 'it has a new secret by the provider’s page: that is on standard input')
    .option('--open', openSays)
    .action(async (id: string, _options, parser: Parser) =>
      run(async (command) => (await import('../commands/regenerate.ts')).regenerate(command, id, optionsOf(parser))),
    )

  common(program.command('revoke').description('revoke tokens at their providers'))
    .argument('<id...>', 'ids or names of tokens')
    .option('--yes', 'they are revoked; without it is only said what would be lost')
    .option('--own-credential', 'also what Keyrack signs in with')
    .option('--done', 'they were revoked on the provider’s page: checked where that is possible, and noted')
    .option('--open', openSays)
    .action(async (ids: readonly string[], _options, parser: Parser) =>
      run(async (command) => (await import('../commands/revoke.ts')).revoke(command, ids, optionsOf(parser))),
    )
}
