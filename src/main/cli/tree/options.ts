import { InvalidArgumentError, Option, type Command as Parser } from 'commander'
import type { CommonOptions } from '../place.ts'
import type { Command } from '../session.ts'

/** Runs a command; what it throws ends the program. */
export type Run = (action: (command: Command) => Promise<number>) => Promise<void>

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

/** Each value of an option that may be given more than once. */
export function each(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text]
}

/** The options that say which vault is meant. */
export function withPlace(parser: Parser): Parser {
  return parser
    .option('--profile <name>', 'the vault of this name')
    .option('--data <folder>', 'the folder that the vaults are in')
}

/** The options of a vault that is opened. */
export function withKey(parser: Parser): Parser {
  return withPlace(parser).option('--recovery', 'ask for the recovery code and not for the passphrase')
}

/** The options that say how the result is written. */
export function withFormat(parser: Parser, formats = 'table, json or csv'): Parser {
  return parser
    .addOption(new Option('--format <format>', `how the result is written: ${formats}`))
    .option('--no-color', 'write no colours')
}

/** The options that every command on an open vault takes, before its name or after it. */
export function common(parser: Parser, formats?: string): Parser {
  return withFormat(withKey(parser), formats)
}

/** What was given before the command and after it; what is after it counts. */
export function optionsOf<O extends CommonOptions>(parser: Parser): O {
  const all: Record<string, unknown>[] = []
  for (let one: Parser | null = parser; one !== null; one = one.parent) all.unshift(one.opts())
  const color = all.every((options) => options['color'] !== false)
  return { ...Object.assign({}, ...all), color } as O
}
