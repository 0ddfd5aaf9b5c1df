export { candidatesOf, mostCandidates } from './candidates.ts'
export { claimedMs, isElsewhere, isSuccessorWaiting, mayWrite, standsInTheWay, type Claim } from './claim.ts'
export { afterTry, beginEnding, deadAtOnce, isTold, pauseAfter, tryLonger, type EndingFacts } from './ending.ts'
export {
  aboutAll,
  aboutNew,
  aboutToken,
  advance,
  intend,
  isOpen,
  isOutdated,
  listedAll,
  send,
  written,
  type Arrival,
  type Before,
  type Entry,
  type Intention,
} from './journal.ts'
export { nextOf, type Next } from './next.ts'
export { mayHaveHappened } from './outcome.ts'
