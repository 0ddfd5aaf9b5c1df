import type { Command as Parser } from 'commander'
import { common, each, optionsOf, several, withKey, withPlace, type Run } from './options.ts'

/** Commands that make a vault and fill it. */
export function addVaultCommands(program: Parser, run: Run): void {
  withPlace(program.command('init').description('make a vault with a passphrase, and a recovery code for it'))
    .option('--recovery-file <file>', 'write the recovery code to this new file')
    .action(async (_options, parser: Parser) =>
      run(async (command) => (await import('../commands/init.ts')).init(command, optionsOf(parser))),
    )

  const account = program.command('account').description('add, list and remove accounts')
  common(account.command('add').description('sign in with the token on standard input'))
    .argument('<provider>', 'id or name of a provider')
    .option('--url <address>', 'where the provider is')
    .option('--label <name>', 'what the account is called')
    .option('--field <id=value>', 'what else signing in needs; id=env:VARIABLE for what is secret', each)
    .action(async (provider: string, _options, parser: Parser) =>
      run(async (command) => (await import('../commands/account.ts')).add(command, provider, optionsOf(parser))),
    )
  common(account.command('list').description('list the accounts')).action(async (_options, parser: Parser) =>
    run(async (command) => (await import('../commands/account.ts')).list(command, optionsOf(parser))),
  )
  withKey(account.command('remove').description('remove an account with its credential and its stored secrets'))
    .argument('<id>', 'id or name of an account')
    .option('--yes', 'its stored secrets may be lost')
    .action(async (id: string, _options, parser: Parser) =>
      run(async (command) => (await import('../commands/account.ts')).remove(command, id, optionsOf(parser))),
    )

  common(program.command('refresh').description('ask the providers what tokens there are'))
    .option('--account <id>', 'only those of an account, by id or name', several)
    .action(async (_options, parser: Parser) =>
      run(async (command) => (await import('../commands/refresh.ts')).refresh(command, optionsOf(parser))),
    )

  common(program.command('import').description('take in secrets that a file has'))
    .argument('<file>', 'a file of settings, or what a password manager has exported')
    .option('--account <id>', 'they are of this account, by id or name')
    .option('--token <id>', 'the only value is of this token, by id or name')
    .option('--as-other', 'they are of services that Keyrack does not know')
    .option('--yes', 'store them; without it is only said what would be stored')
    .action(async (file: string, _options, parser: Parser) =>
      run(async (command) => (await import('../commands/import.ts')).importFile(command, file, optionsOf(parser))),
    )

  common(program.command('scan').description('find stored secrets, and what looks like others, in files'))
    .argument('<folder...>', 'folders to look into')
    .option('--well-known', 'also the files in which tools keep their secrets')
    .option('--also-ignored', 'also what ignore files leave out')
    .action(async (folders: readonly string[], _options, parser: Parser) =>
      run(async (command) => (await import('../commands/scan.ts')).scan(command, folders, optionsOf(parser))),
    )

  common(program.command('doctor').description('say whether everything is as it should be')).action(
    async (_options, parser: Parser) =>
      run(async (command) => (await import('../commands/doctor.ts')).doctor(command, optionsOf(parser))),
  )
}
