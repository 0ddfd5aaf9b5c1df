import type { Input, Output } from '#shared/contract'
import { mostFindings } from '#shared/contract/findings'
import type { Audit } from '#shared/model/finding'
import type { PolicyChoice } from '#shared/model/policy-choice'
import { auditSteps, type AuditFacts, type Judged, type Rulebook } from '../../audit/index.ts'
import { Failure } from '../../ports/failure.ts'
import type { Context } from '../context.ts'
import { inSlices } from '../slices.ts'
import { headOf } from './audit-desk.ts'
import { gatherFacts } from './gather.ts'
import { pointsSteps, TrendKeep, wasThereSteps } from './trend.ts'

/** Judges what is known now, and gives way meanwhile. Throws what the vault throws when it is closed under it. */
export async function judge(context: Context, book: Rulebook, wasThere: AuditFacts['wasThere']): Promise<Judged> {
  const facts = await inSlices(gatherFacts(context, wasThere))
  return inSlices(auditSteps(facts, book, context.clock.now()))
}

/**
 * An audit by another policy than the chosen one, or by that (null). Writes nothing, and changes nothing that the window
 * shows. Throws Failure('invalid-input', field `policy`) when a file cannot be used; `policySteps` says why.
 */
export async function auditBy(context: Context, choice: PolicyChoice | null): Promise<Audit> {
  const { policy, preferences, vault, log } = context
  const { book } = await policy.read(choice ?? preferences.get().policy)
  if (book === undefined) throw new Failure('invalid-input', { field: 'policy' })
  const trend = await new TrendKeep(vault.snapshots, log).read()
  const judged = await judge(context, book, await inSlices(wasThereSteps(trend)))
  return { ...judged, trend: await inSlices(pointsSteps(trend, judged, trend)) }
}

/** Makes an audit now and keeps it for the trend. Throws Failure. */
export async function runAudit(
  { audits }: Context,
  _input: Input<'findings.run'>,
  signal: AbortSignal,
): Promise<Output<'findings.run'>> {
  return headOf(await audits.run(signal))
}

/** Findings of the last audit, a chunk at a time. Throws Failure. */
export async function listFindings(
  { audits }: Context,
  { auditId, from: wanted }: Input<'findings.list'>,
): Promise<Output<'findings.list'>> {
  const last = await audits.current()
  const from = auditId === last.id ? wanted : 0
  const { findings } = last.audit
  const end = from + mostFindings
  return {
    audit: headOf(last),
    from,
    findings: findings.slice(from, end),
    next: end < findings.length ? end : null,
  }
}
