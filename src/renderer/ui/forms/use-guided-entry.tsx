import { type ReactNode, useRef, useState } from 'react'
import type { AppError } from '#shared/model/error'
import type { ProviderRecord, TokenKind } from '#shared/model/provider'
import { formText } from '#renderer/text/forms'
import { guidedText as text } from '#renderer/text/guided'
import { Notice } from '../notice.tsx'
import { FailureNotice, type FailureNoticeProps } from './failure-notice.tsx'
import { SecretEntry, type SecretEntryHandle, type TakenSecret } from './secret-entry.tsx'

export interface GuidedEntry {
  /** Null when nothing was pasted; the field says so. */
  readonly take: () => TakenSecret | null
  readonly field: ReactNode
}

/** The field for the secret that the provider's page shows. */
export function useGuidedEntry(
  record: ProviderRecord | undefined,
  kind: TokenKind | undefined,
  isDisabled: boolean,
): GuidedEntry {
  const entry = useRef<SecretEntryHandle>(null)
  const [missing, setMissing] = useState(false)
  return {
    take: () => {
      const taken = entry.current?.take() ?? null
      setMissing(taken === null)
      return taken
    },
    field: (
      <SecretEntry
        key={record?.id ?? ''}
        handle={entry}
        label={kind?.label ?? formText.secret}
        // What signs in together with something else is no token, and looks different.
        {...(record?.signIn.length === 0 && { placeholder: record.secret.placeholder, prefix: record.secret.prefix })}
        help={text.secretHelp}
        error={missing ? formText.secretNeeded : null}
        onEdit={() => setMissing(false)}
        isDisabled={isDisabled}
      />
    ),
  }
}

/** A failure of a guided operation; what is not about the provider has words of its own. */
export function GuidedFailure(props: FailureNoticeProps) {
  const own = ownWords(props.error)
  return own === null ? <FailureNotice {...props} /> : <Notice tone="error">{own}</Notice>
}

function ownWords({ kind, code }: AppError): string | null {
  return kind === 'other-identity' && (code === 'known-secret' || code === 'known-token') ? text.known : null
}
