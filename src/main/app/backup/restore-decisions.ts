import type { Decision, RuleId } from '#shared/model/finding'
import type { RecordOf } from '../../ports/records.ts'
import type { Steps } from '../slices.ts'
import { isSame, type PlannedChange } from './restore-plan.ts'

type Decided = ReadonlyMap<string, RecordOf<'decision'>>

/** What was decided about findings: of each rule on a token the newer decision, ours where both are as old. */
export function* mergeDecisions(mine: Decided, theirs: Decided): Steps<PlannedChange[]> {
  const changes: PlannedChange[] = []
  for (const [id, { decisions }] of theirs) {
    yield
    const here = mine.get(id)?.decisions ?? {}
    const merged = { ...here }
    for (const [rule, decision] of Object.entries(decisions) as [RuleId, Decision][]) {
      const ours = merged[rule]
      if (ours === undefined || ours.at < decision.at) merged[rule] = decision
    }
    if (!isSame(here, merged)) changes.push({ put: 'decision', id, value: { decisions: merged } })
  }
  return changes
}
