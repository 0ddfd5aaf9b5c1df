import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import type { ImportAnswer, ImportCandidate, ImportDecision, ImportResult } from '#shared/contract/import'
import { listed } from '#shared/text/words'
import { accountNamed } from '../accounts.ts'
import { Ended, exitOfFailure, exits, sentenceOf } from '../exit.ts'
import { cancellable } from '../job.ts'
import { writeListing } from '../output/format.ts'
import { plain } from '../output/plain.ts'
import type { CommonOptions } from '../place.ts'
import { withVault, type Command, type Session } from '../session.ts'
import { shortId } from '../short-id.ts'
import { findToken } from '../tokens.ts'

export interface ImportOptions extends CommonOptions {
  readonly account?: string
  /** The token that the only value of the file is of. */
  readonly token?: string
  readonly asOther?: boolean
  readonly yes?: boolean
}

type Read = Extract<ImportAnswer, { state: 'read' }>

interface Planned {
  readonly candidate: ImportCandidate
  readonly decision: ImportDecision | null
  readonly says: string
}

/** So often a wrong password may be typed. */
const mostTries = 3

/**
 * `keyrack import FILE`: what secrets a file has and, with `--yes`, stores them: each with the account it belongs to, after its
 * provider has said which token it is of.
 */
export async function importFile(command: Command, file: string, options: ImportOptions): Promise<number> {
  return withVault(command, options, { access: 'write' }, async (session) => {
    const { app, context, terminal, signal } = session
    const read = await readFile(session, resolve(file))
    const accountId = options.account === undefined ? null : accountNamed(context, options.account)
    const token = options.token === undefined ? null : findToken(context, options.token).row.token
    if (token !== null && read.candidates.length > 1) {
      throw new Ended(exits.usage, 'The file has several values: --token says of which token the only one is.')
    }
    const wanted = {
      accountId: token?.accountId ?? accountId,
      tokenId: token?.id ?? null,
      asOther: options.asOther === true,
    }
    const planned = read.candidates.map((candidate) => plan(session, candidate, wanted))
    const decisions = planned.flatMap(({ candidate, decision }) =>
      decision === null ? [] : [{ candidateId: candidate.id, decision }],
    )
    const stores = options.yes === true && decisions.length > 0
    const { results } = stores
      ? await cancellable(app, signal, (jobId) =>
          app.handlers['import.store']({ importId: read.importId, decisions, jobId }),
        )
      : { results: [] }
    await app.handlers['import.forget']({ importId: read.importId })
    const outcomes = new Map(results.map((result) => [result.candidateId, result]))
    await write(session, planned, outcomes, options)
    if (!stores && decisions.length > 0) terminal.say('Nothing was stored. Say --yes to store what is named above.')
    if (results.some(({ outcome }) => outcome === 'which')) {
      terminal.say(
        'Of some the provider does not say of which token they are: say it with --token, one value at a time.',
      )
    }
    const failed = results.flatMap(({ error }) => (error === null ? [] : [error]))
    for (const error of failed) terminal.say(`keyrack: ${plain(sentenceOf(error))}`)
    const [first] = failed
    return first === undefined ? exits.fine : exitOfFailure(first)
  })
}

/** Asks for the password of a file that has one. Throws Ended for a file that nothing is imported from. */
async function readFile({ app, terminal, signal }: Session, path: string): Promise<Read> {
  let answer = await cancellable(app, signal, (jobId) => app.handlers['import.dropped']({ path, jobId }))
  for (let tries = 0; answer.state === 'key-needed' && tries < mostTries; tries += 1) {
    const typed = await terminal.ask(`${answer.isWrong ? 'That was wrong. ' : ''}Password of the file: `)
    if (typed === null) break
    const { importId } = answer
    answer = await typed.use((key) => app.handlers['import.unlock']({ importId, key, jobId: randomUUID() }))
    typed.wipe()
  }
  if (answer.state === 'read') return answer
  if (answer.state === 'key-needed') throw new Ended(exits.usage, 'The file has a password, and it was not given.')
  const where = answer.line === null ? '' : `, line ${answer.line}`
  throw new Ended(exits.usage, `Nothing is imported from this file (${answer.why}${where}).`)
}

interface Wanted {
  readonly accountId: string | null
  readonly tokenId: string | null
  readonly asOther: boolean
}

function plan({ context }: Session, candidate: ImportCandidate, { asOther, tokenId, ...wanted }: Wanted): Planned {
  const none = (says: string): Planned => ({ candidate, decision: null, says })
  if (candidate.tokenIds.length > 0) return none('is stored already')
  if (candidate.accountIds.length > 0) return none('is what an account signs in with')
  const [provider] = candidate.providers
  const fitting = [...context.index.accounts].filter(([, account]) => account.provider === provider).map(([id]) => id)
  const accountId = wanted.accountId ?? (fitting.length === 1 ? fitting[0] : undefined)
  if (accountId !== undefined && !asOther) {
    const name = context.index.accounts.get(accountId)?.name ?? ''
    return { candidate, decision: { as: 'token', accountId, tokenId }, says: `a token of ${name}` }
  }
  if (asOther) {
    const name = (candidate.name ?? candidate.masked).trim().slice(0, 200)
    const service = (candidate.service ?? provider ?? name).trim().slice(0, 200)
    return { candidate, decision: { as: 'other', name, service }, says: `of another service, ${service}` }
  }
  return none(fitting.length > 1 ? 'of which account? Say --account' : 'of no account: say --account or --as-other')
}

async function write(
  { terminal }: Session,
  planned: readonly Planned[],
  outcomes: ReadonlyMap<string, ImportResult>,
  options: CommonOptions,
): Promise<void> {
  const outcomeOf = ({ candidate, says }: Planned) => outcomes.get(candidate.id)?.outcome ?? says
  const idsOf = ({ candidate }: Planned) =>
    (outcomes.get(candidate.id)?.tokenIds ?? candidate.tokenIds).map((id) => shortId(id))
  const lineOf = ({ candidate }: Planned) => candidate.spots[0]?.line ?? null
  await writeListing(terminal, options, {
    items: planned,
    columns: [
      { heading: 'VALUE' },
      { heading: 'LINE' },
      { heading: 'NAME', atLeast: 8 },
      { heading: 'LOOKS LIKE', atLeast: 8 },
      { heading: 'OUTCOME', atLeast: 10 },
      { heading: 'ID' },
    ],
    cells: (one) => [
      one.candidate.masked,
      String(lineOf(one) ?? ''),
      one.candidate.name ?? '',
      listed(one.candidate.providers, 3),
      outcomeOf(one),
      idsOf(one).join(', '),
    ],
    json: {
      format: 'import',
      field: 'values',
      item: (one) => ({
        masked: one.candidate.masked,
        line: lineOf(one),
        name: one.candidate.name,
        providers: one.candidate.providers,
        outcome: outcomeOf(one),
        ids: idsOf(one),
      }),
    },
    csv: {
      headings: ['value', 'line', 'name', 'looks like', 'outcome', 'ids'],
      cells: (one) => [
        one.candidate.masked,
        String(lineOf(one) ?? ''),
        one.candidate.name ?? '',
        one.candidate.providers.join(' '),
        outcomeOf(one),
        idsOf(one).join(' '),
      ],
    },
    empty: 'No secret was found in the file.',
  })
}
