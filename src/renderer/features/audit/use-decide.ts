import type { Result } from '#shared/contract'
import type { Deciding } from '#shared/contract/findings'
import { tellFailure } from '#renderer/data/actions'
import { call } from '#renderer/data/bridge'
import { decideText as text } from '#renderer/text/decide'
import { toast } from '#renderer/ui/toast'
import { useAuditDesk } from './use-audit.ts'

/** So many at once, fewer than main takes: others have their turn between two lots. */
const mostDecisions = 2000

export interface Decide {
  /** Sends decisions, shows them, and offers to undo them. */
  readonly decide: (findingIds: readonly string[], decision: Deciding['decision']) => Promise<Result<object>>
  /** Takes decisions back; a failure is told in passing. */
  readonly takeBack: (findingIds: readonly string[]) => Promise<void>
}

/** Decisions about findings: what is picked out is picked out no more once they are decided about. */
export function useDecide(): Decide {
  const { findings, view } = useAuditDesk()

  /** As many at once as main takes, shown together. Those that it took stay decided when a later lot fails. */
  async function send(decisions: readonly Deciding[]): Promise<Result<{ before: readonly Deciding[] }>> {
    const before: Deciding[] = []
    const release = findings.hold()
    let taken = 0
    try {
      for (; taken < decisions.length; taken += mostDecisions) {
        const answer = await call('findings.decide', { decisions: decisions.slice(taken, taken + mostDecisions) })
        if (!answer.ok) return answer
        before.push(...answer.value.before)
      }
    } finally {
      if (taken > 0) findings.decided(decisions.slice(0, taken))
      release()
    }
    leaveEmptyStates()
    return { ok: true, value: { before } }
  }

  /** Whoever looks at findings of a state sees the others again once the last of them has left it. */
  function leaveEmptyStates(): void {
    const { filters } = view.store.getState()
    const { findings: all } = findings.store.getState()
    if (filters.states.length === 0 || all.some(({ state }) => filters.states.includes(state))) return
    view.setFilters({ ...filters, states: [] })
  }

  async function undo(before: readonly Deciding[]): Promise<void> {
    const answer = await send(before)
    if (answer.ok) toast({ text: text.undone })
    else tellFailure(answer.error)
  }

  async function decide(findingIds: readonly string[], decision: Deciding['decision']): Promise<Result<object>> {
    const answer = await send(findingIds.map((findingId) => ({ findingId, decision })))
    if (!answer.ok) return answer
    const { before } = answer.value
    const { selected } = view.store.getState()
    if (findingIds.some((id) => selected.has(id))) view.setSelected([])
    toast({
      text: text.done[decision === null ? 'back' : decision.kind](findingIds.length),
      tone: 'good',
      ...(before.length > 0 && { action: { label: text.undo, onPress: () => void undo(before) } }),
    })
    return answer
  }

  return {
    decide,
    takeBack: async (findingIds) => {
      const answer = await decide(findingIds, null)
      if (!answer.ok) tellFailure(answer.error)
    },
  }
}
