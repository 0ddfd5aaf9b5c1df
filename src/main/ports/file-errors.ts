import { Failure } from './failure.ts'

/** The `code` of an error from the file system; empty for anything else. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** Is this the answer for a file that is not there? */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT'
}

/** What a person is told when a write was refused. */
export function diskFailure(error: unknown): Failure {
  if (error instanceof Failure) return error
  const code = codeOf(error)
  if (code === '') return new Failure('internal')
  const full = code === 'ENOSPC' || code === 'EDQUOT'
  return new Failure(full ? 'disk-full' : 'disk-refused', { code })
}
