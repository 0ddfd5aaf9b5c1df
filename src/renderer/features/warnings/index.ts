export { WarningsDialog } from './warnings-dialog.tsx'
