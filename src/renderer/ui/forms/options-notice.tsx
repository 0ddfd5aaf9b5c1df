import { formText } from '#renderer/text/forms'
import { FailureNotice } from './failure-notice.tsx'
import type { FormOptionsState } from './use-form-options.ts'

/** Says that the roles and limits could not be read; the form works without. */
export function OptionsNotice({ options }: { readonly options: FormOptionsState }) {
  if (options.error === null) return null
  const retry = { label: formText.retry, onPress: options.retry }
  return (
    <FailureNotice
      error={options.error}
      tone="warn"
      lead={formText.optionsFailed}
      actions={{ retry, refresh: retry, review: retry }}
    />
  )
}
