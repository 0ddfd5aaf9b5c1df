import { statSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import type { FoundSecret, Scanned, UnknownSecret } from '#shared/contract/scan'
import { calledBy, count, numberText } from '#shared/text/words'
import { scanBy } from '../../app/scan/scan.ts'
import type { Listener } from '../adapters.ts'
import { Ended, exits } from '../exit.ts'
import { writeListing } from '../output/format.ts'
import type { CommonOptions } from '../place.ts'
import { withVault, type Command, type Session } from '../session.ts'
import { shortId } from '../short-id.ts'

export interface ScanOptions extends CommonOptions {
  readonly wellKnown?: boolean
  readonly alsoIgnored?: boolean
}

interface Spot {
  readonly path: string
  readonly line: number
  readonly times: number
  /** What stands there, in words; `id` where it is a token of the list. */
  readonly what: string
  readonly id: string | null
  readonly kind: 'stored' | 'credential' | 'unknown'
  /** Is the file a place of this token already? */
  readonly isKnown: boolean
}

/** `keyrack scan DIR...`: where the stored secrets stand in files, and what looks like others. Changes nothing. */
export async function scan(command: Command, folders: readonly string[], options: ScanOptions): Promise<number> {
  const paths = folders.map((folder) => resolve(folder))
  for (const path of paths) {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw new Ended(exits.usage, 'One of these is no folder that can be seen.')
    }
  }
  const { terminal } = command
  const listener: Listener = (event, payload) => {
    if (event === 'progress' && 'jobId' in payload) terminal.progress(`${numberText(payload.done)} files`)
  }
  return withVault(command, options, { access: 'read', listener }, async (session) => {
    const choices = {
      folders: paths.map((path) => ({ id: randomUUID(), path })),
      wellKnown: options.wellKnown === true,
      alsoIgnored: options.alsoIgnored === true,
      unknown: true,
    }
    const result = await scanBy(session.context, async () => choices, randomUUID(), session.signal)
    terminal.progress('')
    await writeListing(terminal, options, {
      items: [
        ...result.found.map((one) => stored(session, one)),
        ...result.unknown.map((one) => unknown(session, one)),
      ],
      columns: [
        { heading: 'FILE', atLeast: 20 },
        { heading: 'LINE' },
        { heading: 'WHAT', atLeast: 16 },
        { heading: 'ID' },
        { heading: 'KNOWN PLACE' },
      ],
      cells: ({ path, line, what, id, isKnown }) => [path, String(line), what, id ?? '', isKnown ? 'yes' : 'no'],
      json: {
        format: 'scan',
        field: 'found',
        item: ({ path, line, times, what, id, kind, isKnown }) => ({ path, line, times, what, id, kind, isKnown }),
      },
      csv: {
        headings: ['file', 'line', 'times', 'what', 'kind', 'id', 'known place'],
        cells: ({ path, line, times, what, kind, id, isKnown }) => [
          path,
          String(line),
          String(times),
          what,
          kind,
          id ?? '',
          isKnown ? 'yes' : 'no',
        ],
      },
      empty: 'No secret was found.',
    })
    terminal.say(summaryOf(result))
    return session.signal.aborted ? exits.interrupted : exits.fine
  })
}

function stored({ context }: Session, { tokenId, accountId, path, lines, times, isKnown }: FoundSecret): Spot {
  const token = tokenId === null ? undefined : context.rows.token(tokenId)
  const account = accountId === null ? undefined : context.index.accounts.get(accountId)
  const what = token === undefined ? `sign-in of ${account?.name ?? ''}` : calledBy(token)
  const kind = token === undefined ? 'credential' : 'stored'
  return { path, line: lines[0] ?? 0, times, what, id: tokenId === null ? null : shortId(tokenId), kind, isKnown }
}

function unknown({ context }: Session, { provider, prefix, path, line }: UnknownSecret): Spot {
  const name = context.catalogue.find(({ id }) => id === provider)?.name ?? provider
  return { path, line, times: 1, what: `looks like ${name} (${prefix}…)`, id: null, kind: 'unknown', isKnown: false }
}

function summaryOf({ files, ended, unreadable, large, ignored }: Scanned): string {
  const aside = [
    ...(ignored > 0 ? [`${numberText(ignored)} ignored`] : []),
    ...(large > 0 ? [`${numberText(large)} too large`] : []),
    ...(unreadable > 0 ? [`${numberText(unreadable)} unreadable`] : []),
  ]
  const how = ended === 'whole' ? '' : ' It ended before everything was looked at.'
  return `Looked into ${count(files, 'file')}${aside.length === 0 ? '' : ` (${aside.join(', ')})`}.${how}`
}
