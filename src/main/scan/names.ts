/**
 * Files that tools keep their secrets in are looked at also where an ignore file names them: that they are not committed is
 * why they are there.
 */
const known: readonly RegExp[] = [
  /^\.env/,
  /^\.?(?:npmrc|yarnrc(?:\.yml)?|netrc|pypirc)$/,
  /^_netrc$/,
  /^\.git-credentials$/,
  /^credentials(?:\.(?:json|toml|ya?ml))?$/,
  /^hosts\.yml$/,
  /\.tfvars$/,
]

export function isKnownName(name: string): boolean {
  return known.some((pattern) => pattern.test(name))
}

/** Of git's own folder only this file has texts that people write, such as addresses with a secret in them. */
export const gitFolder = '.git'
export const gitConfig = 'config'
