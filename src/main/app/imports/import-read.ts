import type { Input, Output } from '#shared/contract'
import type { ImportAnswer } from '#shared/contract/import'
import { importLimits } from '../../importers/index.ts'
import { codeOf, isMissing } from '../../ports/file-errors.ts'
import type { ImportRead } from '../../ports/import-reader.ts'
import { Secret } from '../../ports/secret.ts'
import { nameOfFile, refuseVaultFolder } from '../backup/backup-files.ts'
import type { Context } from '../context.ts'
import { stage } from './import-stage.ts'

/** Asks for a file and reads the secrets in it. Nothing is sent or stored. Throws Failure. */
export async function chooseImport(
  context: Context,
  _input: Input<'import.choose'>,
  signal: AbortSignal,
): Promise<Output<'import.choose'>> {
  const path = await context.picker.open('import')
  return { answer: path === null ? null : await readPath(context, path, signal) }
}

/** The same with a file that was dropped onto the window. Throws Failure. */
export function readDropped(
  context: Context,
  { path }: Input<'import.dropped'>,
  signal: AbortSignal,
): Promise<ImportAnswer> {
  return readPath(context, path, signal)
}

/** The same with pasted text. Throws Failure: `clipboard-empty`, `clipboard-failed`. */
export async function readPasted(
  context: Context,
  { secret }: Input<'import.paste'>,
  signal: AbortSignal,
): Promise<ImportAnswer> {
  const bytes = Buffer.from(secret.from === 'field' ? secret.value : await context.clipboard.readText())
  return readBytes(context, bytes, null, signal)
}

/** Reads a file that has a password. Throws Failure('not-found') when it was forgotten meanwhile. */
export async function unlockImport(
  context: Context,
  { importId, key: typed }: Input<'import.unlock'>,
  signal: AbortSignal,
): Promise<ImportAnswer> {
  const { imports } = context
  const [path] = imports.get(importId).files
  const key = new Secret(typed)
  try {
    const answer = await readPath(context, path ?? '', signal, key)
    imports.drop(importId)
    return answer
  } finally {
    key.wipe()
  }
}

async function readPath(context: Context, path: string, signal: AbortSignal, key?: Secret): Promise<ImportAnswer> {
  refuseVaultFolder(path, context.vault.folder)
  let bytes: Buffer
  try {
    bytes = await context.fs.read(path, importLimits.fileBytes)
  } catch (error) {
    return unreadable(error)
  }
  return readBytes(context, bytes, path, signal, key)
}

/** `path`: null for pasted text. The bytes are wiped. */
async function readBytes(
  context: Context,
  bytes: Buffer,
  path: string | null,
  signal: AbortSignal,
  key?: Secret,
): Promise<ImportAnswer> {
  try {
    const { importReader, catalogue, life } = context
    const hint = { name: path ?? '', shapes: catalogue }
    const read = await importReader.read(bytes, hint, key, AbortSignal.any([signal, life()]))
    if (!read.ok) return refused(context, read, path)
    try {
      return await stage(context, read, path === null ? [] : [path])
    } catch (error) {
      // The vault was closed meanwhile.
      for (const { secret } of read.candidates) secret.wipe()
      throw error
    }
  } finally {
    bytes.fill(0)
  }
}

function unreadable(error: unknown): ImportAnswer {
  const why = isMissing(error) ? 'no-file' : codeOf(error) === 'EFBIG' ? 'too-large' : 'unreadable'
  const limit = why === 'too-large' ? importLimits.fileBytes : null
  return { state: 'refused', why, format: null, limit, line: null }
}

function refused(
  { imports }: Context,
  { why, format, limit, line }: Extract<ImportRead, { ok: false }>,
  path: string | null,
): ImportAnswer {
  if (path === null || (why !== 'key-needed' && why !== 'wrong-key')) {
    return { state: 'refused', why, format, limit: limit ?? null, line: line ?? null }
  }
  const importId = imports.keep({ files: [path], values: new Map(), plan: null, gone: new AbortController() })
  return { state: 'key-needed', importId, name: nameOfFile(path), isWrong: why === 'wrong-key' }
}
