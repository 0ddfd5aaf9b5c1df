export { InspectDialog } from './inspect-dialog.tsx'
