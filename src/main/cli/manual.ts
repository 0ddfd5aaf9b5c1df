import { allOf, type Outlined } from './tree/outline.ts'

/** What roff would take for a request, an escape or a dash that is none. */
function roff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/, '\\&$1')
}

const codes: readonly (readonly [string, string])[] = [
  ['0', 'fine'],
  ['1', 'a fault of Keyrack, or of this computer'],
  ['2', 'what was asked for is wrong'],
  ['3', 'findings at or above \\-\\-fail\\-on'],
  ['4', 'the vault is locked or cannot be read'],
  ['5', 'a provider or the network failed; what is there was written'],
  ['130', 'interrupted'],
]

const variables: readonly (readonly [string, string])[] = [
  [
    'KEYRACK_PASSPHRASE_FILE, KEYRACK_RECOVERY_CODE_FILE',
    'A regular file of your own with mode 0600 that has what opens the vault.',
  ],
  ['KEYRACK_PASSPHRASE, KEYRACK_RECOVERY_CODE', 'What opens the vault.'],
  ['NO_COLOR', 'Write no colours.'],
  ['HTTPS_PROXY, HTTP_PROXY, NO_PROXY, NODE_EXTRA_CA_CERTS', 'The way to the providers, and whom to trust on it.'],
]

const items = (pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([name, says]) => `.TP\n.B ${name.replaceAll('-', '\\-')}\n${says}`).join('\n')

/** The manual page of `keyrack`, made of the tree of commands. */
export function manualOf(program: Outlined): string {
  const commands = allOf(program).filter(({ words, below }) => words.length > 0 && below.length === 0)
  const common = new Set(program.options.map(({ flags }) => flags))
  const sections = commands.map((one) => {
    const options = one.options.filter(({ flags }) => !common.has(flags))
    const own = options.map(({ flags, says }) => `.RS\n.TP\n.B ${roff(flags)}\n${roff(says)}\n.RE`)
    const takes = one.takes === '' ? '' : ` ${roff(one.takes)}`
    return [`.TP\n.B keyrack ${roff(one.words.join(' '))}${takes}`, `${roff(one.says)}.`, ...own].join('\n')
  })
  const shared = program.options.map(({ flags, says }): readonly [string, string] => [flags, roff(says)])
  return `.TH KEYRACK 1 "" "Keyrack" "Keyrack"
.SH NAME
keyrack \\- ${roff('access tokens for many services, in one encrypted vault')}
.SH SYNOPSIS
.B keyrack
.RI [ options ]
.I command
.RI [ arguments ]
.SH DESCRIPTION
Works on the vaults of the Keyrack app without it. The result of a command goes to standard output, everything else to
standard error; no output but that of
.B keyrack reveal
has a secret in it.
.SH COMMANDS
${sections.join('\n')}
.SH OPTIONS
These can be given before the command and after it.
${items(shared)}
.SH ENVIRONMENT
${items(variables)}
.SH EXIT STATUS
${items(codes)}
.PP
Where several apply, 4 comes before 5, and 5 before 3.
`
}
