import { Command as Parser } from 'commander'
import { addAboutCommands } from './tree/about.ts'
import { addOperationCommands } from './tree/operations.ts'
import { addReadingCommands } from './tree/reading.ts'
import { addSecretCommands } from './tree/secrets.ts'
import { addVaultCommands } from './tree/vault.ts'
import { common, type Run } from './tree/options.ts'
import { version } from './version.ts'

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
  addReadingCommands(program, run)
  addVaultCommands(program, run)
  addOperationCommands(program, run)
  addSecretCommands(program, run)
  addAboutCommands(program, run)
  return program
}
