import type { AppError } from '#shared/model/error'
import { importText as text } from '#renderer/text/import'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { Notice } from '#renderer/ui/notice'

/** Why a step of an import failed: what main does not find any more was forgotten. */
export function ImportFailure({ error }: { readonly error: AppError | null }) {
  if (error === null) return null
  return error.kind === 'not-found' ? <Notice tone="error">{text.overdue}</Notice> : <FailureNotice error={error} />
}
