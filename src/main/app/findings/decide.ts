import type { Input, Output } from '#shared/contract'
import type { Decision, Finding } from '#shared/model/finding'
import type { Instant } from '#shared/model/time'
import { Failure } from '../../ports/failure.ts'
import type { RecordChange, RecordOf } from '../../ports/records.ts'
import { noteActivity } from '../activity/noted.ts'
import type { Context } from '../context.ts'
import { vaultWide } from './gather.ts'

/**
 * Keeps what a person decides about findings, and shows it at once. Throws Failure('not-found') for a finding that is not in
 * the last audit, Failure('invalid-input') where it is not said who takes care or until when, and what committing throws;
 * nothing is decided then.
 */
export async function decideFindings(
  context: Context,
  { decisions }: Input<'findings.decide'>,
): Promise<Output<'findings.decide'>> {
  const { audits, clock, store, vault } = context
  const now = clock.now()
  const known = new Map((await audits.current()).audit.findings.map((finding) => [finding.id, finding]))
  const next = new Map<string, Decision | null>()
  const records = new Map<string, RecordOf<'decision'>['decisions']>()
  const before = new Map<string, Decision | null>()
  for (const { findingId, decision: given } of decisions) {
    const finding = known.get(findingId)
    if (finding === undefined) throw new Failure('not-found')
    const decision = given === null ? null : dated(given, now)
    const id = finding.subject.tokenId ?? vaultWide
    // Throws for decisions that are there and cannot be read: they are not to be written over.
    const decided = records.get(id) ?? { ...vault.records.get('decision', id)?.decisions }
    if (!before.has(findingId)) before.set(findingId, decided[finding.rule] ?? null)
    records.set(id, changed(decided, finding.rule, decision))
    next.set(findingId, decision)
  }
  await store.commit([...records].flatMap(([id, value]) => changeOf(context, id, value)))
  audits.decided(next)
  context.facts.now()
  const tokenIds = [...new Set([...next.keys()].map((id) => known.get(id)?.subject.tokenId))]
  const [tokenId] = tokenIds.length === 1 ? tokenIds : []
  noteActivity(context, { what: 'findings-decided', ...(typeof tokenId === 'string' && { tokenId }) }, 'done')
  return { before: [...before].map(([findingId, decision]) => ({ findingId, decision: undated(decision) })) }
}

type Given = Omit<Decision, 'at'>

/** What is put off has an end, and somebody takes care of what is assigned. An end that is over may come back by undoing. */
function dated(given: Given, now: Instant): Decision {
  const { kind, who, until } = given
  if (kind === 'assigned' && who === '') throw new Failure('invalid-input', { field: 'who' })
  if (kind === 'snoozed' && until === null) throw new Failure('invalid-input', { field: 'until' })
  return { ...given, at: now }
}

function undated(decision: Decision | null): Given | null {
  if (decision === null) return null
  const { kind, who, reason, until } = decision
  return { kind, who, reason, until }
}

function changed(
  decided: RecordOf<'decision'>['decisions'],
  rule: Finding['rule'],
  decision: Decision | null,
): RecordOf<'decision'>['decisions'] {
  const { [rule]: _before, ...others } = decided
  return decision === null ? others : { ...others, [rule]: decision }
}

function changeOf({ index }: Context, id: string, decisions: RecordOf<'decision'>['decisions']): RecordChange[] {
  if (Object.keys(decisions).length > 0) return [{ put: 'decision', id, value: { decisions } }]
  return index.decisions.has(id) ? [{ remove: 'decision', id }] : []
}
