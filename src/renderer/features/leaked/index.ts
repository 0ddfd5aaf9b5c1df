export { LeakedDialog } from './leaked-dialog.tsx'
