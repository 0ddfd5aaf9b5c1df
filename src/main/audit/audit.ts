import {
  severities,
  ruleIds,
  type Audit,
  type Evidence,
  type Finding,
  type RuleId,
  type Severity,
  type Subject,
} from '#shared/model/finding'
import type { TokenKind } from '#shared/model/provider'
import type { Instant } from '#shared/model/time'
import type { Token } from '#shared/model/token'
import { byUrgency } from '#shared/rules/finding-order'
import { countsOf, stateOf } from '#shared/rules/finding-state'
import { calledBy, ownerLabel } from '#shared/text/words'
import { sortedSteps, type Steps } from '../ports/steps.ts'
import type { AuditFacts, TokenFacts } from './facts.ts'
import type { Limits } from './policy/packs.ts'
import type { Rulebook } from './policy/resolve.ts'
import { tokenRules } from './rules/index.ts'
import { Owners } from './lookup/owners.ts'
import { caseOf, standingOf, type Around, type Standing, type TokenRule } from './rules/rule.ts'
import { SameSecrets } from './lookup/same-secrets.ts'
import { weakStorage } from './rules/storage.ts'

/** An audit before it has a place among the earlier ones. */
export type Judged = Omit<Audit, 'trend'>

interface ActiveRule {
  readonly id: Exclude<RuleId, 'weak-storage'>
  readonly severity: Severity
  readonly rule: TokenRule
}

/** What is found of one token. */
interface About {
  readonly subject: Subject
  readonly findings: Finding[]
}

/** What a vault-wide finding is about. */
const vaultSubject: Subject = {
  tokenId: null,
  name: 'Vault',
  provider: '',
  providerName: '',
  accountId: '',
  account: '',
  owner: '',
  kind: '',
}

/** Judges everything by the policy, worst findings first. Pure: the same facts at the same time give the same audit. */
export function audit(facts: AuditFacts, book: Rulebook, now: Instant): Judged {
  const steps = auditSteps(facts, book, now)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** The same, in steps of one token each, so that it can give way between them. */
export function* auditSteps(facts: AuditFacts, book: Rulebook, now: Instant): Steps<Judged> {
  const tokens = [...facts.tokens]
  const around: Around = {
    now,
    owners: new Owners(facts.members, facts.stewards),
    secrets: yield* SameSecrets.steps(tokens, facts.accounts),
  }
  const active = activeRules(book)
  const kinds = new Kinds(facts, book)
  const abouts: About[] = []
  const made = (
    rule: RuleId,
    severity: Severity,
    subject: Subject,
    token: Token | null,
    found: readonly Evidence[],
  ): Finding => {
    const id = `${rule}:${subject.tokenId ?? 'vault'}`
    const exception = book.exceptions.about(rule, subject, token)
    const decision = facts.decisions.get(id) ?? null
    const state = stateOf(decision, exception, now)
    const isNew = !facts.wasThere(id)
    return { id, rule, severity, subject, evidence: [...found], state, decision, exception, isNew }
  }
  for (const one of tokens) {
    const { kind, limits, names } = kinds.of(one.token)
    const token = caseOf(one, kind, limits, around)
    let about: About | null = null
    for (const { id, severity, rule } of active[standingOf(one.token, now)]) {
      const found = rule.look(token)
      if (found === null) continue
      about ??= { subject: subjectOf(one, names), findings: [] }
      about.findings.push(made(id, severity, about.subject, one.token, found))
    }
    if (about !== null) abouts.push(about)
    yield
  }
  const severity = book.severityOf('weak-storage')
  const weak = severity === null ? null : weakStorage(facts.vault)
  if (severity !== null && weak !== null) {
    const finding = made('weak-storage', severity, vaultSubject, null, weak)
    abouts.push({ subject: vaultSubject, findings: [finding] })
  }
  const findings = yield* inOrder(abouts)
  yield 'long'
  return {
    at: now,
    policy: book.name,
    tokens: tokens.length,
    findings,
    counts: countsOf(findings),
    unjudged: facts.unjudged.map((part) => ({ ...part })),
    endedExceptions: book.exceptions.ended(now),
  }
}

function activeRules(book: Rulebook): Readonly<Record<Standing, readonly ActiveRule[]>> {
  const active: Record<Standing, ActiveRule[]> = { alive: [], expired: [], revoked: [], gone: [] }
  for (const [id, rule] of Object.entries(tokenRules) as [ActiveRule['id'], TokenRule][]) {
    const severity = book.severityOf(id)
    if (severity !== null) for (const standing of rule.of) active[standing].push({ id, severity, rule })
  }
  return active
}

interface Names {
  readonly provider: string
  readonly account: string
  readonly kind: string
}

interface OfKind {
  readonly kind: TokenKind | undefined
  readonly limits: Limits
  readonly names: Names
}

/** What holds for all tokens of one account and kind, looked up once. */
class Kinds {
  readonly #facts: AuditFacts
  readonly #book: Rulebook
  readonly #known = new Map<string, Map<string, OfKind>>()

  constructor(facts: AuditFacts, book: Rulebook) {
    this.#facts = facts
    this.#book = book
  }

  of({ accountId, provider, kind: id }: Token): OfKind {
    const known = this.#known.get(accountId)?.get(id)
    if (known !== undefined) return known
    const ofAccount = this.#known.get(accountId) ?? new Map<string, OfKind>()
    this.#known.set(accountId, ofAccount)
    const record = this.#facts.providers.get(provider)
    const kind = record?.tokenKinds.find((one) => one.kind === id)
    const account = this.#facts.accounts.get(accountId)?.name ?? ''
    const names = { provider: record?.name ?? provider, account, kind: kind?.label ?? id }
    const found = { kind, limits: this.#book.limitsOf(provider, id), names }
    ofAccount.set(id, found)
    return found
  }
}

function subjectOf({ token }: TokenFacts, { provider, account, kind }: Names): Subject {
  return {
    tokenId: token.id,
    name: calledBy(token),
    provider: token.provider,
    providerName: token.service === undefined || token.service === '' ? provider : token.service,
    accountId: token.accountId,
    account,
    owner: token.service === undefined ? ownerLabel(token.owner) : token.owner.name,
    kind,
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function bySubject({ subject: a }: About, { subject: b }: About): number {
  return (
    compare(a.providerName, b.providerName) ||
    compare(a.account, b.account) ||
    compare(a.name, b.name) ||
    compare(a.tokenId ?? '', b.tokenId ?? '')
  )
}

/** Worst first, then by rule, by how soon it is due, and by subject. The subjects are sorted, not the findings, of which there may be many more. */
function* inOrder(abouts: readonly About[]): Steps<Finding[]> {
  const shelves = new Map<RuleId, Finding[]>()
  for (const { findings } of yield* sortedSteps(abouts, bySubject)) {
    yield
    for (const finding of findings) {
      const shelf = shelves.get(finding.rule)
      if (shelf === undefined) shelves.set(finding.rule, [finding])
      else shelf.push(finding)
    }
  }
  const due = shelves.get('due-soon')
  if (due !== undefined) shelves.set('due-soon', yield* sortedSteps(due, byUrgency))
  // A rule is as bad for every token.
  const rankOf = ([first]: readonly Finding[]): number =>
    first === undefined ? -1 : severities.indexOf(first.severity)
  const byRule = ruleIds.map((rule) => shelves.get(rule) ?? [])
  return byRule.sort((a, b) => rankOf(b) - rankOf(a)).flat()
}
