import { importText as text } from '#renderer/text/import'

/** What the files of an import are called in a sentence: the name of the only one, or how many; null where there is none. */
export function namesOf(files: readonly string[]): string | null {
  const [only] = files
  if (only === undefined) return null
  return files.length === 1 ? `“${only.split(/[/\\]/).at(-1) ?? only}”` : text.files(files.length)
}
