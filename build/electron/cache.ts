import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/** The folder for what can be fetched again: `$XDG_CACHE_HOME/keyrack`, else `~/.cache/keyrack`. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const named = env['XDG_CACHE_HOME']
  // The XDG rules: a relative path is to be ignored.
  const base = named !== undefined && isAbsolute(named) ? named : join(homedir(), '.cache')
  return join(base, 'keyrack')
}
