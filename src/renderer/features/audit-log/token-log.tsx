import { useState } from 'react'
import type { AppError } from '#shared/model/error'
import type { Owner } from '#shared/model/owner'
import type { ProviderRecord } from '#shared/model/provider'
import type { TokenRow } from '#shared/model/token'
import { call } from '#renderer/data/bridge'
import { useMinute } from '#renderer/data/use-desk'
import { providerOf, useCatalogue } from '#renderer/data/use-mirror'
import { auditText, explainAudit, tokenLogText as text } from '#renderer/text/audit'
import { Button } from '#renderer/ui/button'
import { Notice } from '#renderer/ui/notice'
import { Section } from '#renderer/ui/pane'
import pane from '#renderer/ui/pane.module.css'
import { Progress } from '#renderer/ui/progress'
import { lastDays } from '#renderer/ui/range'
import { StretchFields, useStretch } from './stretch-fields.tsx'
import { TokenEvents } from './token-events.tsx'
import { useLog } from './use-log.ts'

/** So far back is looked to begin with: many a token is used once a week. */
const firstDays = 30

/** What the token's provider noted about it, beside everything else that is known of it; asked for when the person says so. */
export function TokenLog({ row }: { readonly row: TokenRow }) {
  const provider = providerOf(useCatalogue(), row.token.provider)
  return provider?.auditLog.support.how === 'native' ? <OpenLog row={row} provider={provider} /> : null
}

function OpenLog({ row: { token }, provider }: { readonly row: TokenRow; readonly provider: ProviderRecord }) {
  const { accountId } = token
  const { namesTokens } = provider.auditLog
  const now = useMinute()
  const [logs, setLogs] = useState<readonly Owner[] | null>(null)
  const [unknown, setUnknown] = useState<AppError | null>(null)
  const stretch = useStretch(logs, firstDays)
  const { job, listing, saved, show, save } = useLog(accountId, namesTokens ? token.id : undefined)

  async function open(): Promise<void> {
    setUnknown(null)
    const answer = await call('audit.logs', { accountId })
    if (!answer.ok) {
      setUnknown(answer.error)
      return
    }
    const ordered = ownFirst(answer.value.logs, token.owner)
    setLogs(ordered)
    const [log] = ordered
    if (log !== undefined) await show({ log, ...lastDays(firstDays, Date.now()) })
  }

  const error = unknown ?? job.error
  const words = error === null ? null : explainAudit(error)
  return (
    <Section title={text.title(provider.name)}>
      <p className={pane['quiet']}>{namesTokens ? text.named : text.unnamed(provider.name)}</p>
      {logs?.length === 0 && <p>{auditText.noLogsHelp}</p>}
      {stretch.log !== null && <StretchFields stretch={stretch} isDisabled={job.busy} />}
      {words !== null && (
        <Notice tone="error">
          {words.sentence} {words.nextStep}
        </Notice>
      )}
      {saved !== null && <Notice tone="info">{auditText.saved(saved)}</Notice>}
      {job.busy ? (
        <Progress label={auditText.listing(job.count)} onCancel={job.cancel} />
      ) : (
        <div className={pane['buttons']}>
          {logs === null ? (
            <Button onPress={() => void open()}>{text.open}</Button>
          ) : (
            stretch.log !== null && (
              <>
                <Button onPress={() => void show(stretch.read())}>{text.again}</Button>
                {provider.auditLog.exports.map((format) => (
                  <Button key={format} variant="quiet" onPress={() => void save(format, stretch.read())}>
                    {auditText.save(format)}
                  </Button>
                ))}
              </>
            )
          )}
        </div>
      )}
      {listing !== null && <TokenEvents listing={listing} tokenId={token.id} namesTokens={namesTokens} now={now} />}
    </Section>
  )
}

/** The logs with that of the token's own organization before the others. */
function ownFirst(logs: readonly Owner[], { id, organization }: Owner): readonly Owner[] {
  const isOwn = (log: Owner) => log.id === id || log.id === organization
  return [...logs.filter(isOwn), ...logs.filter((log) => !isOwn(log))]
}
