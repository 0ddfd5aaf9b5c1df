import { Command as Parser, InvalidArgumentError, Option } from 'commander'
import type { Exit } from './exit.ts'
import type { CommonOptions } from './place.ts'
import type { Command } from './session.ts'
import { version } from './version.ts'

/** Runs a command; what it throws ends the program. */
export type Run = (action: (command: Command) => Promise<Exit>) => Promise<void>

const mostDays = 36_500

/** `14d`, `2w`, or days alone. */
export function days(text: string): number {
  const found = /^(\d{1,5})([dw]?)$/.exec(text)
  const number = Number(found?.[1]) * (found?.[2] === 'w' ? 7 : 1)
  if (found === null || number > mostDays) throw new InvalidArgumentError('Give days or weeks, such as 14d or 2w.')
  return number
}

/** Each value of an option that may be given more than once, or several in one, with commas between them. */
export function several(text: string, before: readonly string[] | undefined): readonly string[] {
  const values = text.split(',').map((one) => one.trim())
  if (values.includes('')) throw new InvalidArgumentError('It is empty.')
  return [...(before ?? []), ...values]
}

/** Where the parser writes help, and what is wrong with the arguments. */
export interface Output {
  readonly help: (text: string) => void
  readonly wrong: (text: string) => void
}

/**
 * The tree of commands: what is parsed, and what help, completion and the manual are made of. Help and wrong arguments end
 * the parsing with a CommanderError.
 */
export function createProgram(run: Run, { help, wrong }: Output): Parser {
  const program = new Parser('keyrack')
    .description('Access tokens for many services: one encrypted vault, every date, every service.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show what can be given')
    .helpCommand('help [command]', 'show what can be given to a command')
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: help,
      writeErr: wrong,
      outputError: (text, write) => write(text.replace(/^error: /, 'keyrack: ')),
    })
    .showHelpAfterError('Run it with --help to see what can be given.')
  common(program)

  common(program.command('list').description('list tokens, those that end first in front'))
    .option('--provider <provider>', 'only those of a provider', several)
    .option('--account <id>', 'only those of an account, by id or name', several)
    .option('--owner <owner>', 'only those of an owner, by name or id', several)
    .option('--state <state>', 'active, expired, due, fine, never, unknown, revoked or gone', several)
    .option('--expiring <time>', 'only those that expire within this time, such as 14d', days)
    .option('--unused <time>', 'only those not used for this time, such as 90d', days)
    .option('--search <words>', 'only those in which all of these words occur')
    .action(async (_options, parser: Parser) =>
      run(async (command) => (await import('./commands/list.ts')).list(command, optionsOf(parser))),
    )

  withPlace(program.command('init').description('make a vault with a passphrase, and a recovery code for it'))
    .option('--recovery-file <file>', 'write the recovery code to this new file')
    .action(async (_options, parser: Parser) =>
      run(async (command) => (await import('./commands/init.ts')).init(command, optionsOf(parser))),
    )

  common(
    program.command('show').description('show what is known of a token').argument('<id>', 'id or name of a token'),
  ).action(async (id: string, _options, parser: Parser) =>
    run(async (command) => (await import('./commands/show.ts')).show(command, id, optionsOf(parser))),
  )
  return program
}

/** The options that say which vault is meant. */
function withPlace(parser: Parser): Parser {
  return parser
    .option('--profile <name>', 'the vault of this name')
    .option('--data <folder>', 'the folder that the vaults are in')
}

/** The options that every command on a vault takes, before its name or after it. */
function common(parser: Parser): Parser {
  return withPlace(parser)
    .addOption(new Option('--format <format>', 'how the result is written: table, json or csv'))
    .option('--no-color', 'write no colours')
    .option('--recovery', 'ask for the recovery code and not for the passphrase')
}

/** What was given before the command and after it; what is after it counts. */
export function optionsOf<O extends CommonOptions>(parser: Parser): O {
  const before = parser.parent?.opts() ?? {}
  const after = parser.opts()
  const color = before['color'] !== false && after['color'] !== false
  return { ...before, ...after, color } as unknown as O
}
