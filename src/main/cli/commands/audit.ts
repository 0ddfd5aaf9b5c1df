import { resolve } from 'node:path'
import { ruleIds, severities, type Audit, type Finding, type RuleId, type Severity } from '#shared/model/finding'
import { packIds, type PolicyChoice } from '#shared/model/policy-choice'
import { evidenceLine, ruleTexts, severityLabels } from '#shared/text/findings'
import { faultText } from '#shared/text/policy'
import { count } from '#shared/text/words'
import { accountsNamed } from '../accounts.ts'
import { Ended, exits } from '../exit.ts'
import { formatOf, styleFor } from '../output/format.ts'
import { table, type Tint } from '../output/table.ts'
import type { CommonOptions } from '../place.ts'
import { providerNamed } from '../providers.ts'
import { refreshed, showingProgress, tellTroubles } from '../refreshing.ts'
import { withVault, type Command, type Session } from '../session.ts'
import { addressOf, fieldsOf, fromEnvironment, type FieldOptions } from '../sign-in.ts'
import { shortId } from '../short-id.ts'
import { version } from '../version.ts'
import { addAccount } from './account.ts'

export interface AuditOptions extends CommonOptions, FieldOptions {
  /** A built-in policy, or the path of a file. */
  readonly policy?: string
  readonly refresh?: boolean
  /** Severities and rules. */
  readonly failOn?: readonly string[]
  /** Each `provider=env:VARIABLE` or `provider@address=env:VARIABLE`: an audit in memory, without a vault. */
  readonly account?: readonly string[]
}

const rules = () => import('../../app/findings/findings.ts')
const reports = () => import('../../reports/index.ts')
const loads = () => Promise.all([rules(), reports()])

const formats = ['table', 'json', 'csv', 'sarif', 'markdown', 'html'] as const

/** `keyrack audit`: what is wrong with the tokens, by a policy. Asks nobody and changes nothing, unless it is told to. */
export async function audit(command: Command, options: AuditOptions): Promise<number> {
  const { terminal } = command
  const format = formatOf(options, formats)
  const fails = failing(options.failOn ?? [])
  const given = options.account?.filter((one) => one.includes('=')) ?? []
  if (given.length < (options.account?.length ?? 0) && (given.length > 0 || options.refresh !== true)) {
    throw new Ended(
      exits.usage,
      'Give every --account as PROVIDER=env:VARIABLE for an audit without a vault; accounts of the vault are named for --refresh.',
    )
  }
  const listener = showingProgress(terminal)
  const judge = async (session: Session, exit: number): Promise<number> => {
    const result = await audited(session, options.policy)
    const { reportParts } = await reports()
    const parts = format === 'table' ? [asTable(session, result, options)] : reportParts(result, format, version)
    for (const part of parts) await terminal.write(part)
    tellSummary(session, result)
    // What could not be asked comes before what was found.
    return exit !== exits.fine ? exit : counting(result).some(fails) ? exits.findings : exits.fine
  }
  if (given.length > 0) {
    const { withVaultInMemory } = await import('../in-memory.ts')
    return withVaultInMemory(command, listener, async (session) =>
      judge(session, await signInAll(session, given, options)),
    )
  }
  if (options.refresh !== true)
    return withVault(command, options, { access: 'read', loads }, (session) => judge(session, exits.fine))
  return withVault(command, options, { access: 'write', listener, loads }, async (session) => {
    const wanted = options.account === undefined ? null : accountsNamed(session.context, options.account)
    return judge(session, tellTroubles(terminal, await refreshed(session, wanted)))
  })
}

/** Signs in to every account and lists what it sees; gives the exit code of what failed. */
async function signInAll(session: Session, given: readonly string[], options: AuditOptions): Promise<number> {
  const { context, terminal } = session
  const accountIds: string[] = []
  for (const one of given) {
    const [, provider = '', url, variable = ''] = /^([^@=]+)(?:@(.+?))?=env:(\w+)$/.exec(one) ?? []
    if (variable === '')
      throw new Ended(exits.usage, 'Give --account as PROVIDER=env:VARIABLE, or PROVIDER@ADDRESS=env:VARIABLE.')
    const record = providerNamed(context, provider)
    const value = fromEnvironment(variable, terminal)
    const fields = fieldsOf(record, options.field ?? [], terminal)
    const label = `${record.name} (${variable})`
    accountIds.push(await addAccount(session, { record, address: addressOf(record, url), value, fields, label }))
  }
  return tellTroubles(terminal, await refreshed(session, accountIds))
}

async function audited({ context, terminal }: Session, wanted: string | undefined): Promise<Audit> {
  const choice = wanted === undefined ? null : choiceOf(wanted)
  const { faults = [] } = await context.policy.read(choice ?? context.preferences.get().policy)
  for (const fault of faults) terminal.say(`keyrack: ${faultText(fault)}`)
  if (faults.length > 0) throw new Ended(exits.usage, 'The policy cannot be used.')
  const { auditBy } = await rules()
  return auditBy(context, choice)
}

function choiceOf(wanted: string): PolicyChoice {
  const pack = packIds.find((one) => one === wanted)
  return pack === undefined ? { kind: 'file', path: resolve(wanted) } : { kind: 'pack', pack }
}

/** Findings that count: nobody has accepted, snoozed or excepted them. */
function counting({ findings }: Audit): Finding[] {
  return findings.filter(({ state }) => state === 'open' || state === 'assigned')
}

/** Does a finding make the command fail? A severity stands for itself and for what is worse. Throws Ended. */
function failing(wanted: readonly string[]): (finding: Finding) => boolean {
  const rules = new Set<RuleId>()
  let least = Infinity
  for (const one of wanted) {
    const severity = severities.findIndex((known) => known === one)
    const rule = ruleIds.find((known) => known === one)
    if (severity !== -1) least = Math.min(least, severity)
    else if (rule !== undefined) rules.add(rule)
    else
      throw new Ended(
        exits.usage,
        `--fail-on takes severities (${severities.join(', ')}) and rules (${ruleIds.join(', ')}).`,
      )
  }
  return ({ rule, severity }) => rules.has(rule) || severities.indexOf(severity) >= least
}

const tints: Readonly<Partial<Record<Severity, Tint>>> = { critical: 'red', high: 'red', medium: 'yellow' }

function asTable({ context, terminal }: Session, result: Audit, options: CommonOptions): string {
  const now = context.clock.now()
  const style = styleFor(terminal, options)
  const worstFirst = counting(result).toSorted(
    (a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity),
  )
  return table(
    [
      { heading: 'SEVERITY' },
      { heading: 'RULE' },
      { heading: 'ID' },
      { heading: 'NAME', atLeast: 12 },
      { heading: 'PROVIDER', atLeast: 8 },
      { heading: 'OWNER', atLeast: 8 },
      { heading: 'WHY', atLeast: 20 },
    ],
    worstFirst.map(({ severity, rule, subject, evidence }) => {
      const tint = tints[severity]
      const why = evidence.map((one) => evidenceLine(one, now)).join('; ')
      return [
        tint === undefined ? severityLabels[severity] : { text: severityLabels[severity], tint },
        rule,
        subject.tokenId === null ? '' : shortId(subject.tokenId),
        subject.name,
        subject.providerName,
        subject.owner,
        why === '' ? ruleTexts[rule].title : why,
      ]
    }),
    style,
  )
}

/** On standard error: how many, by which policy, and what could not be judged. */
function tellSummary({ terminal }: Session, { counts, tokens, policy, findings, unjudged }: Audit): void {
  const found = severities.toReversed().flatMap((one) => (counts[one] > 0 ? [`${counts[one]} ${one}`] : []))
  const aside = findings.length - severities.reduce((sum, one) => sum + counts[one], 0)
  const parts = [
    `${count(tokens, 'token')} by the policy “${policy}”: ${found.length === 0 ? 'nothing found' : found.join(', ')}`,
    ...(aside > 0 ? [`${aside} accepted, snoozed or excepted`] : []),
    ...(unjudged.length > 0 ? [`${count(unjudged.length, 'list')} could not be judged`] : []),
  ]
  terminal.say(`${parts.join('; ')}.`)
}
