import type { AppError } from '#shared/model/error'
import { explainBackup } from '#renderer/text/backup-errors'
import forms from '#renderer/ui/forms/forms.module.css'
import { Notice } from '#renderer/ui/notice'

/** A failure about a file of the person's: what happened, and the next step. */
export function BackupFailure({ error }: { readonly error: AppError }) {
  const { sentence, nextStep } = explainBackup(error)
  return (
    <Notice tone="error">
      <p>{sentence}</p>
      <p className={forms['next']}>{nextStep}</p>
    </Notice>
  )
}
