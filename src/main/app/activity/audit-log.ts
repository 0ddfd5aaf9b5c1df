import { mostAuditLines, type AuditLine } from '#shared/contract/audit'
import type { Input, Output } from '#shared/contract'
import type { AuditEvent } from '#shared/model/audit-event'
import type { Owner } from '#shared/model/owner'
import { Failure } from '../../ports/failure.ts'
import type { EventQuery, Provider } from '../../ports/provider.ts'
import { Secret } from '../../ports/secret.ts'
import { dayOf, nameOfFile, refuseVaultFolder, writeFile } from '../backup/backup-files.ts'
import type { Context } from '../context.ts'
import { noted } from './noted.ts'
import type { Connected } from '../accounts/sessions.ts'

/** Whose logs an account may be able to read. No call is made, so no credential is opened for it. Throws Failure. */
export async function auditLogs(
  { sessions }: Context,
  { accountId }: Input<'audit.logs'>,
): Promise<Output<'audit.logs'>> {
  return sessions.try(accountId, new Secret(''), async (connected) => ({ logs: [...logsOf(connected)] }))
}

/**
 * The newest events of a stretch of a log, newest first, each with the listed tokens that it has to do with. Throws
 * Failure: `plan-needed` and `missing-permission` as the provider says.
 */
export async function listAuditLog(
  context: Context,
  { jobId, tokenId, ...asked }: Input<'audit.list'>,
  signal: AbortSignal,
): Promise<Output<'audit.list'>> {
  const { sessions, events } = context
  const isWanted = tokenId === undefined ? () => true : concernsToken(context, asked.accountId, tokenId)
  return sessions.use(asked.accountId, async (connected) => {
    let newest: AuditEvent[] = []
    let done = 0
    let found = 0
    for await (const chunk of connected.session.events(queryOf(connected, asked), signal)) {
      if (signal.aborted) throw new Failure('cancelled')
      done += chunk.length
      events.emit('progress', { jobId, done, total: 0 })
      const oldest = newest.at(-1)?.at ?? -Infinity
      // Of the same instant they stay in the provider's order.
      const wanted = chunk.filter(isWanted)
      found += wanted.length
      newest = [...newest, ...wanted].sort((one, other) => other.at - one.at).slice(0, mostAuditLines)
      // Some logs begin with the oldest: there is more to come until a chunk has nothing newer.
      if (found > mostAuditLines && chunk.every(({ at }) => at <= oldest)) break
    }
    return { lines: linesOf(context, asked.accountId, newest), more: found > mostAuditLines }
  })
}

/** Tells events that have to do with a token of the account from others. Throws Failure `not-found` for any other token. */
function concernsToken({ inventory }: Context, accountId: string, tokenId: string): (event: AuditEvent) => boolean {
  const token = inventory.token(tokenId)
  if (token?.accountId !== accountId) throw new Failure('not-found')
  const { issuerId } = token
  return ({ tokenIssuerId, signedInWith }) => tokenIssuerId === issuerId || signedInWith?.issuerId === issuerId
}

/**
 * Writes a stretch of a log to a file of the person's choice, as the provider made it. Throws Failure, `not-supported`
 * for a format that it does not have.
 */
export async function exportAuditLog(
  context: Context,
  { format, jobId: _jobId, ...asked }: Input<'audit.export'>,
  signal: AbortSignal,
): Promise<Output<'audit.export'>> {
  const { sessions, accounts, providers, picker, clock, vault } = context
  const { accountId } = asked
  const { record } = auditedBy(providers.get(accounts.get(accountId).provider))
  if (!record.auditLog.exports.includes(format)) throw new Failure('not-supported')
  const path = await picker.save(`log-${format}`, `${record.name} audit log ${dayOf(clock.now())}.${format}`)
  if (path === null) return { written: null }
  return noted(context, { what: 'audit-log-exported', accountId }, async () => {
    refuseVaultFolder(path, vault.folder)
    const bytes = await sessions.use(accountId, (connected) =>
      connected.session.exportEvents(queryOf(connected, asked), format, signal),
    )
    if (signal.aborted) throw new Failure('cancelled')
    await writeFile(context, path, bytes, async (written) => {
      if (!written.equals(bytes)) throw new Failure('disk-refused', { code: 'file' })
    })
    return { written: { name: nameOfFile(path), bytes: bytes.length } }
  })
}

function auditedBy(provider: Provider | undefined): Provider {
  if (provider?.record.auditLog.support.how !== 'native') throw new Failure('not-supported')
  return provider
}

function logsOf({ account, provider, session }: Connected): readonly Owner[] {
  auditedBy(provider)
  return session.auditLogs(account.identity)
}

/** The log that is meant, as the account's identity offers it. Throws Failure: `not-found`, `invalid-input`. */
function queryOf(connected: Connected, { log, from, to }: Pick<EventQuery, 'log' | 'from' | 'to'>): EventQuery {
  const offered = logsOf(connected).find(
    ({ kind, id, organization }) => kind === log.kind && id === log.id && organization === log.organization,
  )
  if (offered === undefined) throw new Failure('not-found')
  if (from >= to) throw new Failure('invalid-input', { field: 'from' })
  return { log: offered, from, to }
}

/** Tokens are looked for among the account's own, by the ids that its provider gave them. */
function linesOf({ inventory }: Context, accountId: string, events: readonly AuditEvent[]): AuditLine[] {
  const told = events.flatMap(({ tokenIssuerId, signedInWith }) => [tokenIssuerId, signedInWith?.issuerId ?? null])
  const wanted = new Set(told.filter((issuerId) => issuerId !== null && issuerId !== ''))
  const tokenIds = new Map<string, string>()
  if (wanted.size > 0) {
    for (const token of inventory.tokens()) {
      if (token.accountId === accountId && wanted.has(token.issuerId)) tokenIds.set(token.issuerId, token.id)
    }
  }
  const idOf = (issuerId: string | null | undefined): string | null => tokenIds.get(issuerId ?? '') ?? null
  return events.map((event) => ({
    event,
    aboutTokenId: idOf(event.tokenIssuerId),
    byTokenId: idOf(event.signedInWith?.issuerId),
  }))
}
