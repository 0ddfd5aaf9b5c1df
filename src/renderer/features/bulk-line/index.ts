export { BulkLine } from './bulk-line.tsx'
