import { envSlots, shellSlots } from './env.ts'
import { gitCredentialsSlots } from './git-credentials.ts'
import { iniSlots } from './ini.ts'
import { jsonSlots } from './json.ts'
import { netrcSlots } from './netrc.ts'
import { npmrcSlots } from './npmrc.ts'
import type { FindSlots } from './slot.ts'
import { tomlSlots } from './toml.ts'
import { yamlSlots } from './yaml.ts'

/** Every way of writing a file that Keyrack can change a value in, by the name that a place keeps. */
export const formats = {
  npmrc: npmrcSlots,
  netrc: netrcSlots,
  env: envSlots,
  shell: shellSlots,
  'git-credentials': gitCredentialsSlots,
  json: jsonSlots,
  yaml: yamlSlots,
  toml: tomlSlots,
  ini: iniSlots,
} as const satisfies Record<string, FindSlots>

export type Format = keyof typeof formats

const named: readonly (readonly [RegExp, Format])[] = [
  [/^\.?npmrc$/, 'npmrc'],
  [/^[._]netrc$/, 'netrc'],
  [/^\.git-credentials$/, 'git-credentials'],
  [/^\.env(?:\..+)?$|\.env$/, 'env'],
  [
    /^\.envrc$|^\.(?:bash|zsh|ksh)(?:rc|env|_profile|_login)$|^\.(?:profile|zprofile|zlogin)$|\.(?:sh|bash|zsh)$/,
    'shell',
  ],
  [/\.json$/, 'json'],
  [/\.ya?ml$/, 'yaml'],
  [/\.toml$/, 'toml'],
  [/^\.pypirc$|^pip\.conf$|\.ini$/, 'ini'],
]

/** Files called `credentials`, by the folder that they are in. */
const inFolder: Readonly<Record<string, Format>> = { git: 'git-credentials', '.aws': 'ini' }

/** How a file is written, told by its name; null where Keyrack cannot write it. */
export function formatOf(path: string): Format | null {
  const parts = path.split(/[/\\]/)
  const name = parts.at(-1) ?? ''
  if (name === 'credentials') return inFolder[parts.at(-2) ?? ''] ?? null
  return named.find(([pattern]) => pattern.test(name))?.[1] ?? null
}
