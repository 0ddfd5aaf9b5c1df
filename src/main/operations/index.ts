export { candidatesOf, mostCandidates } from './candidates.ts'
export { claimedMs, isElsewhere, mayWrite, type Claim } from './claim.ts'
export {
  aboutAll,
  aboutToken,
  advance,
  intend,
  isOpen,
  isOutdated,
  written,
  type Arrival,
  type Entry,
  type Intention,
} from './journal.ts'
export { nextOf, type Next } from './next.ts'
export { mayHaveHappened } from './outcome.ts'
