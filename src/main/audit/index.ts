export { audit, auditSteps, type Judged } from './audit.ts'
export {
  stewardKey,
  type AccountFacts,
  type AuditFacts,
  type MemberFacts,
  type PartFacts,
  type StewardFacts,
  type TokenFacts,
  type VaultFacts,
} from './facts.ts'
export type { PolicyRead } from './policy/read.ts'
export { lifetimesUnder, packBook, policyBook, type Rulebook } from './policy/resolve.ts'
