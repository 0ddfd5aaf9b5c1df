import type { Handlers, Serving } from '../serving.ts'
import { exportPlan } from './export-plan.ts'
import { listTeam, tokensOfOwner } from './team.ts'

/** Channels of who has which tokens. */
export function teamHandlers({ open }: Serving) {
  return {
    'team.list': open(listTeam),
    'team.tokens': open(tokensOfOwner),
    'team.exportPlan': open(exportPlan),
  } satisfies Partial<Handlers>
}
