import { readImport } from '#main/importers/read-import'
import type { ImportHint, ImportRead } from '#main/ports/import-reader'
import { Secret } from '#main/ports/secret'

export type Contents = string | Uint8Array

/** Reads a file as an import does, with its password where it has one. */
export async function read(contents: Contents, name = '', more: { key?: string } & Partial<ImportHint> = {}) {
  const { key, ...hint } = more
  const bytes = typeof contents === 'string' ? Buffer.from(contents) : contents
  return await readImport(bytes, { name, ...hint }, key === undefined ? undefined : new Secret(key))
}

/** What is imported, with the secrets in the open, without what is not there. */
export function found(result: ImportRead): readonly Readonly<Record<string, unknown>>[] {
  if (!result.ok) throw new Error(`refused: ${result.why}`)
  return result.candidates.map(({ secret, at, ...hints }) => {
    const all = { value: secret.use((value) => value), entry: at.entry, line: at.line, ...hints }
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
  })
}

export function values(result: ImportRead): readonly unknown[] {
  return found(result).map(({ value }) => value)
}

export function leftOut(result: ImportRead): readonly (readonly [entry: string | null, reason: string])[] {
  return result.ok ? result.leftOut.map(({ at, reason }) => [at.entry, reason]) : []
}
