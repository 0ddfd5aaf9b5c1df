import { providerOf, useAccount, useCatalogue } from '#renderer/data/use-mirror'
import type { DialogProps } from '#renderer/dialogs'
import { auditText as text, explainAudit } from '#renderer/text/audit'
import { Button } from '#renderer/ui/button'
import forms from '#renderer/ui/forms/forms.module.css'
import { JobFooter, Lead, type View, ViewDialog } from '#renderer/ui/forms/parts'
import { Notice } from '#renderer/ui/notice'
import { Lines } from './lines.tsx'
import { StretchFields, useStretch } from './stretch-fields.tsx'
import { useLog } from './use-log.ts'
import { useLogs } from './use-logs.ts'

/** The provider's own log of an account's organizations: a stretch of it to look at, or as a file. */
export function AuditLogDialog({ accountId, onClose }: DialogProps<'audit-log'>) {
  const account = useAccount(accountId)
  const view = useAuditView(accountId, onClose)
  return <ViewDialog size="wide" title={text.title(account?.name ?? '')} view={view} />
}

function useAuditView(accountId: string, onClose: () => void): View {
  const account = useAccount(accountId)
  const provider = providerOf(useCatalogue(), account?.provider ?? '')
  const known = useLogs(accountId)
  const stretch = useStretch(known.logs)
  const { job, listing, saved, show, save } = useLog(accountId)

  const error = known.error ?? job.error
  const words = error === null ? null : explainAudit(error)
  return {
    onClose,
    busy: job.busy,
    onSubmit: () => void show(stretch.read()),
    body: (
      <>
        <Lead>{text.lead(provider?.name ?? '')}</Lead>
        {known.logs === null && known.error === null && <p role="status">{text.asking}</p>}
        {known.logs?.length === 0 && <Notice tone="info">{text.noLogsHelp}</Notice>}
        {stretch.log !== null && <StretchFields stretch={stretch} isDisabled={job.busy} />}
        {words !== null && (
          <Notice tone="error">
            <p>{words.sentence}</p>
            <p className={forms['next']}>{words.nextStep}</p>
          </Notice>
        )}
        {saved !== null && <Notice tone="info">{text.saved(saved)}</Notice>}
        {listing !== null && <Lines listing={listing} />}
      </>
    ),
    footer: (
      <JobFooter
        job={job}
        doing={text.listing(job.count)}
        submit={text.show}
        isDisabled={stretch.log === null}
        onClose={onClose}
        closeLabel={text.close}
        extra={
          stretch.log !== null &&
          provider?.auditLog.exports.map((format) => (
            <Button key={format} onPress={() => void save(format, stretch.read())}>
              {text.save(format)}
            </Button>
          ))
        }
      />
    ),
  }
}
