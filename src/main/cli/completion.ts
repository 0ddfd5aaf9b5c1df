import { allOf, type Outlined, type OutlinedOption } from './tree/outline.ts'

export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

/** The script that makes a shell complete `keyrack`. It is made of the tree of commands and asks nobody while it completes. */
export function completionFor(shell: Shell, program: Outlined): string {
  switch (shell) {
    case 'bash':
      return bash(program)
    case 'zsh':
      return zsh(program)
    case 'fish':
      return fish(program)
  }
}

const namesOf = (options: readonly OutlinedOption[]) => options.flatMap(({ names }) => names)
const lastWord = ({ words }: Outlined) => words.at(-1) ?? ''
/** Options whose value is a path. */
const paths = /<(file|folder|policy)>/

function bash(program: Outlined): string {
  const all = allOf(program)
  const valued = new Set(
    all.flatMap(({ options }) => options.filter(({ takesValue }) => takesValue).flatMap(({ names }) => names)),
  )
  const cases = all.map((one) => {
    const offered = [...one.below.map(lastWord), ...namesOf(one.options)]
    return `    '${one.words.join(' ')}') offered='${offered.join(' ')}' ;;`
  })
  const groups = all
    .filter(({ words, below }) => words.length > 0 && below.length > 0)
    .map(({ words }) => words.join(' '))
  return `# Completion of keyrack for bash. Made by \`keyrack completion bash\`.
_keyrack() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD - 1]}" path='' offered='' word skip='' depth=0
  COMPREPLY=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    if [[ -n $skip ]]; then skip=''; continue; fi
    case "$word" in
      --) return ;;
      ${[...valued].join('|')}) skip=1 ;;
      -*) ;;
      *)
        if ((depth == 0)); then path="$word"; depth=1
        elif ((depth == 1)); then case "$path" in ${groups.length === 0 ? "''" : groups.map((group) => `'${group}'`).join('|')}) path="$path $word" ;; esac; depth=2; fi ;;
    esac
  done
  if [[ -n $skip ]]; then
    case "$before" in --data) COMPREPLY=($(compgen -d -- "$current")) ;; *) COMPREPLY=($(compgen -f -- "$current")) ;; esac
    return
  fi
  case "$path" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$offered" -- "$current"))
}
complete -o default -F _keyrack keyrack
`
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
/** In a description of zsh's, brackets and colons mean something. */
const described = (text: string) => text.replaceAll(/[[\]:\\]/g, '\\$&')

function zsh(program: Outlined): string {
  const options = ({ options: own }: Outlined) =>
    own.flatMap(({ names, says, takesValue, flags }) =>
      names.map((name) => {
        const value = takesValue ? `:value:${paths.test(flags) ? '_files' : ' '}` : ''
        return quoted(`${name}[${described(says)}]${value}`)
      }),
    )
  const functionOf = (one: Outlined): string => {
    const name = ['_keyrack', ...one.words].join('_')
    if (one.below.length === 0) {
      return `${name}() {\n  _arguments -s ${[...options(one), "'*::argument:_files'"].join(' \\\n    ')}\n}\n`
    }
    const commands = one.below.map((below) => quoted(`${lastWord(below)}:${described(below.says)}`))
    const cases = one.below.map((below) => `      ${lastWord(below)}) ${['_keyrack', ...below.words].join('_')} ;;`)
    return `${name}() {
  local context state line
  local -a commands=(${commands.join(' ')})
  _arguments -C ${[...options(one), "'1:command:->command'", "'*::argument:->argument'"].join(' \\\n    ')}
  case $state in
    command) _describe command commands ;;
    argument) case $line[1] in
${cases.join('\n')}
    esac ;;
  esac
}
`
  }
  return `#compdef keyrack
# Completion of keyrack for zsh. Made by \`keyrack completion zsh\`.
${allOf(program).map(functionOf).join('\n')}
compdef _keyrack keyrack
`
}

function fish(program: Outlined): string {
  const lines = allOf(program).flatMap((one) => {
    const below = one.below.map(lastWord)
    const seen = one.words.map((word) => `__fish_seen_subcommand_from ${word}`)
    const notYet =
      below.length > 0 && one.words.length > 0 ? [`not __fish_seen_subcommand_from ${below.join(' ')}`] : []
    const when = one.words.length === 0 ? '__fish_use_subcommand' : [...seen, ...notYet].join('; and ')
    const commands = one.below.map(
      (each) => `complete -c keyrack -f -n ${quoted(when)} -a ${lastWord(each)} -d ${quoted(each.says)}`,
    )
    const options = one.options.map(({ names, says, takesValue, flags }) => {
      const spelled = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`))
      const value = takesValue ? (paths.test(flags) ? ' -r' : ' -x') : ''
      return `complete -c keyrack -n ${quoted(when)} ${spelled.join(' ')}${value} -d ${quoted(says)}`
    })
    return [...commands, ...options]
  })
  return `# Completion of keyrack for fish. Made by \`keyrack completion fish\`.\n${lines.join('\n')}\n`
}
