export { Activity, type ActivityPorts } from './activity.ts'
export type { ActivityEntry, LockCause } from './entry.ts'
