import type { Command as Parser } from 'commander'

export interface OutlinedOption {
  /** `--format <format>` */
  readonly flags: string
  /** `--format`, and `-h` where there is one. */
  readonly names: readonly string[]
  readonly says: string
  /** Does a value come after it? */
  readonly takesValue: boolean
}

/** A command as completion and the manual know it. */
export interface Outlined {
  /** The words that name it, such as `account add`; empty for the program itself. */
  readonly words: readonly string[]
  readonly says: string
  /** `<id...>`, `[file]` */
  readonly takes: string
  readonly options: readonly OutlinedOption[]
  readonly below: readonly Outlined[]
}

/** What the tree of commands says of itself. */
export function outlineOf(parser: Parser, words: readonly string[] = []): Outlined {
  const help = parser.createHelp()
  const below = help.visibleCommands(parser).filter((one) => one.name() !== 'help')
  return {
    words,
    says: parser.description(),
    takes: parser.registeredArguments
      .map((argument) => {
        const name = `${argument.name()}${argument.variadic ? '...' : ''}`
        return argument.required ? `<${name}>` : `[${name}]`
      })
      .join(' '),
    options: help.visibleOptions(parser).map(({ flags, long, short, description, required, optional }) => ({
      flags,
      names: [short, long].flatMap((name) => name ?? []),
      says: description,
      takesValue: required || optional,
    })),
    below: below.map((one) => outlineOf(one, [...words, one.name()])),
  }
}

/** The outline itself and everything below it, in the order of the tree. */
export function allOf(outline: Outlined): readonly Outlined[] {
  return [outline, ...outline.below.flatMap(allOf)]
}
