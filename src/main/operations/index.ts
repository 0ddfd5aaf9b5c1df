export { candidatesOf } from './candidates.ts'
export {
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
