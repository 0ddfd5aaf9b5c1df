import {
  defaultProfile,
  isSameProfile,
  longestProfileName,
  profileNameProblem,
  tidyProfileName,
  type ProfileNameProblem,
} from '#shared/rules/profile-name'

const option = '--profile'

/** Which vault a start asks for, or why it cannot be told, in a sentence that repeats nothing of what was given. */
export type ProfileArgument = { readonly name: string } | { readonly refused: string }

/**
 * Reads `--profile=work` or `--profile work` from the arguments of the process. Not from Electron's own list of switches:
 * that one knows no second form, and since Electron 45 no upper case.
 */
export function profileArgument(argv: readonly string[]): ProfileArgument {
  const given = valuesOf(ownArguments(argv))
  const [first, ...more] = given.map((value) => tidyProfileName(value ?? ''))
  if (first === undefined) return { name: defaultProfile }
  const problem = profileNameProblem(first)
  if (problem !== null) return { refused: sentences[problem] }
  if (more.some((other) => !isSameProfile(first, other)))
    return { refused: `give ${option} once: one start opens one vault.` }
  return { name: first }
}

/** What a start of that vault is given. */
export function profileArguments(name: string): string[] {
  return isSameProfile(name, defaultProfile) ? [] : [`${option}=${name}`]
}

/** Switches that say how this computer shows a window and keeps keys, with the values they may have. */
const kept: readonly RegExp[] = [
  /^--ozone-platform=(?:x11|wayland)$/,
  /^--ozone-platform-hint=(?:auto|x11|wayland)$/,
  /^--gtk-version=[34]$/,
  /^--force-device-scale-factor=\d(?:\.\d{1,3})?$/,
  /^--lang=[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/,
  /^--disable-gpu$/,
  // Never `basic`: that one seals the vault's key with a constant that is publicly known.
  /^--password-store=(?:gnome-libsecret|kwallet[56]?)$/,
]

/**
 * Those of this process's arguments that another start of Keyrack gets too: without them it might show no window, or ask
 * another keystore. Everything else stays behind, above all what opens a debugger.
 */
export function keptArguments(argv: readonly string[]): string[] {
  return ownArguments(argv).filter((argument) => kept.some((form) => form.test(argument)))
}

/** Without the program itself, and up to `--`, behind which nothing is an option. */
export function ownArguments(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--')
  return argv.slice(1, end === -1 ? undefined : end)
}

/** Each value of the option; undefined where it has none. */
function valuesOf(args: readonly string[]): (string | undefined)[] {
  return args.flatMap((argument, index) => {
    if (argument.startsWith(`${option}=`)) return [argument.slice(option.length + 1)]
    if (argument !== option) return []
    const next = args[index + 1]
    return [next?.startsWith('-') ? undefined : next]
  })
}

const sentences: Readonly<Record<ProfileNameProblem, string>> = {
  empty: `${option} needs the name of a vault, such as ${option}=work.`,
  'too-long': `the name of a vault has at most ${longestProfileName} characters.`,
  characters:
    'the name of a vault has letters (a to z), digits, spaces, dashes and underscores only, and begins with a letter or a digit.',
  reserved: 'Windows keeps this name for itself, so no vault can have it.',
}
