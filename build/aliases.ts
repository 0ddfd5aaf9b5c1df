import { fileURLToPath } from 'node:url'

/** The top folder of the project, as an absolute path without a slash at its end. */
export const projectRoot: string = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')

/**
 * The `#` imports of package.json for Vite and Vitest. Vite takes only the first entry of a fallback list such as
 * `#renderer/*` has (`.tsx`, else `.ts`), so the bundlers get the folders and find the extension themselves.
 */
export const aliases: readonly { find: RegExp; replacement: string }[] = [
  { find: /^#(shared|main|renderer)\//, replacement: `${projectRoot}/src/$1/` },
  { find: /^#(test|build)\//, replacement: `${projectRoot}/$1/` },
]
