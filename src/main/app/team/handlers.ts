import type { Handlers, Serving } from '../serving.ts'

/** Channels of who has which tokens. What they need is loaded with the first of them. */
export function teamHandlers({ open }: Serving) {
  return {
    'team.list': open(async (context, input) => (await team()).listTeam(context, input)),
    'team.tokens': open(async (context, input) => (await team()).tokensOfOwner(context, input)),
    'team.exportPlan': open(async (context, input) => (await import('./export-plan.ts')).exportPlan(context, input)),
  } satisfies Partial<Handlers>
}

const team = () => import('./team.ts')
