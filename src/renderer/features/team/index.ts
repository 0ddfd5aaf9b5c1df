export { OffboardDialog } from './offboard-dialog.tsx'
export { TeamScreen } from './team-screen.tsx'
