export { ActivityDialog } from './activity-dialog.tsx'
