import type { Handlers, Serving } from '../serving.ts'
import { choosePolicy, choosePolicyFile, reloadPolicy } from './policy.ts'

/** Channels of the audit and of its policy. The rules are loaded when they are needed first. */
export function findingsHandlers({ open, job, silent }: Serving) {
  return {
    'findings.run': job(async (context, input, signal) => (await findings()).runAudit(context, input, signal)),
    'findings.list': open(async (context, input) => (await findings()).listFindings(context, input)),
    'findings.decide': open(async (context, input) => (await import('./decide.ts')).decideFindings(context, input)),
    'policy.choose': open(silent(choosePolicy)),
    'policy.chooseFile': open(choosePolicyFile),
    'policy.reload': open(silent(reloadPolicy)),
  } satisfies Partial<Handlers>
}

const findings = () => import('./findings.ts')
