import type { NumberedEntry } from '#shared/model/activity'
import { exits } from '../exit.ts'
import { writeListing } from '../output/format.ts'
import type { CommonOptions } from '../place.ts'
import { withVault, type Command, type Session } from '../session.ts'
import { shortId } from '../short-id.ts'

export interface ActivityOptions extends CommonOptions {
  readonly limit?: number
}

const usualLimit = 100

/** `keyrack activity`: what was done with this vault, newest first. */
export async function activity(command: Command, options: ActivityOptions): Promise<number> {
  return withVault(command, options, { access: 'read' }, async (session) => {
    await writeListing(session.terminal, options, {
      items: await newest(session, options.limit ?? usualLimit),
      columns: [
        { heading: 'TIME' },
        { heading: 'WHAT' },
        { heading: 'WHO', atLeast: 8 },
        { heading: 'ACCOUNT', atLeast: 8 },
        { heading: 'TOKEN', atLeast: 10 },
        { heading: 'RESULT' },
      ],
      cells: (entry) => [
        timeOf(entry).slice(0, 19).replace('T', ' '),
        entry.by === undefined ? entry.what : `${entry.what} (${entry.by})`,
        whoOf(entry),
        entry.accountName ?? '',
        entry.tokenName ?? '',
        entry.outcome === 'done' ? 'done' : { text: entry.outcome, tint: 'red' },
      ],
      json: {
        format: 'activity',
        field: 'entries',
        item: ({ seq, what, who, by, accountName, tokenName, accountId, tokenId, outcome, at }) => ({
          number: seq,
          time: new Date(at).toISOString(),
          what,
          outcome,
          ...(who === undefined
            ? {}
            : { who: who.kind === 'account' ? { kind: who.kind, login: who.login } : { kind: who.kind } }),
          ...(by === undefined ? {} : { by }),
          ...(accountId === undefined ? {} : { accountId, account: accountName ?? '' }),
          ...(tokenId === undefined ? {} : { id: shortId(tokenId), token: tokenName ?? '' }),
        }),
      },
      csv: {
        headings: ['number', 'time', 'what', 'outcome', 'who', 'by', 'account', 'token', 'id'],
        cells: (entry) => [
          entry.seq === null ? '' : String(entry.seq),
          timeOf(entry),
          entry.what,
          entry.outcome,
          whoOf(entry),
          entry.by ?? '',
          entry.accountName ?? '',
          entry.tokenName ?? '',
          entry.tokenId === undefined ? '' : shortId(entry.tokenId),
        ],
      },
      empty: 'Nothing has been done yet.',
    })
    return exits.fine
  })
}

async function newest({ app }: Session, limit: number): Promise<NumberedEntry[]> {
  const entries: NumberedEntry[] = []
  let before: number | null = null
  do {
    const page: Awaited<ReturnType<(typeof app.handlers)['activity.list']>> = await app.handlers['activity.list']({
      before,
    })
    entries.push(...page.entries)
    before = page.before
  } while (before !== null && entries.length < limit)
  return entries.slice(0, limit)
}

function timeOf({ at }: NumberedEntry): string {
  return new Date(at).toISOString()
}

function whoOf({ who }: NumberedEntry): string {
  if (who === undefined) return ''
  return who.kind === 'account' ? who.login : who.kind
}
