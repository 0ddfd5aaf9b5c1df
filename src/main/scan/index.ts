export { scan, type ScanTurn } from './scan.ts'
export { wellKnown } from './well-known.ts'
