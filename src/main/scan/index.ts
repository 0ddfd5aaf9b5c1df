export { scan, type ScanTurn } from './scan.ts'
export { noFiles, wellKnown } from './well-known.ts'
